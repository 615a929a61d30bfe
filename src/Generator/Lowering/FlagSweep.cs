using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Lowering;

/// <summary>Removes the assignments to flags that nothing reads: most jumps need none, because what follows stands in the other branch.</summary>
internal static class FlagSweep
{
    public static Block Sweep(Block block, List<JumpTarget> unread)
    {
        if (unread.Count == 0)
        {
            return block;
        }

        var flags = new HashSet<int>();
        foreach (JumpTarget target in unread)
        {
            flags.Add(target.Flag.Id);
        }

        return Sweep(block, flags);
    }

    private static Block Sweep(Block block, HashSet<int> flags)
    {
        var statements = new List<Statement>(block.Statements.Count);
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Assign assign when flags.Contains(assign.Target.Id):
                    break;
                case If branch:
                    Block then = Sweep(branch.Then, flags), otherwise = Sweep(branch.Else, flags);
                    if (then.Statements.Count + otherwise.Statements.Count > 0)
                    {
                        statements.Add(branch with { Then = then, Else = otherwise });
                    }

                    break;
                case Loop loop:
                    statements.Add(loop with { Header = Sweep(loop.Header, flags), Body = Sweep(loop.Body, flags) });
                    break;
                default:
                    statements.Add(statement);
                    break;
            }
        }

        return statements.Count == 0 ? Block.Empty : new(new EquatableArray<Statement>(statements.ToArray()));
    }
}
