using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator;

/// <summary>
/// <c>using</c>, <c>lock</c> and the enumerator of a <c>foreach</c> in the IR: a call that holds the resource, the body, and a call that disposes it, which is where every way out of the body passes. Nothing in a differentiated method
/// catches an exception, so that one leaves all of its resources at once: the generated member disposes them at its end.
/// </summary>
internal static class ResourceCalls
{
    private const string Runtime = "global::AutoDiff.CompilerServices.HeldResources.";

    /// <summary>The field in which what holds a struct has it.</summary>
    public const string Held = "Value";

    /// <summary>What a member's body begins with, before a <c>try</c>.</summary>
    public const string Enter = Runtime + "Enter();";

    /// <summary>What it ends with, in the <c>finally</c>.</summary>
    public const string Exit = Runtime + "Exit();";

    public static OpaqueCall Hold(Operand resource) => new(null, [Runtime + "Hold(", ")"], [new ValueHole(resource)], Effects.Anything);

    /// <summary>Holds an object that may be something to dispose.</summary>
    public static OpaqueCall HoldIfDisposable(Operand resource) =>
        new(null, [Runtime + "Hold(", " as global::System.IDisposable)"], [new ValueHole(resource)], Effects.Anything);

    /// <summary>Holds a struct in an object of its own, in which it can be changed.</summary>
    public static OpaqueCall HoldStruct(Variable holder, Operand resource) =>
        new(holder, [Runtime + "HoldStruct(", ")"], [new ValueHole(resource)], Effects.Anything);

    public static OpaqueType HolderOf(IrType type) => new($"global::AutoDiff.CompilerServices.HeldStruct<{type.CSharp}>");

    public static OpaqueCall Lock(Operand locked) => new(null, [Runtime + "Lock(", ")"], [new ValueHole(locked)], Effects.Anything);

    public static OpaqueCall Release() => new(null, [Runtime + "Release()"], [], Effects.Anything);

    /// <summary>Whether a body holds resources.</summary>
    public static bool AreIn(Block body) =>
        IrWalk.Any(body, static statement => statement is OpaqueCall { Parts: var parts } && parts[0].StartsWith(Runtime, StringComparison.Ordinal));
}
