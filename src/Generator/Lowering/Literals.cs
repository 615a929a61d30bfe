using System.Globalization;
using System.Text;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>Constant values as C# that gives the same value again, of the same type.</summary>
internal static class Literals
{
    /// <summary>The operand for a constant <paramref name="value"/> of <paramref name="type"/> as the compiler folded it (null: <c>null</c> or <c>default</c>).</summary>
    public static Constant Of(ITypeSymbol type, object? value)
    {
        IrType ir = TypeMapping.Of(type);
        if (type.TypeKind == TypeKind.Enum && value is not null)
        {
            if (type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => value.Equals(field.ConstantValue)) is { } member)
            {
                return new Constant(ir, QualifiedNames.StaticMember(member));
            }

            return new Constant(ir, $"({QualifiedNames.Type(type)}){Parenthesized(Integer(value))}");
        }

        return Of(ir, value);
    }

    /// <summary>The operand for a value of <paramref name="type"/>.</summary>
    public static Constant Of(IrType type, object? value)
    {
        if (type is ScalarType scalar && value is not null)
        {
            return Scalar(scalar, value);
        }

        return value switch
        {
            null => type is OpaqueType { IsReference: true } or BufferType { Kind: BufferKind.Array or BufferKind.List }
                ? new Constant(type, $"({type.CSharp})null")
                : new Constant(type, $"default({type.CSharp})"),
            string text => new Constant(type, String(text)),
            decimal number => new Constant(type, number.ToString(CultureInfo.InvariantCulture) + "m"),
            _ => new Constant(type, $"({type.CSharp}){Parenthesized(Integer(value))}"),
        };
    }

    /// <summary>A string literal in ASCII.</summary>
    public static string String(string value)
    {
        var text = new StringBuilder("\"");
        foreach (char c in value)
        {
            AppendEscaped(text, c, '"');
        }

        return text.Append('"').ToString();
    }

    /// <summary>Text that stands between the holes of an interpolated string, in a regular (not verbatim) literal.</summary>
    public static string InterpolatedText(string value)
    {
        var text = new StringBuilder();
        foreach (char c in value)
        {
            AppendEscaped(text, c, '"');
            if (c is '{' or '}')
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    private static Constant Scalar(ScalarType type, object value)
    {
        switch (type.Kind)
        {
            case ScalarKind.Boolean:
                return Constant.Bool((bool)value);
            case ScalarKind.Int32:
                return Constant.Int(System.Convert.ToInt32(value, CultureInfo.InvariantCulture));
            case ScalarKind.Int64:
                return Constant.Long(System.Convert.ToInt64(value, CultureInfo.InvariantCulture));
            case ScalarKind.Double:
                return Constant.Double(System.Convert.ToDouble(value, CultureInfo.InvariantCulture));
            case ScalarKind.Single:
                return Constant.Single(System.Convert.ToSingle(value, CultureInfo.InvariantCulture));
            case ScalarKind.Char:
                return new Constant(type, Char(value is char c ? c : (char)System.Convert.ToUInt16(value, CultureInfo.InvariantCulture)));
            case ScalarKind.Generic:
                return Constant.Float(type, System.Convert.ToDouble(value, CultureInfo.InvariantCulture));
            case ScalarKind.UInt32:
                return new Constant(type, Integer(value) + "U");
            case ScalarKind.UInt64:
                return new Constant(type, Integer(value) + "UL");
            default:
                return new Constant(type, $"({type.CSharp}){Parenthesized(Integer(value))}");
        }
    }

    private static string Char(char value)
    {
        var text = new StringBuilder("'");
        AppendEscaped(text, value, '\'');
        return text.Append('\'').ToString();
    }

    private static void AppendEscaped(StringBuilder text, char c, char quote)
    {
        if (c == quote || c == '\\')
        {
            text.Append('\\').Append(c);
        }
        else if (c is >= ' ' and <= '~')
        {
            text.Append(c);
        }
        else
        {
            text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }
    }

    private static string Integer(object value) => value switch
    {
        char c => ((int)c).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Parenthesized(string number) => number[0] == '-' ? "(" + number + ")" : number;
}
