using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>How many times loops run: those that go up from zero, or down to it.</summary>
internal sealed class LoopCounts
{
    // By the last index, which is one less.
    private readonly Dictionary<int, Operand> _counts = [];

    /// <param name="member">What the loops stand in.</param>
    public LoopCounts(Block member)
    {
        foreach (Statement statement in IrWalk.All(member))
        {
            if (statement is Assign { Value: Binary { Operator: BinaryOperator.Subtract, Right: Constant { IsOne: true } } difference } last)
            {
                _counts[last.Target.Id] = difference.Left;
            }
        }
    }

    /// <summary>The number of iterations, or less than one where there are none; null when nothing in the member stands for it.</summary>
    public Operand? Of(For loop) => loop switch
    {
        { Step: 1, Comparison: BinaryOperator.Less, Start: Constant { IsZero: true } } => loop.Limit,
        { Step: -1, Comparison: BinaryOperator.GreaterOrEqual, Limit: Constant { IsZero: true } } => loop.Start switch
        {
            Constant { Integer: { } last and < int.MaxValue } => Constant.Int((int)last + 1),
            Variable last when _counts.TryGetValue(last.Id, out Operand? count) => count,
            _ => null,
        },
        _ => null,
    };
}
