using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>Two iterations of a loop as one, statement by statement, with one loop inside for both.</summary>
internal sealed class JammedPair
{
    private readonly For _nest;
    private readonly For _inner;
    private readonly VariableFactory _variables;
    private readonly FreshNames _second;
    private bool _isShared;

    private JammedPair(For nest, For inner, VariableFactory variables) => (_nest, _inner, _variables, _second) = (nest, inner, variables, new FreshNames(variables));

    /// <summary>The body of the pair, or null when the iterations have nothing in common in the inner loop.</summary>
    /// <param name="nest">A loop whose iterations may be mixed with each other.</param>
    /// <param name="inner">The loop in it.</param>
    /// <param name="secondIndex">The second iteration's index; the first's is the loop's own.</param>
    /// <param name="variables">Makes variables.</param>
    public static List<Statement>? Of(For nest, For inner, Variable secondIndex, VariableFactory variables)
    {
        var pair = new JammedPair(nest, inner, variables);
        pair._second.Set(nest.Index, secondIndex);
        var statements = new List<Statement>();
        return pair.AddAll(nest.Body, statements) ? statements : null;
    }

    private bool AddAll(Block block, List<Statement> statements)
    {
        foreach (Statement statement in block.Statements)
        {
            if (!ReferenceEquals(statement, _inner))
            {
                Add(statement, statements);
            }
            else if (Inner() is { } inner)
            {
                statements.Add(inner);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private For? Inner()
    {
        if (!_second.Of(_inner.Start).IsSameAs(_inner.Start) || !_second.Of(_inner.Limit).IsSameAs(_inner.Limit))
        {
            return null;
        }

        List<(Operand Initial, Variable Parameter)> second = [.. _inner.Carried.Select(entry => (_second.Of(entry.Initial), _second.New(entry.Parameter)))];
        var statements = new List<Statement>();
        _isShared = false;
        AddAll(_inner.Body, statements);
        if (!_isShared)
        {
            return null;
        }

        var carried = new List<Carried>(_inner.Carried);
        for (int i = 0; i < second.Count; i++)
        {
            Carried entry = _inner.Carried[i];
            carried.Add(new Carried(second[i].Parameter, second[i].Initial, second[i].Parameter, _second.Of(entry.AfterBody), _second.New(entry.Result)));
        }

        return _inner with { Body = new Block(statements.ToEquatableArray()), Carried = carried.ToEquatableArray() };
    }

    // A statement for the first iteration, then for the second: once where they are the same.
    private void Add(Statement statement, List<Statement> statements)
    {
        switch (statement)
        {
            case Comment:
                statements.Add(statement);
                break;
            case Assign assign when ReferenceEquals(_second.Of(assign.Value), assign.Value):
                _second.Set(assign.Target, assign.Target);
                _isShared |= assign.Value is Load;
                statements.Add(assign);
                break;
            case Accumulate accumulate when _second.Of(accumulate.Buffer).IsSameAs(accumulate.Buffer) && _second.Of(accumulate.Indices[0]).IsSameAs(accumulate.Indices[0]):
                Variable sum = _variables.Temporary(accumulate.Value.Type);
                statements.Add(new Assign(sum, new Binary(BinaryOperator.Add, accumulate.Value, _second.Of(accumulate.Value), sum.Type)));
                statements.Add(accumulate with { Value = sum });
                _isShared = true;
                break;
            default:
                statements.Add(statement);
                statements.Add(_second.Of(statement));
                break;
        }
    }
}
