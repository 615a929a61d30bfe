namespace AutoDiff.Generator.Ir;

/// <summary>Enumerations over the IR that several passes share.</summary>
internal static class IrWalk
{
    /// <summary>The operands that a statement reads itself, without those of the blocks inside it.</summary>
    public static IEnumerable<Operand> Uses(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                return assign.Value.Operands;
            case Store store:
                return new[] { store.Buffer, store.Value }.Concat(store.Indices);
            case Accumulate accumulate:
                return new[] { accumulate.Buffer, accumulate.Value }.Concat(accumulate.Indices);
            case Evaluate evaluate:
                return evaluate.Expression.Operands;
            case BufferCall call:
                return call.Arguments;
            case OpaqueCall opaque:
                return opaque.Holes.Select(h => h switch
                {
                    ValueHole value => value.Operand,
                    ReferenceHole reference => reference.Initial,
                    _ => null,
                }).OfType<Operand>();
            case SplitCall split:
                return split.Arguments;
            case If branch:
                return new[] { branch.Condition }.Concat(branch.Merges.SelectMany(m => new[] { m.Then, m.Else }));
            case Loop loop:
                return new[] { loop.Condition, loop.Break }.Concat(loop.Carried.SelectMany(c => new[] { c.Initial, c.AfterHeader, c.AfterBody }));
            case For counted:
                return new[] { counted.Start, counted.Limit }.Concat(counted.Carried.SelectMany(c => new[] { c.Initial, c.AfterHeader, c.AfterBody }));
            case Throw @throw:
                return [@throw.Exception];
            case Return @return:
                return @return.Values;
            default:
                return [];
        }
    }

    /// <summary>The variables that a statement assigns itself (in SSA form also its merges, parameters and results).</summary>
    public static IEnumerable<Variable> Definitions(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                return [assign.Target];
            case BufferCall { Result: { } result }:
                return [result];
            case OpaqueCall opaque:
                IEnumerable<Variable> outs = opaque.Holes.OfType<ReferenceHole>().Select(h => h.Result);
                return opaque.Result is null ? outs : outs.Concat([opaque.Result]);
            case SplitCall split:
                return split.Results;
            case If branch:
                return branch.Merges.Select(m => m.Result);
            case Loop loop:
                return loop.Carried.SelectMany(c => new[] { c.Parameter, c.Result });
            case For counted:
                return new[] { counted.Index }.Concat(counted.Carried.SelectMany(c => new[] { c.Parameter, c.Result }));
            default:
                return [];
        }
    }

    /// <summary>The blocks inside a statement.</summary>
    public static EquatableArray<Block> Blocks(Statement statement) => statement switch
    {
        If branch => [branch.Then, branch.Else],
        Loop loop => [loop.Header, loop.Body],
        For counted => [counted.Body],
        _ => default,
    };

    /// <summary>All statements of a block and of the blocks inside, in program order.</summary>
    public static IEnumerable<Statement> All(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            yield return statement;
            foreach (Block inner in Blocks(statement))
            {
                foreach (Statement nested in All(inner))
                {
                    yield return nested;
                }
            }
        }
    }

    /// <summary>Whether control never reaches the end of the block.</summary>
    public static bool EndsInThrow(Block block)
    {
        if (block.Statements.IsEmpty)
        {
            return false;
        }

        return block.Statements[block.Statements.Count - 1] switch
        {
            Throw => true,
            If branch => EndsInThrow(branch.Then) && EndsInThrow(branch.Else),
            _ => false,
        };
    }
}
