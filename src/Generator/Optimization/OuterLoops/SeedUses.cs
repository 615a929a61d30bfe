using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// Whether a number from outside may be another in some iterations: where it is used there are vectors, and nothing comes of it but what is added to memory. No condition, integer, element of the
/// primal or sum of it depends on it, so that iterations with it do what they did.
/// </summary>
internal sealed class SeedUses(Divergence divergence, Func<Variable, bool> isPrimal)
{
    private readonly HashSet<int> _made = [];
    private bool _isChanged;

    public bool AreFree(For loop, Variable seed)
    {
        _made.Add(seed.Id);
        List<Statement> statements = IrWalk.All(loop.Body);
        if (!statements.TrueForAll(statement => !IrWalk.Uses(statement).Any(operand => operand.IsSameAs(seed)) || statement is Assign { Value: not Opaque } assign && !divergence.IsUniform(assign.Target)))
        {
            return false;
        }

        do
        {
            _isChanged = false;
            if (!statements.TrueForAll(IsFree))
            {
                return false;
            }
        }
        while (_isChanged);
        return true;
    }

    private bool IsFree(Statement statement)
    {
        switch (statement)
        {
            case Accumulate accumulate:
                return !accumulate.Indices.Any(IsMade);
            case Assign { Value: Binary { Operator: BinaryOperator.NotEqual or BinaryOperator.Equal, Right: Constant { IsZero: true } } } use when !isPrimal(use.Target):
                // Asks whether a cotangent is used.
                return true;
            case Assign assign:
                return !IsMadeOf(assign.Value) || Make(assign.Target, !divergence.Sums.IsStep(assign));
            case If branch:
                return !IsMade(branch.Condition) && branch.Merges.All(merge => !(IsMade(merge.Then) || IsMade(merge.Else)) || Make(merge.Result));
            case For inner:
                return !IsMade(inner.Start) && !IsMade(inner.Limit) && inner.Carried.All(entry =>
                    !(IsMade(entry.Initial) || IsMade(entry.AfterBody)) || (Make(entry.Parameter) && Make(entry.Result)));
            default:
                return !IrWalk.Uses(statement).Any(IsMade);
        }
    }

    // What is added to is an adjoint.
    private bool IsMadeOf(Expression value) => value.Operands.Any(IsMade)
        || (value is Load load && divergence.Memory.RootOf(load.Buffer) is { } root && divergence.Memory.AccessOf(root) is { IsAdded: true });

    private bool IsMade(Operand operand) => operand is Variable variable && _made.Contains(variable.Id);

    private bool Make(Variable variable, bool isAllowed = true)
    {
        _isChanged |= _made.Add(variable.Id);
        return isAllowed && variable.Type is ScalarType { IsFloat: true };
    }
}
