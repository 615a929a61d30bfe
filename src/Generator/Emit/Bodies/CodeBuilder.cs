using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Builds the printed code: what isn't folded or dead, with the copies where values meet that have different variables.</summary>
internal sealed class CodeBuilder
{
    private readonly BodyFacts _facts;
    private readonly ParallelCopy _copies = new();

    private CodeBuilder(BodyFacts facts) => _facts = facts;

    public static CodeBlock Build(BodyFacts facts, Block body)
    {
        var root = new CodeBlock(null, 0);
        new CodeBuilder(facts).Add(body, root);
        return root;
    }

    private void Add(Block block, CodeBlock code)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Assign assign:
                    Add(assign, code);
                    break;
                case If branch:
                    Add(branch, code);
                    break;
                case Loop loop:
                    Add(loop, code);
                    break;
                case For loop:
                    Add(loop, code);
                    break;
                case OpaqueCall call:
                    Add(call, code);
                    break;
                case BufferCall call:
                    code.Statements.Add(new SimpleCode(call, call.Result is null ? null : _facts.Of(call.Result).Local));
                    break;
                default:
                    code.Statements.Add(new SimpleCode(statement, null));
                    break;
            }
        }
    }

    private void Add(Assign assign, CodeBlock code)
    {
        if (!_facts.IsPrinted(assign))
        {
            return;
        }

        Local? target = _facts.Of(assign.Target).Local;
        if (assign.Value is Copy { Source: Variable source } && _facts.Of(source) is { IsFolded: false } value && value.Local == target)
        {
            return;
        }

        code.Statements.Add(new SimpleCode(assign, target));
    }

    private void Add(OpaqueCall call, CodeBlock code)
    {
        foreach (Hole hole in call.Holes)
        {
            if (hole is ReferenceHole { Initial: { } initial } reference)
            {
                AddCopy(_facts.Of(reference.Result), initial);
            }
        }

        _copies.Flush(code);
        code.Statements.Add(new SimpleCode(call, call.Result is null ? null : _facts.Of(call.Result).Local));
    }

    private void Add(If branch, CodeBlock code)
    {
        foreach (Merge merge in branch.Merges)
        {
            SsaValue value = _facts.Of(merge.Result);
            if (value.Conditional is not null)
            {
                if (!value.IsFolded)
                {
                    code.Statements.Add(new ConditionalCode(value));
                }

                return;
            }
        }

        var statement = new IfCode(branch.Condition, code.Child(), code.Child());
        Add(branch.Then, statement.Then);
        foreach (Merge merge in branch.Merges)
        {
            AddCopy(_facts.Of(merge.Result), merge.Then);
        }

        _copies.Flush(statement.Then);
        Add(branch.Else, statement.Else);
        foreach (Merge merge in branch.Merges)
        {
            AddCopy(_facts.Of(merge.Result), merge.Else);
        }

        _copies.Flush(statement.Else);
        if (statement.Then.Statements.Count + statement.Else.Statements.Count > 0)
        {
            code.Statements.Add(statement);
        }
        else if (FoldedReads.EffectsOf(_facts, branch.Condition) != Effects.None)
        {
            code.Statements.Add(new SimpleCode(new Evaluate(new Copy(branch.Condition)), null));
        }
    }

    private void Add(Loop loop, CodeBlock code)
    {
        foreach (Carried carried in loop.Carried)
        {
            AddCopy(_facts.Of(carried.Parameter), carried.Initial);
        }

        _copies.Flush(code);
        CodeBlock body = code.Child();
        Add(loop.Header, body);
        bool isWhile = body.Statements.Count == 0 && loop.CanExitAtHeader() && (!loop.CanExitAtBreak() || !EndsByCopies(loop));
        if (!isWhile && loop.CanExitAtHeader())
        {
            AddExit(loop.Condition, whenTrue: false, loop.Carried, body, carried => carried.AfterHeader);
        }

        Add(loop.Body, body);
        bool isDo = !loop.CanExitAtHeader() && loop.CanExitAtBreak() && !GoesRoundByCopies(loop);
        if (!isDo && loop.CanExitAtBreak())
        {
            AddExit(loop.Break, whenTrue: true, loop.Carried, body, carried => carried.AfterBody);
        }

        foreach (Carried carried in loop.Carried)
        {
            AddCopy(_facts.Of(carried.Parameter), carried.AfterBody);
        }

        _copies.Flush(body);
        (LoopShape shape, Operand? condition) = (isWhile, isDo) switch
        {
            (true, _) => (LoopShape.While, loop.Condition),
            (_, true) => (LoopShape.DoWhile, loop.Break),
            _ => (LoopShape.Endless, null),
        };
        code.Statements.Add(new LoopCode(shape, condition, body));
        if (isWhile || isDo)
        {
            foreach (Carried carried in loop.Carried)
            {
                AddCopy(_facts.Of(carried.Result), isWhile ? carried.AfterHeader : carried.AfterBody);
            }

            _copies.Flush(code);
        }
    }

    // Whether an exit at the header gives values to variables, which then can't be done after the loop: a break comes there too.
    private bool EndsByCopies(Loop loop)
    {
        foreach (Carried carried in loop.Carried)
        {
            if (_facts.Of(carried.Result).Local is { } result
                && (carried.AfterHeader is not Variable variable || (_facts.Of(variable).Local is { } value && value != result)))
            {
                return true;
            }
        }

        return false;
    }

    private bool GoesRoundByCopies(Loop loop)
    {
        foreach (Carried carried in loop.Carried)
        {
            if (_facts.Of(carried.Parameter).Local is { } parameter
                && (carried.AfterBody is not Variable variable || _facts.Of(variable).Local != parameter))
            {
                return true;
            }
        }

        return false;
    }

    private void AddExit(Operand condition, bool whenTrue, EquatableArray<Carried> all, CodeBlock body, Func<Carried, Operand> value)
    {
        CodeBlock exit = body.Child();
        foreach (Carried carried in all)
        {
            AddCopy(_facts.Of(carried.Result), value(carried));
        }

        _copies.Flush(exit);
        exit.Statements.Add(new ExitCode());
        body.Statements.Add(new ExitIfCode(condition, whenTrue, exit));
    }

    private void Add(For loop, CodeBlock code)
    {
        foreach (Carried carried in loop.Carried)
        {
            AddCopy(_facts.Of(carried.Parameter), carried.Initial);
        }

        _copies.Flush(code);
        var statement = new ForCode(loop, _facts.Of(loop.Index).Local!, code.Child());
        Add(loop.Body, statement.Body);
        foreach (Carried carried in loop.Carried)
        {
            AddCopy(_facts.Of(carried.Parameter), carried.AfterBody);
        }

        _copies.Flush(statement.Body);
        code.Statements.Add(statement);
        foreach (Carried carried in loop.Carried)
        {
            AddCopy(_facts.Of(carried.Result), carried.Parameter);
        }

        _copies.Flush(code);
    }

    private void AddCopy(SsaValue target, Operand source)
    {
        if (target.Local is not { } local)
        {
            return;
        }

        if (source is Variable variable)
        {
            _copies.Add(local, _facts.Of(variable).Local);
        }
        else
        {
            _copies.Add(local, (Constant)source);
        }
    }
}
