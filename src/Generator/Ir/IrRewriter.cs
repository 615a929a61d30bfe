namespace AutoDiff.Generator.Ir;

/// <summary>
/// Rebuilds statements with other operands and variables. Statements, operands and definitions are visited in program order. What doesn't change stays the same object.
/// </summary>
internal abstract class IrRewriter
{
    private readonly Func<Operand, Operand> _use;
    private readonly Func<Variable, Variable> _define;
    private readonly Func<Hole, Hole> _useHole;
    private readonly Func<Hole, Hole> _defineHole;
    private readonly Func<Merge, Merge> _rewriteMerge;
    private readonly Stack<List<Statement>> _lists = new();

    protected IrRewriter() => (_use, _define, _useHole, _defineHole, _rewriteMerge) = (Use, Define, Use, Define, Rewrite);

    public Block Rewrite(Block block)
    {
        List<Statement> result = _lists.Count > 0 ? _lists.Pop() : [];
        foreach (Statement statement in block.Statements)
        {
            Rewrite(statement, result);
        }

        // The empty block that many share becomes one of its own: analyses tell blocks apart.
        Block rewritten = !IsSame(result, block.Statements) ? new Block(result.ToEquatableArray())
            : ReferenceEquals(block, Block.Empty) ? new Block(EquatableArray<Statement>.Empty)
            : block;
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
        return renamed.IsSameAs(operands) ? expression : expression.On(renamed);
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
                Operand storeBuffer = Use(store.Buffer);
                EquatableArray<Operand> storeIndices = store.Indices.MapInPlace(_use);
                Operand stored = Use(store.Value);
                return ReferenceEquals(storeBuffer, store.Buffer) && storeIndices.IsSameAs(store.Indices) && ReferenceEquals(stored, store.Value)
                    ? store
                    : store with { Buffer = storeBuffer, Indices = storeIndices, Value = stored };
            case Accumulate accumulate:
                Operand buffer = Use(accumulate.Buffer);
                EquatableArray<Operand> indices = accumulate.Indices.MapInPlace(_use);
                Operand added = Use(accumulate.Value);
                return ReferenceEquals(buffer, accumulate.Buffer) && indices.IsSameAs(accumulate.Indices) && ReferenceEquals(added, accumulate.Value)
                    ? accumulate
                    : accumulate with { Buffer = buffer, Indices = indices, Value = added };
            case Evaluate evaluate:
                return evaluate with { Expression = Rewrite(evaluate.Expression) };
            case BufferCall call:
                return call with { Arguments = call.Arguments.MapInPlace(_use), Result = call.Result is null ? null : Define(call.Result) };
            case OpaqueCall opaque:
                return RewriteCall(opaque);
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
                EquatableArray<Operand> values = @return.Values.MapInPlace(_use);
                return values.IsSameAs(@return.Values) ? @return : @return with { Values = values };
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

    private OpaqueCall RewriteCall(OpaqueCall call)
    {
        EquatableArray<Hole> holes = call.Holes.MapInPlace(_useHole).MapInPlace(_defineHole);
        Variable? result = call.Result is null ? null : Define(call.Result);
        return holes.IsSameAs(call.Holes) && ReferenceEquals(result, call.Result) ? call : call with { Holes = holes, Result = result };
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
        EquatableArray<Merge> merges = branch.Merges.MapInPlace(_rewriteMerge);
        return ReferenceEquals(condition, branch.Condition) && ReferenceEquals(then, branch.Then) && ReferenceEquals(@else, branch.Else) && merges.IsSameAs(branch.Merges)
            ? branch
            : branch with { Condition = condition, Then = then, Else = @else, Merges = merges };
    }

    protected Merge Rewrite(Merge merge)
    {
        Variable result = Define(merge.Result);
        Operand then = Use(merge.Then);
        Operand @else = Use(merge.Else);
        return ReferenceEquals(result, merge.Result) && ReferenceEquals(then, merge.Then) && ReferenceEquals(@else, merge.Else) ? merge : new(result, then, @else);
    }

    protected virtual Statement RewriteLoop(Loop loop)
    {
        Carried[] carried = Enter(loop.Carried);
        Block header = Rewrite(loop.Header);
        Operand condition = Use(loop.Condition);
        Block body = Rewrite(loop.Body);
        Operand exit = Use(loop.Break);
        EquatableArray<Carried> rewritten = Leave(carried, loop.Carried);
        return ReferenceEquals(header, loop.Header) && ReferenceEquals(condition, loop.Condition) && ReferenceEquals(body, loop.Body)
            && ReferenceEquals(exit, loop.Break) && rewritten.IsSameAs(loop.Carried)
            ? loop
            : loop with { Header = header, Condition = condition, Body = body, Break = exit, Carried = rewritten };
    }

    protected virtual Statement RewriteFor(For counted)
    {
        Carried[] carried = new Carried[counted.Carried.Count];
        UseInitial(counted.Carried, carried);
        Operand start = Use(counted.Start);
        Operand limit = Use(counted.Limit);
        Variable index = Define(counted.Index);
        DefineParameters(carried);
        Block body = Rewrite(counted.Body);
        EquatableArray<Carried> rewritten = Leave(carried, counted.Carried);
        return ReferenceEquals(start, counted.Start) && ReferenceEquals(limit, counted.Limit) && ReferenceEquals(index, counted.Index)
            && ReferenceEquals(body, counted.Body) && rewritten.IsSameAs(counted.Carried)
            ? counted
            : counted with { Start = start, Limit = limit, Index = index, Body = body, Carried = rewritten };
    }

    // What a loop starts from is read before its parameters are defined.
    private Carried[] Enter(EquatableArray<Carried> original)
    {
        var carried = new Carried[original.Count];
        UseInitial(original, carried);
        DefineParameters(carried);
        return carried;
    }

    private void UseInitial(EquatableArray<Carried> original, Carried[] carried)
    {
        for (int i = 0; i < carried.Length; i++)
        {
            Operand initial = Use(original[i].Initial);
            carried[i] = ReferenceEquals(initial, original[i].Initial) ? original[i] : original[i] with { Initial = initial };
        }
    }

    private void DefineParameters(Carried[] carried)
    {
        for (int i = 0; i < carried.Length; i++)
        {
            Variable parameter = Define(carried[i].Parameter);
            carried[i] = ReferenceEquals(parameter, carried[i].Parameter) ? carried[i] : carried[i] with { Parameter = parameter };
        }
    }

    private EquatableArray<Carried> Leave(Carried[] carried, EquatableArray<Carried> original)
    {
        bool isSame = true;
        for (int i = 0; i < carried.Length; i++)
        {
            Carried c = carried[i];
            Operand afterHeader = Use(c.AfterHeader);
            Operand afterBody = Use(c.AfterBody);
            Variable result = Define(c.Result);
            if (!ReferenceEquals(afterHeader, c.AfterHeader) || !ReferenceEquals(afterBody, c.AfterBody) || !ReferenceEquals(result, c.Result))
            {
                carried[i] = c with { AfterHeader = afterHeader, AfterBody = afterBody, Result = result };
            }

            isSame &= ReferenceEquals(carried[i], original[i]);
        }

        return isSame ? original : new(carried);
    }
}
