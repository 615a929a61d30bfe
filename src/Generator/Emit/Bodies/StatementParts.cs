using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>What the statements without blocks read and write, in the order in which they do.</summary>
internal static class StatementParts
{
    public static bool CanExitAtHeader(this Loop loop) => loop.Condition is not Constant { Text: "true" };

    public static bool CanExitAtBreak(this Loop loop) => loop.Break is not Constant { Text: "false" };

    public static EquatableArray<Operand> Reads(Statement statement) => statement switch
    {
        Assign assign => assign.Value.Operands,
        Evaluate evaluate => evaluate.Expression.Operands,
        BufferCall call => call.Arguments,
        Store or Accumulate or OpaqueCall or Throw => IrWalk.Uses(statement),
        Return result => result.Values,
        Comment => default,
        _ => throw new InvalidOperationException($"A {statement.GetType().Name} statement can't be emitted."),
    };

    public static EquatableArray<Variable> Writes(Statement statement) => statement switch
    {
        Assign or BufferCall or OpaqueCall => IrWalk.Definitions(statement),
        _ => default,
    };

    /// <summary>The values that variables passed by reference hold before a call.</summary>
    public static IEnumerable<Variable> PassedByReference(Statement statement)
    {
        List<Variable>? passed = null;
        if (statement is OpaqueCall call)
        {
            foreach (Hole hole in call.Holes)
            {
                if (hole is ReferenceHole { Initial: Variable initial })
                {
                    (passed ??= []).Add(initial);
                }
            }
        }

        return passed ?? (IEnumerable<Variable>)[];
    }

    public static Effects EffectsOf(Statement statement) => statement switch
    {
        Assign assign => assign.Value.Effects,
        Store { Indices.IsEmpty: true } or Accumulate { Indices.IsEmpty: true } => Effects.WritesOperands,
        Store or Accumulate => Effects.WritesOperands | Effects.Throws,
        Evaluate evaluate => evaluate.Expression.Effects,
        OpaqueCall call => call.Effects,
        Comment => Effects.None,
        Return => Effects.None,
        Throw => Effects.Throws,
        _ => Effects.Anything,
    };
}
