using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// The sums that a loop carries: variables that get something added and are read by nothing but that. A sum whose order is free is collected lane by lane; one of the primal keeps its
/// order, and must be added to at one place, or several places one after the other, of the body itself.
/// </summary>
internal sealed class LoopSums
{
    private readonly HashSet<int> _free = [];
    private readonly Dictionary<int, (Carried Sum, Operand Value, bool IsNegative)> _steps = [];

    private LoopSums(For loop, Func<Variable, bool> mayReassociate) => (Loop, MayReassociate) = (loop, mayReassociate);

    private For Loop { get; }

    private Func<Variable, bool> MayReassociate { get; }

    /// <summary>Whether the variable is one of those sums that are collected lane by lane.</summary>
    public bool IsFree(Operand operand) => operand is Variable variable && _free.Contains(variable.Id);

    /// <summary>Whether the assignment adds to a sum that keeps its order.</summary>
    public bool IsStep(Assign assign) => _steps.ContainsKey(assign.Target.Id);

    public (Carried Sum, Operand Value, bool IsNegative) StepOf(Assign assign) => _steps[assign.Target.Id];

    /// <summary>The sums, or null when the loop carries something else.</summary>
    public static LoopSums? Of(For loop, Func<Variable, bool> mayReassociate)
    {
        var sums = new LoopSums(loop, mayReassociate);
        return sums.Find() ? sums : null;
    }

    private bool Find()
    {
        var ordered = new Dictionary<int, Carried>();
        foreach (Carried entry in Loop.Carried)
        {
            if (entry.Parameter.Type is not ScalarType { IsFloat: true, IsGeneric: false })
            {
                return false;
            }

            if (MayReassociate(entry.Parameter))
            {
                _free.Add(entry.Parameter.Id);
            }
            else
            {
                ordered.Add(entry.Parameter.Id, entry);
            }
        }

        foreach (Statement statement in Loop.Body.Statements)
        {
            if (statement is Assign { Value: Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum } assign)
            {
                bool isLeft = In(ordered, sum.Left), isRight = sum.Operator == BinaryOperator.Add && In(ordered, sum.Right);
                if (isLeft != isRight)
                {
                    Carried entry = ordered[((Variable)(isLeft ? sum.Left : sum.Right)).Id];
                    ordered.Remove(((Variable)(isLeft ? sum.Left : sum.Right)).Id);
                    ordered[assign.Target.Id] = entry;
                    _steps[assign.Target.Id] = (entry, isLeft ? sum.Right : sum.Left, sum.Operator == BinaryOperator.Subtract);
                }
            }
        }

        return AddAll(Loop.Body) && Loop.Carried.All(entry => MayReassociate(entry.Parameter)
            ? IsFree(entry.AfterBody)
            : entry.AfterBody is Variable last && ordered.TryGetValue(last.Id, out Carried? same) && ReferenceEquals(same, entry));

        static bool In(Dictionary<int, Carried> ordered, Operand operand) => operand is Variable variable && ordered.ContainsKey(variable.Id);
    }

    // Follows the sums whose order is free, and sees to it that no sum is read otherwise.
    private bool AddAll(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            bool isAllowed = statement switch
            {
                Assign assign when IsStep(assign) => !IsSum(StepOf(assign).Value),
                Assign assign => AddAssign(assign),
                For inner => AddFor(inner),
                If branch => !IsSum(branch.Condition) && AddAll(branch.Then) && AddAll(branch.Else) && branch.Merges.All(Add),
                _ => !IrWalk.Uses(statement).Any(IsSum),
            };
            if (!isAllowed)
            {
                return false;
            }
        }

        return true;
    }

    private bool AddAssign(Assign assign)
    {
        switch (assign.Value)
        {
            case Binary { Operator: BinaryOperator.Add } sum when IsFree(sum.Left) != IsFree(sum.Right):
            case Binary { Operator: BinaryOperator.Subtract } difference when IsFree(difference.Left) && !IsSum(difference.Right):
                _free.Add(assign.Target.Id);
                return !(IsSum(assign.Value.Operands[0]) && IsSum(assign.Value.Operands[1]));
            case Copy copy when IsFree(copy.Source):
                _free.Add(assign.Target.Id);
                return true;
            default:
                return !assign.Value.Operands.Any(IsSum);
        }
    }

    private bool AddFor(For inner)
    {
        if (IsSum(inner.Start) || IsSum(inner.Limit))
        {
            return false;
        }

        foreach (Carried entry in inner.Carried)
        {
            if (IsFree(entry.Initial))
            {
                _free.Add(entry.Parameter.Id);
                _free.Add(entry.Result.Id);
            }
            else if (IsSum(entry.Initial))
            {
                return false;
            }
        }

        return AddAll(inner.Body) && inner.Carried.All(entry => IsFree(entry.Parameter) == IsFree(entry.AfterBody) && (IsFree(entry.AfterBody) || !IsSum(entry.AfterBody)));
    }

    private bool Add(Merge merge)
    {
        bool isSum = IsFree(merge.Then) && IsFree(merge.Else);
        if (isSum)
        {
            _free.Add(merge.Result.Id);
        }

        return isSum || !(IsSum(merge.Then) || IsSum(merge.Else));
    }

    private bool IsSum(Operand operand) => operand is Variable variable
        && (_free.Contains(variable.Id) || _steps.ContainsKey(variable.Id) || Loop.Carried.Any(entry => entry.Parameter.Id == variable.Id));
}
