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
    public static InnerBlocks Blocks(Statement statement) => statement switch
    {
        If branch => new(branch.Then, branch.Else),
        Loop loop => new(loop.Header, loop.Body),
        For counted => new(counted.Body, null),
        _ => default,
    };

    /// <summary>Whether a statement of a block, or of one inside it, passes the test.</summary>
    public static bool Any(Block block, Func<Statement, bool> test)
    {
        foreach (Statement statement in block.Statements)
        {
            if (test(statement))
            {
                return true;
            }

            foreach (Block inner in Blocks(statement))
            {
                if (Any(inner, test))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>All statements of a block and of the blocks inside, in program order.</summary>
    public static List<Statement> All(Block block)
    {
        var all = new List<Statement>(block.Statements.Count);
        AddAll(block, all);
        return all;
    }

    /// <summary>The ids of the variables that the statements of blocks, and of those inside, assign.</summary>
    public static HashSet<int> DefinedIn(params Block[] blocks)
    {
        var defined = new HashSet<int>();
        foreach (Block block in blocks)
        {
            foreach (Statement statement in All(block))
            {
                foreach (Variable variable in Definitions(statement))
                {
                    defined.Add(variable.Id);
                }
            }
        }

        return defined;
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
                return [store.Buffer, .. store.Indices.Items, store.Value];
            case Accumulate accumulate:
                return [accumulate.Buffer, .. accumulate.Indices.Items, accumulate.Value];
            case Evaluate evaluate:
                return evaluate.Expression.Operands.Items;
            case BufferCall call:
                return call.Arguments.Items;
            case OpaqueCall opaque:
                return ListHoles(opaque);
            case SplitCall split:
                return split.Arguments.Items;
            case If branch:
                return MergedUses(branch);
            case Loop loop:
                return CarriedUses(loop.Condition, loop.Break, loop.Carried);
            case For counted:
                return CarriedUses(counted.Start, counted.Limit, counted.Carried);
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

    private static Operand[] MergedUses(If branch)
    {
        var uses = new Operand[(2 * branch.Merges.Count) + 1];
        uses[0] = branch.Condition;
        for (int i = 0; i < branch.Merges.Count; i++)
        {
            (uses[(2 * i) + 1], uses[(2 * i) + 2]) = (branch.Merges[i].Then, branch.Merges[i].Else);
        }

        return uses;
    }

    private static Operand[] CarriedUses(Operand first, Operand second, EquatableArray<Carried> carried)
    {
        var uses = new Operand[(3 * carried.Count) + 2];
        (uses[0], uses[1]) = (first, second);
        for (int i = 0; i < carried.Count; i++)
        {
            Carried c = carried[i];
            (uses[(3 * i) + 2], uses[(3 * i) + 3], uses[(3 * i) + 4]) = (c.Initial, c.AfterHeader, c.AfterBody);
        }

        return uses;
    }

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
                return branch.Merges.Map(static m => m.Result).Items;
            case Loop loop:
                return CarriedDefinitions(null, loop.Carried);
            case For counted:
                return CarriedDefinitions(counted.Index, counted.Carried);
            default:
                return [];
        }
    }

    private static Variable[] CarriedDefinitions(Variable? index, EquatableArray<Carried> carried)
    {
        int next = index is null ? 0 : 1;
        var definitions = new Variable[(2 * carried.Count) + next];
        if (index is not null)
        {
            definitions[0] = index;
        }

        foreach (Carried c in carried)
        {
            definitions[next++] = c.Parameter;
            definitions[next++] = c.Result;
        }

        return definitions;
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

/// <summary>The blocks inside a statement: at most two.</summary>
internal readonly struct InnerBlocks(Block? first, Block? second)
{
    public Enumerator GetEnumerator() => new(first, second);

    public struct Enumerator(Block? first, Block? second)
    {
        private int _index = -1;

        public readonly Block Current => _index == 0 ? first! : second!;

        public bool MoveNext() => ++_index switch
        {
            0 => first is not null,
            1 => second is not null,
            _ => false,
        };
    }
}
