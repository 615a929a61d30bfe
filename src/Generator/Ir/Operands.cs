using System.Globalization;

namespace AutoDiff.Generator.Ir;

/// <summary>What an operation reads: a variable or a constant, never a nested expression.</summary>
internal abstract record Operand
{
    public abstract IrType Type { get; }

    /// <summary>Whether the two are one variable, whatever name it has here and there, or equal constants.</summary>
    public bool IsSameAs(Operand other) => ReferenceEquals(this, other) || (this is Variable variable ? other is Variable second && variable.Id == second.Id : Equals(other));
}

/// <summary>
/// A variable of a function. <see cref="Id"/> is unique within its function; <see cref="Name"/> is the name that the user gave it
/// (several variables may have the same one: emission keeps them apart). After SSA construction it is assigned at one place.
/// </summary>
internal sealed record Variable(int Id, string Name, IrType VariableType) : Operand
{
    public override IrType Type => VariableType;

    /// <summary>Whether no name in the source stands for it: emission may fold it into its use.</summary>
    public bool IsTemporary { get; init; }

    public bool Equals(Variable? other) =>
        other is not null && Id == other.Id && Name == other.Name && IsTemporary == other.IsTemporary && VariableType.Equals(other.VariableType);

    public override int GetHashCode() => Id;

    public override string ToString() => $"{Name}#{Id}";
}

/// <summary>A constant, as the canonical C# literal that <see cref="Text"/> is (so that -0.0 and 0.0 differ).</summary>
internal sealed record Constant(IrType ConstantType, string Text) : Operand
{
    public static readonly Constant True = new(ScalarType.Boolean, "true");
    public static readonly Constant False = new(ScalarType.Boolean, "false");

    public override IrType Type => ConstantType;

    /// <summary>The constant as code. Of a type parameter there are few by name; the others are converted.</summary>
    public string CSharp => ConstantType is not ScalarType { IsGeneric: true } || Text.StartsWith("default", StringComparison.Ordinal) ? Text : ConstantType.CSharp + Text switch
    {
        "0.0" => ".Zero",
        "1.0" => ".One",
        "-1.0" => ".NegativeOne",
        _ when Text.StartsWith("double.", StringComparison.Ordinal) => Text.Substring("double".Length),
        _ => $".CreateTruncating({Text})",
    };

    public bool IsZero => Text is "0.0" or "0.0f" or "0" or "0L";

    public bool IsOne => Text is "1.0" or "1.0f" or "1" or "1L";

    /// <summary>The value of an <c>int</c> or <c>long</c> constant, otherwise null.</summary>
    public long? Integer =>
        ConstantType is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 }
        && long.TryParse(Text.TrimEnd('L'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : null;

    public static Constant Bool(bool value) => value ? True : False;

    public static Constant Int(int value) => new(ScalarType.Int32, value.ToString(CultureInfo.InvariantCulture));

    public static Constant Long(long value) => new(ScalarType.Int64, value.ToString(CultureInfo.InvariantCulture) + "L");

    /// <summary>A float constant of <paramref name="type"/>: <c>float</c>, <c>double</c>, or a type parameter, whose constants are kept as those of double.</summary>
    public static Constant Float(IrType type, double value) =>
        type switch
        {
            ScalarType { Kind: ScalarKind.Single } => Single((float)value),
            ScalarType { IsGeneric: true } => new(type, Double(value).Text),
            _ => Double(value),
        };

    public static Constant Double(double value) => new(ScalarType.Double, Round(value, "double", value.ToString("R", CultureInfo.InvariantCulture), ""));

    public static Constant Single(float value) => new(ScalarType.Single, Round(value, "float", value.ToString("R", CultureInfo.InvariantCulture), "f"));

    /// <summary>The default value of a type: zero, false or <c>default</c>.</summary>
    public static Constant Default(IrType type) => type switch
    {
        ScalarType { Kind: ScalarKind.Boolean } => False,
        ScalarType { Kind: ScalarKind.Int32 } => Int(0),
        ScalarType { Kind: ScalarKind.Int64 } => Long(0),
        { IsFloat: true } => Float(type, 0),
        _ => new(type, $"default({type.CSharp})"),
    };

    public override string ToString() => Text;

    private static string Round(double value, string keyword, string digits, string suffix)
    {
        if (double.IsNaN(value))
        {
            return keyword + ".NaN";
        }

        if (double.IsInfinity(value))
        {
            return keyword + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        }

        // Older runtimes that host the compiler print -0.0 as "0" or "-0".
        if (value == 0)
        {
            return (double.IsNegativeInfinity(1 / value) ? "-0.0" : "0.0") + suffix;
        }

        return (digits.IndexOfAny(['.', 'E', 'e']) < 0 ? digits + ".0" : digits) + suffix;
    }
}
