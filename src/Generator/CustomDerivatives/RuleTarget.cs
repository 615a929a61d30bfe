using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.CustomDerivatives;

/// <summary>What a hand-written derivative of a method may take and must return: the names and types of the contract.</summary>
internal sealed class RuleTarget
{
    private readonly IMethodSymbol _method;
    private readonly IMethodSymbol _probe;
    private readonly Dictionary<int, string> _derivativeNames = [];
    private readonly HashSet<string>? _withRespectTo;
    private readonly ISet<int> _constants;

    /// <param name="method">The method.</param>
    /// <param name="constants">The parameters (-1: the receiver) that the rule takes for constants.</param>
    /// <param name="number">What its type parameters stand for when it is asked what can be active; null when it has none that are open.</param>
    public RuleTarget(IMethodSymbol method, ISet<int> constants, ITypeSymbol? number = null)
    {
        _method = method;
        _probe = number is null ? method : With(method, number);
        _constants = constants;
        _withRespectTo = MarkedMethod.WithRespectTo(method);
        HashSet<string> taken = [.. method.Parameters.Select(parameter => parameter.Name)];
        foreach (int index in Indices.Where(CanBeActive))
        {
            _derivativeNames[index] = Free("d" + NameOf(index), taken);
        }

        ResultName = Free("result", taken);
        CotangentName = Free("dresult", taken);
    }

    public string ResultName { get; }

    public string CotangentName { get; }

    /// <summary>What the method returns.</summary>
    public ITypeSymbol Result => ResultType(_method);

    public bool HasReceiver => !_method.IsStatic && _method.MethodKind != MethodKind.Constructor;

    /// <summary>What the method returns: a constructor what it makes.</summary>
    public static ITypeSymbol ResultType(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnType;

    /// <summary>The type arguments of a method and of the types around it, from the outside in.</summary>
    public static IEnumerable<ITypeSymbol> TypeArguments(IMethodSymbol method)
    {
        IEnumerable<ITypeSymbol> arguments = method.TypeArguments;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            arguments = type.TypeArguments.Concat(arguments);
        }

        return arguments;
    }

    public ITypeSymbol TypeOf(int index) => index < 0 ? _method.ContainingType : _method.Parameters[index].Type;

    public RefKind KindOf(int index) => index < 0 ? RefKind.None : _method.Parameters[index].RefKind switch
    {
        RefKind.Ref => RefKind.Ref,
        RefKind.Out => RefKind.Out,
        _ => RefKind.None,
    };

    /// <summary>The name of the adjoint or tangent of a parameter.</summary>
    public string DerivativeName(int index) => _derivativeNames[index];

    /// <summary>Whether a parameter is differentiated.</summary>
    public bool CanBeActive(int index) =>
        TypeMapping.CanBeActive(index < 0 ? _probe.ContainingType : _probe.Parameters[index].Type)
        && !_constants.Contains(index)
        && (index < 0 ? _withRespectTo is null || _withRespectTo.Contains("this") : MarkedMethod.IsActive(_method.Parameters[index], _withRespectTo));

    public bool IsBuffer(int index) => TypeMapping.Of(TypeOf(index)) is Ir.BufferType;

    /// <summary>The parameters whose adjoints a reverse rule returns, in order.</summary>
    public IEnumerable<int> Returned => Indices.Where(index => CanBeActive(index) && !IsBuffer(index) && KindOf(index) == RefKind.None);

    /// <summary>The receiver and the parameters.</summary>
    public IEnumerable<int> Indices => Enumerable.Range(HasReceiver ? -1 : 0, _method.Parameters.Length + (HasReceiver ? 1 : 0));

    public bool ResultCanBeActive => HasResult && TypeMapping.CanBeActive(ResultType(_probe));

    private bool HasResult => !_method.ReturnsVoid || _method.MethodKind == MethodKind.Constructor;

    /// <summary>Everything that a rule may take, by name.</summary>
    public IEnumerable<(string Name, RuleInput Input)> Inputs(bool isForward)
    {
        foreach (int index in Indices)
        {
            yield return (NameOf(index), new(index < 0 ? RuleInputKind.Receiver : RuleInputKind.Parameter, index));
        }

        if (HasResult)
        {
            yield return (ResultName, new(RuleInputKind.Result));
            if (!isForward && ResultCanBeActive)
            {
                yield return (CotangentName, new(RuleInputKind.Cotangent));
            }
        }

        foreach (int index in Indices.Where(CanBeActive))
        {
            if (isForward)
            {
                yield return (DerivativeName(index), new(RuleInputKind.Tangent, index));
            }
            else if (IsBuffer(index) || KindOf(index) != RefKind.None)
            {
                yield return (DerivativeName(index), new(RuleInputKind.Adjoint, index));
            }
        }
    }

    // What a type parameter stands for can be active when double can.
    private static IMethodSymbol With(IMethodSymbol method, ITypeSymbol number)
    {
        if (method.ContainingType is { IsGenericType: true, ContainingType: null } type)
        {
            INamedTypeSymbol constructed = type.Construct([.. type.TypeArguments.Select(_ => number)]);
            method = constructed.GetMembers(method.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)) ?? method;
        }

        return method.Arity == 0 ? method : method.Construct([.. method.TypeArguments.Select(_ => number)]);
    }

    private string NameOf(int index) => index < 0 ? "this" : _method.Parameters[index].Name;

    // A name that is taken gets a trailing underscore, as in the generated members.
    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
        {
            name += "_";
        }

        return name;
    }
}
