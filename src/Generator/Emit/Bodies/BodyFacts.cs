using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>The values of a body: where each is defined, which ones matter, how often they are used.</summary>
internal sealed class BodyFacts
{
    private readonly Stack<SsaValue> _unvisited = new();
    private SsaValue?[] _values;

    private BodyFacts(MemberBody body)
    {
        _values = new SsaValue?[Math.Max(body.VariableCount, 16)];
        foreach (Variable parameter in body.Parameters)
        {
            AddFixed(parameter);
        }

        if (body.Workspace is not null)
        {
            AddFixed(body.Workspace);
        }

        Walk(body.Body);
        while (_unvisited.Count > 0)
        {
            Visit(_unvisited.Pop());
        }
    }

    /// <summary>The values in the order of their definitions.</summary>
    public List<SsaValue> All { get; } = [];

    /// <summary>Whether some of it means something else where the project checks overflow.</summary>
    public bool NeedsUnchecked { get; private set; }

    public static BodyFacts Analyze(MemberBody body) => new(body);

    public SsaValue Of(Variable variable)
    {
        SsaValue? value = variable.Id < _values.Length ? _values[variable.Id] : null;
        return value ?? AddFixed(variable);
    }

    /// <summary>Whether the assignment only gives another name to a reference: the two are one value.</summary>
    public bool IsAlias(Assign assign) => Of(assign.Target).Variable.Id != assign.Target.Id;

    /// <summary>Whether the assignment prints as a statement.</summary>
    public bool IsPrinted(Assign assign)
    {
        SsaValue value = Of(assign.Target);
        return !value.IsFolded && value.Variable.Id == assign.Target.Id && (value.IsLive || HasEffect(assign.Value));
    }

    private static bool HasEffect(Expression expression) => (expression.Effects & ~Effects.Reads) != 0;

    private SsaValue AddFixed(Variable variable)
    {
        SsaValue value = Add(variable);
        value.IsFixed = true;
        value.IsLive = true;
        value.Local = new Local(variable.Name, variable.Type, isTemporary: false) { IsFixed = true, Name = CSharpNames.Escape(variable.Name) };
        return value;
    }

    private SsaValue Add(Variable variable)
    {
        var value = new SsaValue(variable);
        Set(variable.Id, value);
        All.Add(value);
        return value;
    }

    private void Set(int id, SsaValue value)
    {
        if (id >= _values.Length)
        {
            Array.Resize(ref _values, Math.Max(id + 1, 2 * _values.Length));
        }

        _values[id] = value;
    }

    private SsaValue Define(Variable variable, Statement definition, Operand? first = null, Operand? second = null)
    {
        SsaValue value = Add(variable);
        value.Definition = definition;
        value.FirstSource = first;
        value.SecondSource = second;
        return value;
    }

    private void Walk(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            Walk(statement);
        }
    }

    private void Walk(Statement statement)
    {
        NeedsUnchecked |= OverflowContext.IsNeededFor(statement, this);
        switch (statement)
        {
            case Assign { Target.VariableType: BufferType { Kind: BufferKind.Ref }, Value: Copy { Source: Variable source } } alias:
                Set(alias.Target.Id, Of(source));
                break;
            case Assign assign:
                Define(assign.Target, assign);
                if (HasEffect(assign.Value))
                {
                    Use(assign.Value.Operands);
                }

                break;
            case If branch:
                Use(branch.Condition);
                Walk(branch.Then);
                Walk(branch.Else);
                foreach (Merge merge in branch.Merges)
                {
                    Define(merge.Result, branch, merge.Then, merge.Else);
                }

                break;
            case Loop loop:
                WalkLoop(loop);
                break;
            case For loop:
                Use(loop.Start);
                Use(loop.Limit);
                SsaValue index = Define(loop.Index, loop);
                index.IsLive = true;
                foreach (Carried carried in loop.Carried)
                {
                    Define(carried.Parameter, loop, carried.Initial, carried.AfterBody);
                }

                Walk(loop.Body);
                foreach (Carried carried in loop.Carried)
                {
                    Define(carried.Result, loop, carried.Parameter);
                }

                break;
            default:
                foreach (Operand operand in StatementParts.Reads(statement))
                {
                    Use(operand);
                }

                foreach (Variable copied in StatementParts.PassedByReference(statement))
                {
                    Of(copied).IsCopied = true;
                }

                foreach (Variable result in StatementParts.Writes(statement))
                {
                    Define(result, statement);
                }

                break;
        }
    }

    private void WalkLoop(Loop loop)
    {
        foreach (Carried carried in loop.Carried)
        {
            Define(carried.Parameter, loop, carried.Initial, carried.AfterBody);
        }

        Walk(loop.Header);
        Use(loop.Condition);
        Walk(loop.Body);
        Use(loop.Break);
        foreach (Carried carried in loop.Carried)
        {
            Define(
                carried.Result,
                loop,
                loop.CanExitAtHeader() ? carried.AfterHeader : null,
                loop.CanExitAtBreak() ? carried.AfterBody : null);
        }
    }

    private void Use(EquatableArray<Operand> operands)
    {
        foreach (Operand operand in operands)
        {
            Use(operand);
        }
    }

    private void Use(Operand? operand)
    {
        if (operand is Variable variable)
        {
            SsaValue value = Of(variable);
            value.Uses++;
            if (!value.IsLive)
            {
                value.IsLive = true;
                _unvisited.Push(value);
            }
        }
    }

    private void Copy(Operand? operand)
    {
        Use(operand);
        if (operand is Variable variable)
        {
            Of(variable).IsCopied = true;
        }
    }

    private void Visit(SsaValue value)
    {
        if (value.Definition is Assign assign)
        {
            if (!HasEffect(assign.Value))
            {
                Use(assign.Value.Operands);
            }
        }
        else
        {
            Copy(value.FirstSource);
            Copy(value.SecondSource);
        }
    }
}
