namespace AutoDiff.Generator.Ir;

/// <summary>
/// How a method with a hand-written derivative is called, and how the derivative is. Such a call has by-value arguments and buffers only: what is passed by
/// reference is an argument (its value before the call) and a result (its value after it). Structs and tuples are passed leaf by leaf.
/// </summary>
/// <param name="Primal">The call of the method. What it returns has the first results of the call as leaves.</param>
/// <param name="Effects">What the method can do besides giving its results.</param>
internal sealed record CustomDerivative(CallText Primal, Effects Effects)
{
    /// <summary>The call of the reverse rule, or null when there is none. The leaves of what it returns are adjoints.</summary>
    public CallText? Reverse { get; init; }

    /// <summary>The argument that each leaf of what the reverse rule returns is the adjoint of.</summary>
    public EquatableArray<int> Adjoints { get; init; }

    /// <summary>The call of the forward rule, or null when there is none. The leaves of what it returns are tangents of the first results.</summary>
    public CallText? Forward { get; init; }

    /// <summary>Whether the buffers that the method returns have nothing in common with those that it gets.</summary>
    public bool ReturnsNewMemory { get; init; }

    /// <summary>The arguments whose elements the method writes, or null when it may be any.</summary>
    public EquatableArray<int>? Written { get; init; }

    /// <summary>Whether the method may write the elements of an argument.</summary>
    public bool Writes(int argument) => Written is { } written ? written.Contains(argument) : (Effects & Effects.WritesOperands) != 0;

    /// <summary>The operation on the arguments, each under its letter, when it is one that acts on each value of tensors alone.</summary>
    public FusedOperation? Elementwise { get; init; }

    /// <summary>What this operation and an elementwise one on its first argument are together, or null.</summary>
    public ElementwiseComposition? Composition { get; init; }

    /// <summary>The name of the rule, for messages.</summary>
    public string RuleName { get; init; } = "";
}

/// <summary>An operation and an elementwise one on its first argument, which the runtime computes in one pass; arguments are those of the outer one.</summary>
/// <param name="Inner">The elementwise operation.</param>
/// <param name="Name">The name of both together in the runtime; that of its reverse rule ends with <c>Vjp</c>.</param>
/// <param name="Producer">The method of tensors, and the layer, that the runtime can compute together with both, given what only they read.</param>
internal sealed record ElementwiseComposition(string Inner, string Name, string Producer);

/// <summary>A call as C# with holes, <c>Parts[0] Holes[0] Parts[1] ...</c>, and how the leaves of what it returns are read.</summary>
internal sealed record CallText(EquatableArray<string> Parts, EquatableArray<CallHole> Holes)
{
    /// <summary>The type of what the call returns as C#, or null.</summary>
    public string? Type { get; init; }

    /// <summary>For each leaf of what the call returns, what stands before and after it.</summary>
    public EquatableArray<CallLeaf> Leaves { get; init; }
}

/// <summary>A leaf of a value: the text around the value that reads it, its type, and whether it is differentiated if its type can be.</summary>
internal sealed record CallLeaf(string Before, string After, IrType Type, bool IsActive);

internal enum CallHoleKind
{
    /// <summary>The value of an argument; of a buffer, with the elements that it had before the call.</summary>
    Argument,

    /// <summary>The value of a result; in the primal call a variable that it is written to (<c>out</c>).</summary>
    Result,

    /// <summary>In the primal call, a variable with the value of an argument that holds a result afterwards (<c>ref</c>).</summary>
    InOut,

    /// <summary>The cotangent of a result.</summary>
    Cotangent,

    /// <summary>The adjoint of a buffer; in a forward rule its tangent.</summary>
    Adjoint,

    /// <summary>A variable with the cotangent of a result that holds the adjoint of an argument afterwards; in a forward rule the tangents of the two.</summary>
    InOutAdjoint,

    /// <summary>In a forward rule, the tangent of an argument.</summary>
    Tangent,

    /// <summary>In a forward rule, a variable that the tangent of a result is written to (<c>out</c>).</summary>
    ResultTangent,
}

/// <param name="Kind">What fills the hole.</param>
/// <param name="Argument">The argument, or -1.</param>
/// <param name="Result">The result, or -1.</param>
internal sealed record CallHole(CallHoleKind Kind, int Argument = -1, int Result = -1);
