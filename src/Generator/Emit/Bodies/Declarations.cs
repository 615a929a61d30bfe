using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// Places the declaration of each variable: at its first assignment when that stands in the innermost block with all its uses, otherwise before the
/// statement with its first use there.
/// </summary>
internal sealed class Declarations
{
    private readonly BodyFacts _facts;
    private readonly List<SsaValue> _reads = [];

    private Declarations(BodyFacts facts) => _facts = facts;

    private List<Local> Locals { get; } = [];

    /// <summary>Places them all; returns the variables in the order of their first use.</summary>
    public static List<Local> Place(BodyFacts facts, CodeBlock root)
    {
        var declarations = new Declarations(facts);
        declarations.Visit(root);
        foreach (Local local in declarations.Locals)
        {
            Place(local);
        }

        return declarations.Locals;
    }

    private static void Place(Local local)
    {
        CodeBlock block = local.FirstBlock!;
        int index = local.FirstIndex;
        bool isNested = block != local.Scope;
        while (block != local.Scope)
        {
            index = block.IndexInParent;
            block = block.Parent!;
        }

        if (local.DeclaredBy is not null)
        {
            return;
        }

        Code statement = block.Statements[index];
        if (!isNested && !local.IsReadFirst && statement.Assigned == local)
        {
            local.DeclaredBy = statement;
        }
        else
        {
            (statement.Declarations ??= []).Add(local);
        }
    }

    private void Visit(CodeBlock block)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            Code statement = block.Statements[i];
            switch (statement)
            {
                case SimpleCode simple:
                    VisitSimple(simple, block, i);
                    break;
                case ConditionalCode conditional:
                    FoldedReads.CollectDefinition(_facts, conditional.Value, _reads);
                    ReadCollected(block, i);
                    break;
                case CopyCode { Source: { } source }:
                    Touch(source, block, i, isRead: true);
                    break;
                case IfCode branch:
                    Read(branch.Condition, block, i);
                    Visit(branch.Then);
                    Visit(branch.Else);
                    break;
                case LoopCode loop:
                    Read(loop.Condition, block, i);
                    Visit(loop.Body);
                    break;
                case ExitIfCode exit:
                    Read(exit.Condition, block, i);
                    Visit(exit.Copies);
                    break;
                case ForCode loop:
                    Read(loop.Loop.Start, block, i);
                    Read(loop.Loop.Limit, block, i);
                    Touch(loop.Index, loop.Header, 0, isRead: false);
                    loop.Index.DeclaredBy = loop;
                    Visit(loop.Body);
                    break;
            }

            if (statement.Assigned is { } assigned)
            {
                Touch(assigned, block, i, isRead: false);
            }
        }
    }

    private void VisitSimple(SimpleCode simple, CodeBlock block, int index)
    {
        if (simple.Statement is not OpaqueCall call)
        {
            FoldedReads.Collect(_facts, StatementParts.Reads(simple.Statement), _reads);
            ReadCollected(block, index);
            return;
        }

        foreach (Hole hole in call.Holes)
        {
            if (hole is ValueHole value)
            {
                Read(value.Operand, block, index);
            }
        }

        foreach (Hole hole in call.Holes)
        {
            if (hole is ReferenceHole reference)
            {
                Touch(_facts.Of(reference.Result).Local!, block, index, isRead: reference.Initial is not null);
            }
        }
    }

    private void Read(Operand? operand, CodeBlock block, int index)
    {
        FoldedReads.Collect(_facts, operand, _reads);
        ReadCollected(block, index);
    }

    private void ReadCollected(CodeBlock block, int index)
    {
        foreach (SsaValue value in _reads)
        {
            if (value.Local is { } local)
            {
                Touch(local, block, index, isRead: true);
            }
        }

        _reads.Clear();
    }

    private void Touch(Local local, CodeBlock block, int index, bool isRead)
    {
        if (local.IsFixed)
        {
            return;
        }

        if (!isRead)
        {
            local.Definitions++;
        }

        if (local.Scope is null)
        {
            local.Scope = local.FirstBlock = block;
            local.FirstIndex = index;
            local.IsReadFirst = isRead;
            Locals.Add(local);
            return;
        }

        CodeBlock scope = local.Scope;
        while (scope != block)
        {
            if (scope.Depth >= block.Depth)
            {
                scope = scope.Parent!;
            }
            else
            {
                block = block.Parent!;
            }
        }

        local.Scope = scope;
    }
}
