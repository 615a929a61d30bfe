namespace AutoDiff.Generator.Ir;

/// <summary>Enumerations over the IR that several passes share.</summary>
internal static class IrWalk
{
    /// <summary>The operands that a statement reads itself, without those of the blocks inside it.</summary>
    public static EquatableArray<Operand> Uses(Statement statement) =>
        statement is Assign assign ? assign.Value.Operands : new(statement.CachedUses ??= ListUses(statement));

    /// <summary>The variables that a statement assigns itself (in SSA form also its merges, parameters and results).</summary>
    public static EquatableArray<Variable> Definitions(Statement statement) => new(statement.CachedDefinitions ??= ListDefinitions(statement));

    /// <summary>The blocks inside a statement.</summary>
    public static EquatableArray<Block> Blocks(Statement statement) => statement switch
    {
        If branch => new(new[] { branch.Then, branch.Else }),
        Loop loop => new(new[] { loop.Header, loop.Body }),
        For counted => new(new[] { counted.Body }),
        _ => default,
    };

    /// <summary>All statements of a block and of the blocks inside, in program order.</summary>
    public static List<Statement> All(Block block)
    {
        var all = new List<Statement>(block.Statements.Count);
        AddAll(block, all);
        return all;
    }

    private static void AddAll(Block block, List<Statement> all)
    {
        foreach (Statement statement in block.Statements)
        {
            all.Add(statement);
            foreach (Block inner in Blocks(statement))
            {
                AddAll(inner, all);
            }
        }
    }

    private static Operand[] ListUses(Statement statement)
    {
        switch (statement)
        {
            case Store store:
                return [store.Buffer, store.Value, .. store.Indices.Items];
            case Accumulate accumulate:
                return [accumulate.Buffer, accumulate.Value, .. accumulate.Indices.Items];
            case Evaluate evaluate:
                return evaluate.Expression.Operands.Items;
            case BufferCall call:
                return call.Arguments.Items;
            case OpaqueCall opaque:
                return ListHoles(opaque);
            case SplitCall split:
                return split.Arguments.Items;
            case If branch:
                return [branch.Condition, .. branch.Merges.SelectMany(m => new[] { m.Then, m.Else })];
            case Loop loop:
                return [loop.Condition, loop.Break, .. CarriedUses(loop.Carried)];
            case For counted:
                return [counted.Start, counted.Limit, .. CarriedUses(counted.Carried)];
            case Throw @throw:
                return [@throw.Exception];
            case Return @return:
                return @return.Values.Items;
            default:
                return [];
        }
    }

    private static Operand[] ListHoles(OpaqueCall call)
    {
        var operands = new List<Operand>(call.Holes.Count);
        foreach (Hole hole in call.Holes)
        {
            if (hole is ValueHole value)
            {
                operands.Add(value.Operand);
            }
            else if (hole is ReferenceHole { Initial: { } initial })
            {
                operands.Add(initial);
            }
        }

        return operands.ToArray();
    }

    private static Variable[] ListResults(OpaqueCall call)
    {
        var variables = new List<Variable>();
        foreach (Hole hole in call.Holes)
        {
            if (hole is ReferenceHole reference)
            {
                variables.Add(reference.Result);
            }
        }

        if (call.Result is not null)
        {
            variables.Add(call.Result);
        }

        return variables.ToArray();
    }

    private static IEnumerable<Operand> CarriedUses(EquatableArray<Carried> carried) => carried.SelectMany(c => new[] { c.Initial, c.AfterHeader, c.AfterBody });

    private static Variable[] ListDefinitions(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                return [assign.Target];
            case BufferCall { Result: { } result }:
                return [result];
            case OpaqueCall opaque:
                return ListResults(opaque);
            case SplitCall split:
                return split.Results.Items;
            case If branch:
                return [.. branch.Merges.Select(m => m.Result)];
            case Loop loop:
                return [.. CarriedDefinitions(loop.Carried)];
            case For counted:
                return [counted.Index, .. CarriedDefinitions(counted.Carried)];
            default:
                return [];
        }
    }

    private static IEnumerable<Variable> CarriedDefinitions(EquatableArray<Carried> carried) => carried.SelectMany(c => new[] { c.Parameter, c.Result });

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
