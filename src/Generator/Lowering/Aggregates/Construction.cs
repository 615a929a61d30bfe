using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// Which construction of a generic type derives from a constructed one: of <c>class Squared&lt;T&gt; : Layer&lt;T&gt;</c> and <c>Layer&lt;double&gt;</c> it is
/// <c>Squared&lt;double&gt;</c>. It is found by one-sided unification of the base type's arguments.
/// </summary>
internal sealed class Construction
{
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _arguments = new(SymbolEqualityComparer.Default);

    private Construction()
    {
    }

    /// <summary>The construction of a definition one of whose base types or interfaces is a given type, or null when that doesn't determine its type arguments, or breaks their constraints.</summary>
    /// <param name="definition">The type, as it is declared.</param>
    /// <param name="ancestor">What it shall be assignable to.</param>
    public static INamedTypeSymbol? Of(INamedTypeSymbol definition, INamedTypeSymbol ancestor)
    {
        foreach (INamedTypeSymbol pattern in Ancestors(definition))
        {
            if (!SymbolEqualityComparer.Default.Equals(pattern.OriginalDefinition, ancestor.OriginalDefinition))
            {
                continue;
            }

            var construction = new Construction();
            if (construction.Matches(pattern, ancestor) && construction.Construct(definition) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            yield return t;
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            yield return implemented;
        }
    }

    // Whether a type of the definition stands for another one, with what its parameters then are.
    private bool Matches(ITypeSymbol pattern, ITypeSymbol type)
    {
        switch (pattern)
        {
            case ITypeParameterSymbol parameter:
                if (_arguments.TryGetValue(parameter, out ITypeSymbol? argument))
                {
                    return SymbolEqualityComparer.Default.Equals(argument, type);
                }

                _arguments.Add(parameter, type);
                return true;
            case IArrayTypeSymbol array:
                return type is IArrayTypeSymbol other && array.Rank == other.Rank && Matches(array.ElementType, other.ElementType);
            case INamedTypeSymbol named:
                if (type is not INamedTypeSymbol given || !SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, given.OriginalDefinition))
                {
                    return false;
                }

                for (int i = 0; i < named.TypeArguments.Length; i++)
                {
                    if (!Matches(named.TypeArguments[i], given.TypeArguments[i]))
                    {
                        return false;
                    }
                }

                return named.ContainingType is null || Matches(named.ContainingType, given.ContainingType);
            default:
                return SymbolEqualityComparer.Default.Equals(pattern, type);
        }
    }

    private INamedTypeSymbol? Construct(INamedTypeSymbol definition)
    {
        INamedTypeSymbol? type = definition;
        if (definition.ContainingType is { } container)
        {
            if (Construct(container) is not { } outer)
            {
                return null;
            }

            type = outer.GetTypeMembers(definition.Name, definition.Arity).FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, definition));
        }

        if (definition.Arity == 0)
        {
            return type;
        }

        var arguments = new ITypeSymbol[definition.Arity];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!_arguments.TryGetValue(definition.TypeParameters[i], out ITypeSymbol? argument) || !Satisfies(argument, definition.TypeParameters[i]))
            {
                return null;
            }

            arguments[i] = argument;
        }

        return type?.Construct(arguments);
    }

    private bool Satisfies(ITypeSymbol argument, ITypeParameterSymbol parameter)
    {
        bool isValue = argument.IsValueType;
        return (!parameter.HasReferenceTypeConstraint || argument.IsReferenceType)
            && (!parameter.HasValueTypeConstraint || (isValue && argument.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T))
            && (!parameter.HasUnmanagedTypeConstraint || argument.IsUnmanagedType)
            && (!parameter.HasConstructorConstraint || isValue || HasConstructor(argument))
            && parameter.ConstraintTypes.All(constraint => Kinds(argument).Any(kind => new Construction(this).Matches(constraint, kind)));
    }

    private Construction(Construction other)
    {
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> argument in other._arguments)
        {
            _arguments.Add(argument.Key, argument.Value);
        }
    }

    private static bool HasConstructor(ITypeSymbol type) => type is ITypeParameterSymbol parameter
        ? parameter.HasConstructorConstraint
        : type is INamedTypeSymbol { IsAbstract: false } named && named.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public);

    // All that a type is.
    private static IEnumerable<ITypeSymbol> Kinds(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => [parameter, .. parameter.ConstraintTypes.SelectMany(Kinds)],
        INamedTypeSymbol named => Ancestors(named),
        _ => [type, .. type.AllInterfaces],
    };
}
