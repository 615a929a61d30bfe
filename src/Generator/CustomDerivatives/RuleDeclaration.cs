using System.Collections.Immutable;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.CustomDerivatives;

internal enum RuleDefect
{
    None, UnknownTarget, AmbiguousTarget, WrongSignature,
}

/// <summary>A method marked <c>[DerivativeOf]</c>: the rule that it is, or what keeps it from being one.</summary>
/// <param name="Method">The marked method.</param>
/// <param name="Attribute">The mark.</param>
/// <param name="Rule">The rule, when there's no defect.</param>
/// <param name="Defect">What is wrong.</param>
/// <param name="Arguments">What fills the defect's message.</param>
internal sealed record RuleDeclaration(IMethodSymbol Method, AttributeData Attribute, DerivativeRule? Rule, RuleDefect Defect, ImmutableArray<string> Arguments)
{
    /// <summary>What each of a method's marks says: a rule that serves several methods has several.</summary>
    public static ImmutableArray<RuleDeclaration> Of(IMethodSymbol method, Compilation compilation) =>
        [.. MarkedMethod.Attributes(method, "DerivativeOfAttribute").Select(attribute => Of(method, attribute, compilation))];

    // Finds the method that a derivative is marked as being of.
    private static RuleDeclaration Of(IMethodSymbol method, AttributeData attribute, Compilation compilation)
    {
        RuleDeclaration Defective(RuleDefect defect, params string[] arguments) => new(method, attribute, null, defect, [method.Name, .. arguments]);

        (INamedTypeSymbol? type, string? name) = attribute.ConstructorArguments switch
        {
            [{ Value: string own }] => (method.ContainingType, own),
            [{ Value: INamedTypeSymbol other }, { Value: string foreign }] => (other.OriginalDefinition, foreign),
            _ => (null, null),
        };
        if (type is null || name is null)
        {
            // The compiler has an error there.
            return Defective(RuleDefect.UnknownTarget, "a method", "the attribute doesn't name one");
        }

        string typeName = type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        ImmutableArray<IMethodSymbol> overloads = [.. Named(type, name).Where(candidate => !SymbolEqualityComparer.Default.Equals(candidate, method))];
        if (overloads.IsEmpty)
        {
            return Defective(RuleDefect.UnknownTarget, name, $"'{typeName}' has no such method");
        }

        if (ParameterTypes(attribute) is { } types)
        {
            string given = string.Join(", ", types.Select(parameter => parameter.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
            overloads = [.. overloads.Where(candidate => HasParameters(candidate, types))];
            if (overloads.IsEmpty)
            {
                return Defective(RuleDefect.UnknownTarget, name, $"'{typeName}' has no overload with the parameters ({given})");
            }
        }

        (DerivativeRule? Rule, string Problem)[] matches = [.. overloads.Select(candidate => RuleSignature.Match(method, candidate, compilation))];
        DerivativeRule[] rules = [.. matches.Select(match => match.Rule).OfType<DerivativeRule>()];
        switch (rules.Length)
        {
            case 1:
                return new(method, attribute, rules[0], RuleDefect.None, []);
            case 0:
                int nearest = Enumerable.Range(0, overloads.Length).OrderByDescending(i => RuleSignature.CountKnownNames(method, overloads[i], compilation)).First();
                return Defective(
                    RuleDefect.WrongSignature, Display(overloads[nearest]), matches[nearest].Problem, RuleSignature.Text(method, overloads[nearest], compilation));
            default:
                return Defective(RuleDefect.AmbiguousTarget, name, string.Join(" and ", rules.Take(2).Select(rule => $"'{Display(rule.Target)}'")));
        }
    }

    /// <summary>A method in a message.</summary>
    public static string Display(IMethodSymbol method) => method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    // The methods of a name, with those of base types that they don't override; a property stands for its getter. Constructors, which aren't inherited,
    // go by their metadata name or by that of their type; indexers by theirs.
    private static IEnumerable<IMethodSymbol> Named(INamedTypeSymbol type, string name)
    {
        if (name == WellKnownMemberNames.InstanceConstructorName || name == type.Name)
        {
            return type.InstanceConstructors;
        }

        name = name == "Item" && type.GetMembers(name).IsEmpty ? WellKnownMemberNames.Indexer : name;
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            IMethodSymbol[] found =
            [
                .. declaring.GetMembers(name).OfType<IMethodSymbol>().Where(method => method.PartialDefinitionPart is null),
                .. declaring.GetMembers(name).OfType<IPropertySymbol>().Select(property => property.GetMethod).OfType<IMethodSymbol>(),
            ];
            if (found.Length > 0)
            {
                return found;
            }
        }

        return [];
    }

    private static ImmutableArray<ITypeSymbol>? ParameterTypes(AttributeData attribute)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Parameters", Value: { Kind: TypedConstantKind.Array, IsNull: false } value })
            {
                return [.. value.Values.Select(element => element.Value).OfType<ITypeSymbol>()];
            }
        }

        return null;
    }

    private static bool HasParameters(IMethodSymbol method, ImmutableArray<ITypeSymbol> types) =>
        method.Parameters.Length == types.Length
        && method.Parameters.Zip(types, (parameter, type) => QualifiedNames.Type(parameter.Type) == QualifiedNames.Type(type)).All(isSame => isSame);
}
