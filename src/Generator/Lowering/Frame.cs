using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// One activation of a body: the marked method's own, or that of a callee or local function lowered in place of its call.
/// A local function's frame sees the variables of the frame that declares it.
/// </summary>
/// <param name="method">The method or local function, with the type arguments of the call.</param>
/// <param name="declaring">The frame whose variables a local function captures.</param>
/// <param name="calls">The calls that lead here.</param>
/// <param name="caller">The frame that the call stands in.</param>
/// <param name="substitution">What the body's type parameters stand for, or null when they stand for themselves.</param>
internal sealed class Frame(IMethodSymbol method, Frame? declaring, CallChain? calls, Frame? caller, Substitution? substitution)
{
    private readonly Dictionary<ISymbol, Place> _places = new(DeclaredSymbols.Comparer);

    public IMethodSymbol Method { get; } = method;

    /// <summary>The frame whose variables a local function captures.</summary>
    public Frame? Declaring { get; } = declaring;

    public CallChain? Calls { get; } = calls;

    /// <summary>The frame that the call stands in.</summary>
    public Frame? Caller { get; } = caller;

    /// <summary>What the body's type parameters stand for, or null when they stand for themselves.</summary>
    public Substitution? Substitution { get; } = substitution ?? declaring?.Substitution;

    /// <summary>What <c>return</c> jumps to.</summary>
    public JumpTarget? Return { get; set; }

    /// <summary>Where <c>return</c> puts the value, or null.</summary>
    public Place? Result { get; set; }

    /// <summary>Where <c>return</c> puts the reference, in a body that returns by reference.</summary>
    public Place? ReturnedReference { get; set; }

    /// <summary>The receiver, in an instance method of an aggregate.</summary>
    public Place? This { get; set; }

    /// <summary>The types that the receiver may be of, where a test has told; otherwise null.</summary>
    public IReadOnlyList<INamedTypeSymbol>? ThisTypes { get; set; }

    public void Bind(ISymbol symbol, Place place) => _places[symbol] = place;

    /// <summary>The place of a symbol that this frame declares.</summary>
    public Place? FindOwn(ISymbol symbol) => _places.TryGetValue(symbol, out Place? place) ? place : null;

    public Place? Find(ISymbol symbol)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Declaring)
        {
            if (frame._places.TryGetValue(symbol, out Place? place))
            {
                return place;
            }
        }

        return null;
    }
}
