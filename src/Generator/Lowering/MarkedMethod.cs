using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>What the attributes of a method and its parameters say.</summary>
internal static class MarkedMethod
{
    public static bool IsMarked(IMethodSymbol method) => Attribute(method, "DifferentiableAttribute") is not null;

    public static AttributeData? Attribute(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (IsOurs(attribute, name))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>All marks of a kind, for those that may be repeated.</summary>
    public static IEnumerable<AttributeData> Attributes(ISymbol symbol, string name) => symbol.GetAttributes().Where(attribute => IsOurs(attribute, name));

    private static bool IsOurs(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingType: null, ContainingNamespace: { Name: "AutoDiff", ContainingNamespace.IsGlobalNamespace: true } } type
        && type.Name == name;

    /// <summary>The parameters named by <c>WithRespectTo</c>, or null when it isn't given.</summary>
    public static HashSet<string>? WithRespectTo(AttributeData? attribute)
    {
        TypedConstant names = Argument(attribute, "WithRespectTo");
        return names.Kind == TypedConstantKind.Array && !names.IsNull ? [.. names.Values.Select(name => name.Value as string ?? "")] : null;
    }

    /// <summary>The names that a method's mark gives, or null when it has no mark or the mark gives none.</summary>
    public static HashSet<string>? WithRespectTo(IMethodSymbol method) => WithRespectTo(Attribute(method, "DifferentiableAttribute"));

    public static bool FastMath(AttributeData? attribute) => Argument(attribute, "FastMath").Value is true;

    /// <summary>Whether forward mode is asked for.</summary>
    public static bool HasJvp(AttributeData? attribute) => HasMode(attribute, 4);

    /// <summary>Whether the Jacobian is asked for.</summary>
    public static bool HasJacobian(AttributeData? attribute) => HasMode(attribute, 8);

    private static bool HasMode(AttributeData? attribute, int mode) => Argument(attribute, "Modes").Value is int modes && (modes & mode) != 0;

    public static bool IsActive(IParameterSymbol parameter, HashSet<string>? withRespectTo) =>
        (withRespectTo is null || withRespectTo.Contains(parameter.Name)) && Attribute(parameter, "NoGradientAttribute") is null;

    private static TypedConstant Argument(AttributeData? attribute, string name)
    {
        if (attribute is not null)
        {
            foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
            {
                if (argument.Key == name)
                {
                    return argument.Value;
                }
            }
        }

        return default;
    }
}
