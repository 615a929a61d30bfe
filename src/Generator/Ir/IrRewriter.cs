namespace AutoDiff.Generator.Ir;

/// <summary>Rebuilds statements with other operands and variables. Statements, operands and definitions are visited in program order.</summary>
internal abstract class IrRewriter
{
    private readonly Func<Operand, Operand> _use;
    private readonly Func<Variable, Variable> _define;
    private readonly Func<Hole, Hole> _useHole;
    private readonly Func<Hole, Hole> _defineHole;
    private readonly Stack<List<Statement>> _lists = new();

    protected IrRewriter() => (_use, _define, _useHole, _defineHole) = (Use, Define, Use, Define);

    public Block Rewrite(Block block)
    {
        List<Statement> result = _lists.Count > 0 ? _lists.Pop() : [];
        foreach (Statement statement in block.Statements)
        {
            Rewrite(statement, result);
        }

        // A block of its own in any case: analyses tell blocks apart.
        var rewritten = new Block(IsSame(result, block.Statements) ? block.Statements : result.ToEquatableArray());
        result.Clear();
        _lists.Push(result);
        return rewritten;
    }

    /// <summary>Appends what the statement becomes: itself with other operands, nothing, or several.</summary>
    protected virtual void Rewrite(Statement statement, List<Statement> result) => result.Add(RewriteParts(statement));

    protected abstract Operand Use(Operand operand);

    protected virtual Variable Define(Variable variable) => variable;

    protected Expression Rewrite(Expression expression)
    {
        EquatableArray<Operand> operands = expression.Operands;
        EquatableArray<Operand> renamed = operands.MapInPlace(_use);
        return renamed.Equals(operands) ? expression : expression.WithOperands(renamed);
    }

    protected Statement RewriteParts(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                Expression value = Rewrite(assign.Value);
                Variable target = Define(assign.Target);
                return ReferenceEquals(value, assign.Value) && ReferenceEquals(target, assign.Target) ? assign : assign with { Value = value, Target = target };
            case Store store:
                return store with { Buffer = Use(store.Buffer), Indices = store.Indices.MapInPlace(_use), Value = Use(store.Value) };
            case Accumulate accumulate:
                return accumulate with { Buffer = Use(accumulate.Buffer), Indices = accumulate.Indices.MapInPlace(_use), Value = Use(accumulate.Value) };
            case Evaluate evaluate:
                return evaluate with { Expression = Rewrite(evaluate.Expression) };
            case BufferCall call:
                return call with { Arguments = call.Arguments.MapInPlace(_use), Result = call.Result is null ? null : Define(call.Result) };
            case OpaqueCall opaque:
                EquatableArray<Hole> holes = opaque.Holes.MapInPlace(_useHole).MapInPlace(_defineHole);
                return opaque with { Holes = holes, Result = opaque.Result is null ? null : Define(opaque.Result) };
            case SplitCall split:
                return split with { Arguments = split.Arguments.MapInPlace(_use), Results = split.Results.MapInPlace(_define) };
            case If branch:
                return RewriteIf(branch);
            case Loop loop:
                return RewriteLoop(loop);
            case For counted:
                return RewriteFor(counted);
            case Throw @throw:
                return @throw with { Exception = Use(@throw.Exception) };
            case Return @return:
                return @return with { Values = @return.Values.MapInPlace(_use) };
            case Comment:
                return statement;
            default:
                throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}.");
        }
    }

    private static bool IsSame(List<Statement> list, EquatableArray<Statement> statements)
    {
        bool isSame = list.Count == statements.Count;
        for (int i = 0; isSame && i < list.Count; i++)
        {
            isSame = ReferenceEquals(list[i], statements[i]);
        }

        return isSame;
    }

    private Hole Use(Hole hole)
    {
        switch (hole)
        {
            case ValueHole value:
                Operand operand = Use(value.Operand);
                return ReferenceEquals(operand, value.Operand) ? hole : new ValueHole(operand);
            case ReferenceHole { Initial: { } initial } reference:
                return reference with { Initial = Use(initial) };
            default:
                return hole;
        }
    }

    private Hole Define(Hole hole) => hole is ReferenceHole reference ? reference with { Result = Define(reference.Result) } : hole;

    protected virtual Statement RewriteIf(If branch)
    {
        Operand condition = Use(branch.Condition);
        Block then = Rewrite(branch.Then);
        Block @else = Rewrite(branch.Else);
        return branch with
        {
            Condition = condition,
            Then = then,
            Else = @else,
            Merges = branch.Merges.IsEmpty ? default : branch.Merges.Map(m => new Merge(Define(m.Result), Use(m.Then), Use(m.Else))),
        };
    }

    protected virtual Statement RewriteLoop(Loop loop)
    {
        EquatableArray<Operand> initial = loop.Carried.Map(c => Use(c.Initial));
        EquatableArray<Variable> parameters = loop.Carried.Map(c => Define(c.Parameter));
        Block header = Rewrite(loop.Header);
        Operand condition = Use(loop.Condition);
        Block body = Rewrite(loop.Body);
        Operand exit = Use(loop.Break);
        return loop with { Header = header, Condition = condition, Body = body, Break = exit, Carried = RewriteCarried(loop.Carried, initial, parameters) };
    }

    protected virtual Statement RewriteFor(For counted)
    {
        EquatableArray<Operand> initial = counted.Carried.Map(c => Use(c.Initial));
        Operand start = Use(counted.Start);
        Operand limit = Use(counted.Limit);
        Variable index = Define(counted.Index);
        EquatableArray<Variable> parameters = counted.Carried.Map(c => Define(c.Parameter));
        Block body = Rewrite(counted.Body);
        return counted with { Start = start, Limit = limit, Index = index, Body = body, Carried = RewriteCarried(counted.Carried, initial, parameters) };
    }

    private EquatableArray<Carried> RewriteCarried(EquatableArray<Carried> carried, EquatableArray<Operand> initial, EquatableArray<Variable> parameters)
    {
        var result = new Carried[carried.Count];
        for (int i = 0; i < result.Length; i++)
        {
            Carried c = carried[i];
            result[i] = new Carried(parameters[i], initial[i], Use(c.AfterHeader), Use(c.AfterBody), Define(c.Result));
        }

        return new(result);
    }
}
