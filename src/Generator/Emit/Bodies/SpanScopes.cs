using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// Finds the spans that may point at a <c>ref</c> parameter. Such a variable, when its declaration doesn't show it, has to be <c>scoped</c> for the
/// compiler to accept the assignment.
/// </summary>
internal sealed class SpanScopes
{
    private readonly BodyFacts _facts;
    private readonly List<SsaValue> _reads = [];
    private readonly HashSet<Local> _views = [];
    private readonly List<(Local Target, List<Local> Sources)> _flows = [];

    private SpanScopes(BodyFacts facts) => _facts = facts;

    public static void Mark(BodyFacts facts, CodeBlock root, List<Local> locals)
    {
        if (!facts.All.Exists(v => v.Definition is Assign { Value: View { Buffer.Type: BufferType { Kind: BufferKind.Ref } } }))
        {
            return;
        }

        var scopes = new SpanScopes(facts);
        scopes.Visit(root);
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach ((Local target, List<Local> sources) in scopes._flows)
            {
                isChanged |= sources.Exists(scopes._views.Contains) && scopes._views.Add(target);
            }
        }

        foreach (Local local in locals)
        {
            local.IsScoped = scopes._views.Contains(local) && (local.DeclaredBy is null || local.Definitions > 1);
        }
    }

    private void Visit(CodeBlock block)
    {
        foreach (Code statement in block.Statements)
        {
            switch (statement)
            {
                case IfCode branch:
                    Visit(branch.Then);
                    Visit(branch.Else);
                    break;
                case LoopCode loop:
                    Visit(loop.Body);
                    break;
                case ForCode loop:
                    Visit(loop.Body);
                    break;
                case ExitIfCode exit:
                    Visit(exit.Copies);
                    break;
                case { Assigned: { Type: BufferType { IsSpan: true } } target }:
                    VisitAssignment(statement, target);
                    break;
            }
        }
    }

    private void VisitAssignment(Code statement, Local target)
    {
        _reads.Clear();
        switch (statement)
        {
            case SimpleCode simple:
                FoldedReads.Collect(_facts, StatementParts.Reads(simple.Statement), _reads);
                break;
            case ConditionalCode conditional:
                FoldedReads.CollectDefinition(_facts, conditional.Value, _reads);
                break;
            case CopyCode { Source: { } source }:
                _flows.Add((target, [source]));
                return;
        }

        var sources = new List<Local>();
        foreach (SsaValue read in _reads)
        {
            if (read.Variable.VariableType is BufferType { Kind: BufferKind.Ref })
            {
                _views.Add(target);
            }
            else if (read.Local is { Type: BufferType { IsSpan: true } } local)
            {
                sources.Add(local);
            }
        }

        _flows.Add((target, sources));
    }
}
