using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// Lets two iterations of a loop go through the loop inside it together (unroll-and-jam: D. Callahan, S. Carr and K. Kennedy, "Improving register allocation for subscripted variables",
/// 1990), where both read, or add to, the same elements: two neurons that get the same inputs. What they share is read and written once.
/// </summary>
internal sealed class UnrollAndJam : IrRewriter
{
    private const int MostStatements = 12;
    private const int FewestRuns = 4;

    private readonly Block _member;
    private readonly VariableFactory _variables;
    private readonly LoopCounts _counts;

    private UnrollAndJam(Block member, VariableFactory variables) => (_member, _variables, _counts) = (member, variables, new LoopCounts(member));

    /// <param name="member">What the block stands in.</param>
    /// <param name="block">The loops.</param>
    /// <param name="variables">Makes variables.</param>
    public static Block Run(Block member, Block block, VariableFactory variables) => new UnrollAndJam(member, variables).Rewrite(block);

    protected override Operand Use(Operand operand) => operand;

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        if (statement is For nest && Jammed(nest) is { } jammed)
        {
            result.AddRange(jammed);
        }
        else
        {
            base.Rewrite(statement, result);
        }
    }

    private List<Statement>? Jammed(For nest)
    {
        bool isUp = nest is { Step: 1, Comparison: BinaryOperator.Less, Start: Constant { IsZero: true } };
        if ((!isUp && nest is not { Step: -1, Comparison: BinaryOperator.GreaterOrEqual, Limit: Constant { IsZero: true } })
            || !nest.Carried.IsEmpty || nest.Body.Statements.Count > MostStatements * 2 || InnerOf(nest) is not { } inner || !IterationOrder.IsFree(_member, nest))
        {
            return null;
        }

        long? runs = (_counts.Of(nest) as Constant)?.Integer;
        Variable other = _variables.New(nest.Index.Name, ScalarType.Int32, nest.Index.IsTemporary);
        if (runs < FewestRuns || JammedPair.Of(nest, inner, other, _variables) is not { } body)
        {
            return null;
        }

        // Upwards the second index is the loop's, so that no limit has to be made smaller.
        (Variable looped, Variable computed) = isUp ? (other, nest.Index) : (nest.Index, other);
        body.Insert(0, new Assign(computed, new Binary(BinaryOperator.Subtract, looped, Constant.Int(1), ScalarType.Int32)));
        For pairs = isUp ? nest with { Index = other, Start = Constant.Int(1), Step = 2 } : nest with { Limit = Constant.Int(1), Step = -2 };
        if (runs % 2 == 0)
        {
            return [pairs with { Body = new Block(body.ToEquatableArray()) }];
        }

        Variable parameter = _variables.Temporary(ScalarType.Int32), next = _variables.Temporary(ScalarType.Int32), rest = _variables.Temporary(ScalarType.Int32);
        body.Add(new Assign(next, new Binary(BinaryOperator.Add, looped, Constant.Int(isUp ? 1 : -2), ScalarType.Int32)));
        return
        [
            pairs with { Body = new Block(body.ToEquatableArray()), Carried = [new Carried(parameter, nest.Start, parameter, next, rest)] },
            new FreshNames(_variables).Of(nest with { Start = rest }),
        ];
    }

    // The only loop in the loop, with the same elements for all iterations.
    private static For? InnerOf(For nest)
    {
        For? found = null;
        foreach (Statement statement in nest.Body.Statements)
        {
            if (statement is For inner)
            {
                if (found is not null)
                {
                    return null;
                }

                found = inner;
            }
            else if (statement is If branch && (IrWalk.Any(branch.Then, static inner => inner is For) || IrWalk.Any(branch.Else, static inner => inner is For)))
            {
                return null;
            }
        }

        return found is null || found.Body.Statements.Count > MostStatements || IrWalk.Any(found.Body, static inner => inner is For) ? null : found;
    }
}
