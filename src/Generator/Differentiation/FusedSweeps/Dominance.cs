using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.FusedSweeps;

/// <summary>Whether statements use no variable before the statement that defines it, in an order that isn't the one in which they were made.</summary>
internal sealed class Dominance
{
    // Variables that some statement defines: the others are the member's parameters.
    private readonly HashSet<int> _pending;

    private Dominance(HashSet<int> defined) => _pending = defined;

    public static bool Holds(IReadOnlyList<Statement> statements)
    {
        var block = new Block(statements.ToEquatableArray());
        return new Dominance(IrWalk.DefinedIn(block)).Visit(block);
    }

    private bool Visit(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            if (!Visit(statement))
            {
                return false;
            }
        }

        return true;
    }

    private bool Visit(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                return IsKnown(branch.Condition) && Visit(branch.Then) && Visit(branch.Else)
                    && branch.Merges.All(merge => IsKnown(merge.Then) && IsKnown(merge.Else)) && Define(statement);
            case For counted:
                return IsKnown(counted.Start) && IsKnown(counted.Limit) && Enter(counted.Carried, counted.Index) && Visit(counted.Body) && Leave(counted.Carried);
            case Loop loop:
                return Enter(loop.Carried, null) && Visit(loop.Header) && IsKnown(loop.Condition) && Visit(loop.Body) && IsKnown(loop.Break) && Leave(loop.Carried);
            default:
                foreach (Operand operand in IrWalk.Uses(statement))
                {
                    if (!IsKnown(operand))
                    {
                        return false;
                    }
                }

                return Define(statement);
        }
    }

    private bool Enter(EquatableArray<Carried> carried, Variable? index)
    {
        foreach (Carried entry in carried)
        {
            if (!IsKnown(entry.Initial))
            {
                return false;
            }
        }

        foreach (Carried entry in carried)
        {
            _pending.Remove(entry.Parameter.Id);
        }

        if (index is not null)
        {
            _pending.Remove(index.Id);
        }

        return true;
    }

    private bool Leave(EquatableArray<Carried> carried)
    {
        foreach (Carried entry in carried)
        {
            if (!IsKnown(entry.AfterHeader) || !IsKnown(entry.AfterBody))
            {
                return false;
            }
        }

        foreach (Carried entry in carried)
        {
            _pending.Remove(entry.Result.Id);
        }

        return true;
    }

    private bool Define(Statement statement)
    {
        foreach (Variable variable in IrWalk.Definitions(statement))
        {
            _pending.Remove(variable.Id);
        }

        return true;
    }

    private bool IsKnown(Operand operand) => operand is not Variable variable || !_pending.Contains(variable.Id);
}
