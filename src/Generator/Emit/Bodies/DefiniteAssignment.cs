using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// Finds the variables that the C# compiler would call unassigned where they are read, though no run reads them so: they get an initial value.
/// It knows no more than the compiler does.
/// </summary>
internal sealed class DefiniteAssignment
{
    private readonly BodyFacts _facts;
    private readonly List<SsaValue> _reads = [];

    // The variables assigned since the start, in order; what a block has assigned is taken back at its end.
    private readonly List<Local> _assigned = [];
    private readonly Stack<List<Local>?> _exits = new();

    private DefiniteAssignment(BodyFacts facts) => _facts = facts;

    public static void Check(BodyFacts facts, CodeBlock root, List<Local> locals)
    {
        bool isAny = false;
        foreach (Local local in locals)
        {
            local.Mark = local.DeclaredBy is null ? 0 : 1;
            isAny |= local.DeclaredBy is null;
        }

        if (isAny)
        {
            new DefiniteAssignment(facts).Visit(root);
        }
    }

    private void Visit(CodeBlock block)
    {
        foreach (Code statement in block.Statements)
        {
            Visit(statement);
            if (statement.Assigned is { } assigned)
            {
                Assign(assigned);
            }
        }
    }

    private void Visit(Code statement)
    {
        switch (statement)
        {
            case SimpleCode simple:
                VisitSimple(simple);
                break;
            case ConditionalCode conditional:
                FoldedReads.CollectDefinition(_facts, conditional.Value, _reads);
                ReadCollected();
                break;
            case CopyCode { Source: { } source }:
                Read(source);
                break;
            case IfCode branch:
                Read(branch.Condition);
                List<Local>? then = VisitBranch(branch.Then);
                List<Local>? otherwise = VisitBranch(branch.Else);
                AssignAll(Both(then, otherwise));
                break;
            case ExitIfCode exit:
                Read(exit.Condition);
                int start = _assigned.Count;
                Visit(exit.Copies);
                List<Local>? outer = _exits.Pop();
                int loop = _loopStart;
                List<Local> here = _assigned.GetRange(loop, _assigned.Count - loop);
                _exits.Push(Both(outer, here));
                Undo(start);
                break;
            case LoopCode loop2:
                VisitLoop(loop2);
                break;
            case ForCode loop3:
                Read(loop3.Loop.Start);
                Read(loop3.Loop.Limit);
                int mark = _assigned.Count;
                Visit(loop3.Body);
                Undo(mark);
                break;
        }
    }

    private int _loopStart;

    private void VisitLoop(LoopCode loop)
    {
        int mark = _assigned.Count;
        int outerStart = _loopStart;
        _loopStart = mark;
        _exits.Push(null);
        if (loop.Shape == LoopShape.While)
        {
            Read(loop.Condition);
        }

        Visit(loop.Body);
        if (loop.Shape == LoopShape.DoWhile)
        {
            Read(loop.Condition);
        }

        List<Local>? exits = _exits.Pop();
        _loopStart = outerStart;
        if (loop.Shape != LoopShape.DoWhile)
        {
            Undo(mark);
            if (loop.Shape == LoopShape.Endless)
            {
                AssignAll(exits);
            }
        }
    }

    // What the branch assigns; null when control doesn't leave it at its end.
    private List<Local>? VisitBranch(CodeBlock branch)
    {
        int mark = _assigned.Count;
        Visit(branch);
        List<Local>? assigned = branch.EndsInJump ? null : _assigned.GetRange(mark, _assigned.Count - mark);
        Undo(mark);
        return assigned;
    }

    private static List<Local>? Both(List<Local>? a, List<Local>? b)
    {
        if (a is null || b is null)
        {
            return a ?? b;
        }

        if (a.Count == 0 || b.Count == 0)
        {
            return [];
        }

        var inA = new HashSet<Local>(a);
        return b.FindAll(inA.Contains);
    }

    private void VisitSimple(SimpleCode simple)
    {
        if (simple.Statement is not OpaqueCall call)
        {
            FoldedReads.Collect(_facts, StatementParts.Reads(simple.Statement), _reads);
            ReadCollected();
            return;
        }

        foreach (Hole hole in call.Holes)
        {
            if (hole is ValueHole value)
            {
                Read(value.Operand);
            }
        }

        foreach (Hole hole in call.Holes)
        {
            if (hole is ReferenceHole reference)
            {
                Local local = _facts.Of(reference.Result).Local!;
                if (reference.Initial is not null)
                {
                    Read(local);
                }

                Assign(local);
            }
        }
    }

    private void Read(Operand? operand)
    {
        FoldedReads.Collect(_facts, operand, _reads);
        ReadCollected();
    }

    private void ReadCollected()
    {
        foreach (SsaValue value in _reads)
        {
            if (value.Local is { } local)
            {
                Read(local);
            }
        }

        _reads.Clear();
    }

    private static void Read(Local local)
    {
        if (local is { IsFixed: false, Mark: 0 })
        {
            local.NeedsInitializer = true;
        }
    }

    private void Assign(Local local)
    {
        if (local is { IsFixed: false, Mark: 0 })
        {
            local.Mark = 1;
            _assigned.Add(local);
        }
    }

    private void AssignAll(List<Local>? locals)
    {
        foreach (Local local in locals ?? [])
        {
            Assign(local);
        }
    }

    private void Undo(int start)
    {
        for (int i = start; i < _assigned.Count; i++)
        {
            _assigned[i].Mark = 0;
        }

        _assigned.RemoveRange(start, _assigned.Count - start);
    }
}
