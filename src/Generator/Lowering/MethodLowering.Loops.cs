using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private void LowerWhile(IWhileLoopOperation loop)
    {
        if (loop.Condition is not { } condition || loop.ConditionIsUntil)
        {
            RejectStatement(loop);
        }
        else if (loop.ConditionIsTop)
        {
            LowerLoop(loop.ExitLabel, loop.ContinueLabel, () => LowerExpression(condition), () => LowerStatement(loop.Body), null, null);
        }
        else
        {
            LowerLoop(loop.ExitLabel, loop.ContinueLabel, null, () => LowerStatement(loop.Body), null, condition);
        }
    }

    private void LowerFor(IForLoopOperation loop)
    {
        LowerStatements(loop.Before);
        LowerLoop(
            loop.ExitLabel,
            loop.ContinueLabel,
            loop.Condition is { } condition ? () => LowerExpression(condition) : null,
            () => LowerStatement(loop.Body),
            loop.AtLoopBottom.IsEmpty ? null : () => LowerStatements(loop.AtLoopBottom),
            null);
    }

    /// <summary>
    /// A loop. What runs at the end of each turn (the increment, or the condition of a <c>do</c>) stands after the scope of <c>continue</c>, and under
    /// the condition that nothing has left the loop.
    /// </summary>
    private void LowerLoop(
        ILabelSymbol? exitLabel,
        ILabelSymbol? continueLabel,
        Func<Operand>? lowerCondition,
        Action lowerBody,
        Action? lowerIncrement,
        IOperation? bottomCondition,
        Action<Block>? onBody = null)
    {
        int site = CurrentSite();
        Operand condition = Constant.True;
        Region header = lowerCondition is null ? new Region(null) : LowerRegion(() => condition = lowerCondition());
        Operand exit = Constant.False;
        JumpTarget? breakTarget = null;
        Region body = LowerRegion(() =>
        {
            breakTarget = EnterScope(JumpKind.Break, exitLabel);
            JumpTarget continueTarget = EnterScope(JumpKind.Continue, continueLabel);
            lowerBody();
            ExitScope(continueTarget);
            EnsureGuarded();
            if (_region.IsReachable)
            {
                lowerIncrement?.Invoke();
            }

            bool mayLeave = _region.Jumps.Count > 0;
            if (bottomCondition is not null && _region.IsReachable)
            {
                Operand again = LowerExpression(bottomCondition);
                exit = Negate(again);
                if (mayLeave)
                {
                    EmitAssign(breakTarget.Flag, new Copy(exit));
                }
            }

            if (mayLeave)
            {
                breakTarget.FlagIsRead = true;
                exit = breakTarget.Flag;
            }

            LeaveScope(breakTarget);
        });

        bool endsByCondition = !condition.Equals(Constant.True) || (bottomCondition is not null && !exit.Equals(Constant.False));
        bool breaks = body.Jumps.Remove(breakTarget!);
        Block block = body.Close();
        onBody?.Invoke(block);
        _region.Current.Add(new Loop(header.Close(), condition, block, exit) { Site = site });
        _region.IsReachable = breaks || endsByCondition;
        Merge(_region.Jumps, body.Jumps);
        Merge(_region.Unguarded, body.Jumps);
    }

    private Operand Negate(Operand condition) => condition switch
    {
        Constant { Text: "true" } => Constant.False,
        Constant { Text: "false" } => Constant.True,
        _ => Let(new Unary(UnaryOperator.Not, condition)),
    };
}
