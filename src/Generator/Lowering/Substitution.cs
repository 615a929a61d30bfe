using AutoDiff.Generator.Differentiation.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// What the type parameters of a generic body stand for where it is lowered in place of a call. The body's operations speak of the definition's types; whoever asks
/// for the IR's type or the name of one gets what it stands for in the frame that is being lowered.
/// </summary>
internal sealed class Substitution
{
    [ThreadStatic]
    private static Substitution? s_current;

    private readonly Compilation _compilation;
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _arguments = new(SymbolEqualityComparer.Default);

    private Substitution(Compilation compilation) => _compilation = compilation;

    /// <summary>That of the frame that this thread is lowering, or null where type parameters stand for themselves.</summary>
    public static Substitution? Current
    {
        get => s_current;
        set => s_current = value;
    }

    /// <summary>What the type arguments of a method and the types around it say, or null when they are its own type parameters.</summary>
    public static Substitution? Of(IMethodSymbol method, Compilation compilation)
    {
        Substitution? result = null;
        Add(method.OriginalDefinition.TypeParameters, method.TypeArguments);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            Add(type.OriginalDefinition.TypeParameters, type.TypeArguments);
        }

        return result;

        void Add(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                if (!SymbolEqualityComparer.Default.Equals(parameters[i], arguments[i]))
                {
                    (result ??= new(compilation))._arguments[parameters[i]] = arguments[i];
                }
            }
        }
    }

    /// <summary>Together with what the type parameters around a local function stand for, of which its type arguments may be made.</summary>
    public Substitution Within(Substitution? outer)
    {
        if (outer is null)
        {
            return this;
        }

        Substitution whole = new(_compilation);
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> argument in outer._arguments)
        {
            whole._arguments[argument.Key] = argument.Value;
        }

        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> argument in _arguments)
        {
            whole._arguments[argument.Key] = outer.Replace(argument.Value);
        }

        return whole;
    }

    /// <summary>
    /// Whether a method's body can stand in place of the call: its type arguments aren't made of the very type parameters that they are given for, and what the body calls
    /// on a number's interfaces (<c>T.IsZero</c>) is a public member of the number.
    /// </summary>
    public static bool Fits(IMethodSymbol method, IBlockOperation body, Compilation compilation)
    {
        if (Of(method, compilation) is not { } substitution)
        {
            return true;
        }

        return !substitution._arguments.Values.Any(substitution.Mentions) && body.Descendants().All(operation =>
        {
            ISymbol? member = operation switch
            {
                IInvocationOperation { TargetMethod.IsStatic: true, ConstrainedToType: not null } call => call.TargetMethod,
                IPropertyReferenceOperation { Property.IsStatic: true, ConstrainedToType: not null } property => property.Property,
                _ => null,
            };
            return member is null || IntrinsicCatalog.NumberOf(member) is not { } number || substitution.Replace(number) is ITypeParameterSymbol
                || MethodLowering.NumericConstants.ContainsKey(member.Name)
                || substitution.Replace(number).GetMembers(member.Name).Any(found => found.DeclaredAccessibility == Accessibility.Public);
        });
    }

    /// <summary>The type that a type of the body stands for.</summary>
    public static ITypeSymbol Apply(ITypeSymbol type) => s_current is { } current ? current.Replace(type) : type;

    /// <summary>The method that a method of the body stands for: of an interface that a type argument implements, the implementation.</summary>
    /// <param name="method">The method as the body has it.</param>
    /// <param name="constrainedTo">The type parameter that it is called on, or null.</param>
    public static IMethodSymbol Apply(IMethodSymbol method, ITypeSymbol? constrainedTo = null)
    {
        if (s_current is not { } current || method.MethodKind == MethodKind.LocalFunction)
        {
            return method;
        }

        IMethodSymbol replaced = current.Replace(method);
        return constrainedTo is ITypeParameterSymbol && replaced.ContainingType.TypeKind == TypeKind.Interface && current.Replace(constrainedTo) is INamedTypeSymbol type
            ? Implementation(type, replaced)
            : replaced;
    }

    private static IMethodSymbol Implementation(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (type.FindImplementationForInterfaceMember(method.IsGenericMethod ? method.OriginalDefinition : method) is not IMethodSymbol found)
        {
            return method;
        }

        return method.IsGenericMethod && found.IsGenericMethod ? found.OriginalDefinition.Construct([.. method.TypeArguments]) : found;
    }

    private bool Mentions(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => _arguments.ContainsKey(parameter),
        IArrayTypeSymbol array => Mentions(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(Mentions) || (named.ContainingType is { } container && Mentions(container)),
        _ => false,
    };

    private ITypeSymbol Replace(ITypeSymbol type)
    {
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return _arguments.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : type;
            case IArrayTypeSymbol array when Mentions(array.ElementType):
                return _compilation.CreateArrayTypeSymbol(Replace(array.ElementType), array.Rank, array.ElementNullableAnnotation);
            case INamedTypeSymbol named when Mentions(named):
                return Replace(named);
            default:
                return type;
        }
    }

    private INamedTypeSymbol Replace(INamedTypeSymbol type)
    {
        if (type is { IsTupleType: true, TupleElements.Length: > 1 })
        {
            return _compilation.CreateTupleTypeSymbol(
                [.. type.TupleElements.Select(element => Replace(element.Type))],
                [.. type.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? element.Name : null)]);
        }

        INamedTypeSymbol definition = type.ContainingType is { } container && Mentions(container)
            ? Replace(container).GetTypeMembers(type.Name, type.Arity).First()
            : type.ConstructedFrom;
        return type.Arity == 0 ? definition : definition.Construct([.. type.TypeArguments.Select(Replace)]);
    }

    private IMethodSymbol Replace(IMethodSymbol method)
    {
        IMethodSymbol found = method;
        if (Mentions(method.ContainingType))
        {
            INamedTypeSymbol container = Replace(method.ContainingType);
            found = container.GetMembers(method.Name).OfType<IMethodSymbol>()
                .First(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition));
        }

        return method.IsGenericMethod ? found.ConstructedFrom.Construct([.. method.TypeArguments.Select(Replace)]) : found;
    }
}
