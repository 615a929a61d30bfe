using System.Text;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// Symbols as C# text that means the same anywhere in the user's project: types from <c>global::</c> on, keywords escaped, nothing newer
/// than C# 12. Names of tuple elements and nullable annotations are left out: they make no difference to a conversion.
/// </summary>
internal static class QualifiedNames
{
    private static readonly SymbolDisplayFormat s_annotated = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Type(ITypeSymbol type)
    {
        var text = new StringBuilder();
        Append(text, Substitution.Apply(type));
        return text.ToString();
    }

    /// <summary>The type with the names of its tuple elements, which code that uses them needs.</summary>
    public static string TypeWithElementNames(ITypeSymbol type) => Substitution.Apply(type).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The type with its nullable annotations, or null when it has none.</summary>
    public static string? Annotated(ITypeSymbol type)
    {
        string plain = TypeWithElementNames(type);
        string annotated = type.ToDisplayString(s_annotated);
        return plain == annotated ? null : annotated;
    }

    /// <summary>A name as it stands in code.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>What stands before a static member: its type, or the type parameter that a member of a numeric interface is called on.</summary>
    public static string Owner(ISymbol member) => Type(IntrinsicCatalog.NumberOf(member) ?? (ITypeSymbol)member.ContainingType);

    /// <summary>A static member: <c>global::N.C.Member</c>.</summary>
    public static string StaticMember(ISymbol member) => Type(member.ContainingType) + "." + Identifier(member.Name);

    /// <summary>A member that is generated for a static method, with the method's type arguments.</summary>
    public static string GeneratedMember(IMethodSymbol method, string suffix) =>
        $"{Type(method.ContainingType)}.{Identifier(HeaderBuilder.MemberName(method) + suffix)}{TypeArguments(method)}";

    /// <summary>A method's type arguments as they stand after its name.</summary>
    public static string TypeArguments(IMethodSymbol method) => TypeArguments(method.TypeArguments);

    /// <summary>A method's name after its receiver, with its type arguments.</summary>
    public static string MethodName(IMethodSymbol method) => Identifier(method.Name) + TypeArguments(method.TypeArguments);

    /// <summary>Whether code in another file of the project can write the type's name at all.</summary>
    public static bool CanBeNamed(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => CanBeNamed(array.ElementType),
        IPointerTypeSymbol or IFunctionPointerTypeSymbol or IErrorTypeSymbol => false,
        INamedTypeSymbol { IsAnonymousType: true } or INamedTypeSymbol { IsFileLocal: true } => false,
        INamedTypeSymbol named => named.TypeArguments.All(CanBeNamed) && (named.ContainingType is null || CanBeNamed(named.ContainingType)),
        _ => true,
    };

    private static string TypeArguments(IEnumerable<ITypeSymbol> arguments)
    {
        string list = string.Join(", ", arguments.Select(Type));
        return list.Length == 0 ? "" : "<" + list + ">";
    }

    private static void Append(StringBuilder text, ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol:
                AppendArray(text, type);
                break;

            case IDynamicTypeSymbol:
                text.Append("dynamic");
                break;

            case IPointerTypeSymbol pointer:
                Append(text, pointer.PointedAtType);
                text.Append('*');
                break;

            case ITypeParameterSymbol parameter:
                text.Append(Identifier(parameter.Name));
                break;

            case INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 1 } tuple:
                text.Append('(').Append(string.Join(", ", tuple.TupleElements.Select(element => Type(element.Type)))).Append(')');
                break;

            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                Append(text, nullable.TypeArguments[0]);
                text.Append('?');
                break;

            case INamedTypeSymbol named when Keyword(named) is { } keyword:
                text.Append(keyword);
                break;

            case INamedTypeSymbol named and not IErrorTypeSymbol:
                AppendNamed(text, named);
                break;

            default:
                text.Append(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
                break;
        }
    }

    private static void AppendNamed(StringBuilder text, INamedTypeSymbol type)
    {
        if (type.ContainingType is { } container)
        {
            AppendNamed(text, container);
            text.Append('.');
        }
        else
        {
            text.Append("global::");
            AppendNamespace(text, type.ContainingNamespace);
        }

        text.Append(Identifier(type.Name)).Append(type.IsUnboundGenericType ? Unbound(type.Arity) : TypeArguments(type.TypeArguments));
    }

    private static string Unbound(int arity) => arity == 0 ? "" : "<" + new string(',', arity - 1) + ">";

    private static void AppendNamespace(StringBuilder text, INamespaceSymbol? space)
    {
        if (space is { IsGlobalNamespace: false })
        {
            AppendNamespace(text, space.ContainingNamespace);
            text.Append(Identifier(space.Name)).Append('.');
        }
    }

    // The ranks of a jagged array are written from the outside in.
    private static void AppendArray(StringBuilder text, ITypeSymbol type)
    {
        string ranks = "";
        while (type is IArrayTypeSymbol array)
        {
            ranks += "[" + new string(',', array.Rank - 1) + "]";
            type = array.ElementType;
        }

        Append(text, type);
        text.Append(ranks);
    }

    private static string? Keyword(INamedTypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Object => "object",
        SpecialType.System_String => "string",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Void => "void",
        _ when TypeMapping.ScalarKindOf(type) is { } kind => new ScalarType(kind).CSharp,
        _ => null,
    };
}
