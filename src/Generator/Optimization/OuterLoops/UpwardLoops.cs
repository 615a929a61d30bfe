using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// Lets innermost loops of the reverse sweep run from the first element to the last where their order doesn't matter: the just-in-time compiler goes through buffers by pointers then, and
/// the processor fetches ahead.
/// </summary>
internal sealed class UpwardLoops : IrRewriter
{
    private readonly Block _member;
    private readonly VariableFactory _variables;
    private readonly Func<Variable, bool> _mayReassociate;
    private readonly LoopCounts _counts;

    private UpwardLoops(Block member, VariableFactory variables, Func<Variable, bool> mayReassociate) =>
        (_member, _variables, _mayReassociate, _counts) = (member, variables, mayReassociate, new LoopCounts(member));

    /// <param name="member">What the block stands in.</param>
    /// <param name="block">The loops.</param>
    /// <param name="variables">Makes variables.</param>
    /// <param name="mayReassociate">Whether a sum may be taken in another order.</param>
    public static Block Run(Block member, Block block, VariableFactory variables, Func<Variable, bool> mayReassociate) => new UpwardLoops(member, variables, mayReassociate).Rewrite(block);

    protected override Operand Use(Operand operand) => operand;

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        if (statement is not For { Step: -1, Comparison: BinaryOperator.GreaterOrEqual, Limit: Constant { IsZero: true } } loop
            || IrWalk.Any(loop.Body, static inner => inner is For)
            || !CarriesFreeSums(loop)
            || !IterationOrder.IsFree(_member, loop))
        {
            base.Rewrite(statement, result);
            return;
        }

        result.Add(loop with { Start = Constant.Int(0), Comparison = BinaryOperator.Less, Limit = CountOf(loop, result), Step = 1 });
    }

    // Any other recurrence has an order.
    private bool CarriesFreeSums(For loop) => LoopSums.Of(loop, _mayReassociate) is { } sums && loop.Carried.All(entry => sums.IsFree(entry.Parameter));

    private Operand CountOf(For loop, List<Statement> before)
    {
        if (_counts.Of(loop) is { } count)
        {
            return count;
        }

        Variable sum = _variables.Temporary(ScalarType.Int32);
        before.Add(new Assign(sum, new Binary(BinaryOperator.Add, loop.Start, Constant.Int(1), ScalarType.Int32)));
        return sum;
    }
}
