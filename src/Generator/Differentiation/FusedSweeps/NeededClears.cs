using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.FusedSweeps;

/// <summary>
/// Which memory of an iteration has to be cleared before it: not what the iteration overwrites whole before it reads any of it, and not what it leaves full of zeros, as the reverse
/// sweep leaves the adjoint of memory that is overwritten whole.
/// </summary>
internal sealed class NeededClears
{
    private readonly IReadOnlyList<Statement> _iteration;
    private readonly Dictionary<int, Expression> _integers = [];

    /// <param name="iteration">The iteration's statements.</param>
    public NeededClears(IReadOnlyList<Statement> iteration)
    {
        _iteration = iteration;
        foreach (Statement statement in IrWalk.All(new Block([.. iteration])))
        {
            if (statement is Assign { Value: Length or Binary { Type: ScalarType { Kind: ScalarKind.Int32 } } } assign)
            {
                _integers[assign.Target.Id] = assign.Value;
            }
        }
    }

    /// <param name="memory">What is new memory, with zeros in it, before the first iteration.</param>
    /// <param name="length">How many elements it has.</param>
    public bool Include(Variable memory, long length)
    {
        List<Statement> uses = [.. _iteration.Where(statement => Mentions(statement, memory))];
        return !uses.TrueForAll(statement => IrWalk.All(new Block([statement])).TrueForAll(inner => !IsUsed(inner, memory) || IsAccess(inner)))
            || (uses.Count > 0 && !GoesThrough(uses[0], memory, length, isZero: false) && !GoesThrough(uses[uses.Count - 1], memory, length, isZero: true));
    }

    private static bool Mentions(Statement statement, Variable memory) => IrWalk.All(new Block([statement])).Exists(inner => IsUsed(inner, memory));

    private static bool IsUsed(Statement statement, Variable memory) => IrWalk.Uses(statement).Any(operand => operand.IsSameAs(memory));

    // Nothing else gets to know the memory.
    private static bool IsAccess(Statement statement) => statement is Store or Accumulate or Assign { Value: Load or Length } or Evaluate { Expression: Load };

    // A loop over all elements that stores each. Nothing is read but an element that was stored or, where zeros are, that will be.
    private bool GoesThrough(Statement statement, Variable memory, long length, bool isZero)
    {
        if (statement is not For { IsChecked: false } loop || !Covers(loop, memory, length))
        {
            return false;
        }

        bool isStored = false;
        foreach (Statement inner in loop.Body.Statements)
        {
            switch (inner)
            {
                case Store { Path.IsEmpty: true, Indices: [var index] } store when store.Buffer.IsSameAs(memory) && index.IsSameAs(loop.Index) && (!isZero || store.Value is Constant { IsZero: true }):
                    isStored = true;
                    break;
                case Assign { Value: Load { Indices: [var index] } load } when load.Buffer.IsSameAs(memory) && index.IsSameAs(loop.Index) && (isZero || isStored):
                case Evaluate { Expression: Load }:
                case Assign { Value: Length }:
                    break;
                default:
                    if (Mentions(inner, memory))
                    {
                        return false;
                    }

                    break;
            }
        }

        return isStored;
    }

    private bool Covers(For loop, Variable memory, long length)
    {
        return loop switch
        {
            { Step: 1, Comparison: BinaryOperator.Less } => IntegerOf(loop.Start) == 0 && IntegerOf(loop.Limit) == length,
            { Step: -1, Comparison: BinaryOperator.GreaterOrEqual } => IntegerOf(loop.Start) == length - 1 && IntegerOf(loop.Limit) == 0,
            _ => false,
        };

        long? IntegerOf(Operand operand) => operand switch
        {
            Constant constant => constant.Integer,
            Variable variable when _integers.TryGetValue(variable.Id, out Expression? value) => value switch
            {
                Length of => of.Buffer.IsSameAs(memory) ? length : null,
                Binary { Operator: BinaryOperator.Subtract, IsChecked: false } difference => IntegerOf(difference.Left) - IntegerOf(difference.Right),
                _ => null,
            },
            _ => null,
        };
    }
}
