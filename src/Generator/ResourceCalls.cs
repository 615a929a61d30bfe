using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator;

/// <summary>
/// <c>using</c> in the IR: a call that holds the resource, the body, and a call that disposes it, which is where every way out of the body passes. Nothing in a differentiated method
/// catches an exception, so that one leaves all of its resources at once: the generated member disposes them at its end.
/// </summary>
internal static class ResourceCalls
{
    private const string Runtime = "global::AutoDiff.CompilerServices.HeldResources.";
    private const string HoldText = Runtime + "Hold(";

    /// <summary>What a member's body begins with, before a <c>try</c>.</summary>
    public const string Enter = Runtime + "Enter();";

    /// <summary>What it ends with, in the <c>finally</c>.</summary>
    public const string Exit = Runtime + "Exit();";

    public static OpaqueCall Hold(Operand resource) => new(null, [HoldText, ")"], [new ValueHole(resource)], Effects.Anything);

    public static OpaqueCall Release() => new(null, [Runtime + "Release()"], [], Effects.Anything);

    /// <summary>Whether a body holds resources.</summary>
    public static bool AreIn(Block body) => IrWalk.Any(body, static statement => statement is OpaqueCall { Parts: var parts } && parts[0] == HoldText);
}
