using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>
/// Computes equal things once, in SSA form: pure operations on the same operands, and loads of the same element with no write between. What may throw is shared only
/// with an earlier evaluation that has thrown already if it does. Equal operands then show in the derivative: <c>x[i] * x[i]</c> is a square.
/// </summary>
internal sealed class CommonSubexpressions : IrRewriter
{
    private readonly Dictionary<int, Operand> _substitutes = [];
    private readonly Stack<Dictionary<Expression, (Variable Variable, int Time)>> _available = new();
    private int _loadsValidFrom;
    private int _time;
    private readonly Func<Merge, Merge> _rewriteMerge;

    private CommonSubexpressions()
    {
        _rewriteMerge = Rewrite;
        _available.Push([]);
    }

    public static Function Run(Function function)
    {
        var pass = new CommonSubexpressions();
        Block body = pass.Rewrite(function.Body);
        return function with { Body = body, Results = function.Results.MapInPlace(pass.Use) };
    }

    protected override Operand Use(Operand operand) =>
        operand is Variable variable && _substitutes.TryGetValue(variable.Id, out Operand? substitute) ? substitute : operand;

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        _time++;
        switch (statement)
        {
            case Assign assign when IsShareable(assign.Value):
                Expression value = Rewrite(assign.Value);
                if (Find(value) is { } same)
                {
                    _substitutes[assign.Target.Id] = same;
                    return;
                }

                _available.Peek()[value] = (assign.Target, _time);
                result.Add(ReferenceEquals(value, assign.Value) ? assign : assign with { Value = value });
                return;

            case Assign or Comment or Throw or Return:
                base.Rewrite(statement, result);
                return;

            case Evaluate evaluate when IsShareable(evaluate.Expression) && Find(Rewrite(evaluate.Expression)) is not null:
                return;

            case Evaluate evaluate when (evaluate.Expression.Effects & Effects.WritesOperands) == 0:
                base.Rewrite(statement, result);
                return;

            case If or Loop or For:
                base.Rewrite(statement, result);
                if (Writes(statement))
                {
                    Forget();
                }

                return;

            case Store store:
                base.Rewrite(store, result);
                Forget();
                Remember((Store)result[result.Count - 1]);
                return;

            default:
                base.Rewrite(statement, result);
                Forget();
                return;
        }
    }

    // What was stored is what the element holds, until something else is written.
    private void Remember(Store store)
    {
        if (store.Value is Variable { Type: not BufferType } value && store.Buffer.Type is BufferType { Kind: not BufferKind.List, Element: var element }
            && (store.Path.IsEmpty ? element.Equals(value.Type) : element is StructType))
        {
            _available.Peek()[new Load(store.Buffer, store.Indices, value.Type) { Path = store.Path }] = (value, _time);
        }
    }

    protected override Statement RewriteIf(If branch)
    {
        Operand condition = Use(branch.Condition);
        Block then = Scoped(branch.Then);
        Block @else = Scoped(branch.Else);
        return branch with
        {
            Condition = condition,
            Then = then,
            Else = @else,
            Merges = branch.Merges.MapInPlace(_rewriteMerge),
        };
    }

    protected override Statement RewriteLoop(Loop loop) => InLoop(loop, () => base.RewriteLoop(loop));

    protected override Statement RewriteFor(For counted) => InLoop(counted, () => base.RewriteFor(counted));

    // Before an iteration, a later part of the one before may have written.
    private Statement InLoop(Statement loop, Func<Statement> rewrite)
    {
        if (Writes(loop))
        {
            Forget();
        }

        _available.Push([]);
        Statement result = rewrite();
        _available.Pop();
        return result;
    }

    private Block Scoped(Block block)
    {
        int validFrom = _loadsValidFrom;
        _available.Push([]);
        Block result = Rewrite(block);
        _available.Pop();

        // A write in one branch doesn't concern the other; after the if, the caller asks about both.
        _loadsValidFrom = validFrom;
        return result;
    }

    private void Forget() => _loadsValidFrom = ++_time;

    private Variable? Find(Expression expression)
    {
        foreach (Dictionary<Expression, (Variable Variable, int Time)> scope in _available)
        {
            if (scope.TryGetValue(expression, out (Variable Variable, int Time) known))
            {
                return (expression.Effects & Effects.Reads) != 0 && known.Time < _loadsValidFrom ? null : known.Variable;
            }
        }

        return null;
    }

    private static bool IsShareable(Expression expression) => expression switch
    {
        Load load => load.Type is not BufferType,
        Length or Unary or Binary or Convert or Intrinsic => true,
        _ => false,
    };

    private static bool Writes(Statement statement)
    {
        foreach (Block block in IrWalk.Blocks(statement))
        {
            if (IrWalk.Any(block, static s => s switch
            {
                Assign or Evaluate or If or Loop or For or Throw or Comment => s is Assign { Value.Effects: var effects } && (effects & Effects.WritesOperands) != 0,
                _ => true,
            }))
            {
                return true;
            }
        }

        return false;
    }
}
