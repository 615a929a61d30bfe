using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Moves a loop header that computes something active into the body, as <c>header; if (condition) body; else leave</c>, so that the reverse sweep knows only
/// loops whose headers have no adjoint.
/// </summary>
internal sealed class ActiveHeaders : IrRewriter
{
    private readonly AnalysedFunction _analysed;
    private readonly VariableFactory _variables;
    private bool _changed;

    private ActiveHeaders(AnalysedFunction analysed)
    {
        _analysed = analysed;
        _variables = new VariableFactory(analysed.Function.NextVariableId);
    }

    public static Function Fold(AnalysedFunction analysed)
    {
        var pass = new ActiveHeaders(analysed);
        Block body = pass.Rewrite(analysed.Function.Body);
        return pass._changed ? analysed.Function with { Body = body, NextVariableId = pass._variables.NextId } : analysed.Function;
    }

    protected override Operand Use(Operand operand) => operand;

    protected override Statement RewriteLoop(Loop loop)
    {
        bool isActive = IsActive(loop);
        var rewritten = (Loop)base.RewriteLoop(loop);
        if (!isActive)
        {
            return rewritten;
        }

        _changed = true;
        var merges = new List<Merge>();
        var carried = new List<Carried>();
        foreach (Carried entry in rewritten.Carried)
        {
            Operand next = entry.AfterBody;
            if (!entry.AfterBody.Equals(entry.AfterHeader))
            {
                Variable merged = _variables.New(entry.Parameter.Name, entry.Parameter.Type);
                merges.Add(new Merge(merged, entry.AfterBody, entry.AfterHeader));
                next = merged;
            }

            carried.Add(entry with { AfterHeader = entry.Parameter, AfterBody = next });
        }

        Variable exit = _variables.New("exit", ScalarType.Boolean, isTemporary: true);
        merges.Add(new Merge(exit, rewritten.Break, Constant.True));
        Statement guarded = new If(rewritten.Condition, rewritten.Body, Block.Empty) { Merges = merges.ToEquatableArray() };
        return rewritten with
        {
            Header = Block.Empty,
            Condition = Constant.True,
            Body = new Block(rewritten.Header.Statements.Concat([guarded]).ToEquatableArray()),
            Break = exit,
            Carried = carried.ToEquatableArray(),
        };
    }

    private bool IsActive(Loop loop)
    {
        Activity activity = _analysed.Activity;
        foreach (Carried entry in loop.Carried)
        {
            if (!entry.AfterHeader.Equals(entry.Parameter)
                && (activity.IsActive(entry.Parameter) || activity.IsActive(entry.Result) || activity.HasShadow(entry.Parameter)))
            {
                return true;
            }
        }

        return IrWalk.All(loop.Header).Any(s => s switch
        {
            Assign assign => activity.IsActive(assign.Target) || activity.HasShadow(assign.Target),
            Store store => activity.HasShadow(store.Buffer),
            BufferCall call => call.Arguments.Any(activity.HasShadow),
            SplitCall => true,
            OpaqueCall => false,
            Loop or For => true,
            _ => false,
        });
    }
}
