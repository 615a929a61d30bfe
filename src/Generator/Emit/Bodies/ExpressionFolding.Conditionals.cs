using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>An <c>if</c> that does nothing but choose a value becomes a conditional expression.</summary>
internal sealed partial class ExpressionFolding
{
    private void Process(If branch)
    {
        _slots.Add(new Slot(branch.Condition, true, false));
        FoldedExtent condition = TakeSlots(4, Effects.None);
        Merge? merge = SingleMerge(branch, out int live);
        List<SsaValue> outer = _waiting;
        List<SsaValue> inThen = _waiting = [];
        Process(branch.Then);
        List<SsaValue> inElse = _waiting = [];
        Process(branch.Else);
        if (merge is not null && IsFoldedInto(branch.Then, merge.Then, inThen) && IsFoldedInto(branch.Else, merge.Else, inElse))
        {
            FoldedExtent then = ExtentOf(merge.Then);
            FoldedExtent otherwise = ExtentOf(merge.Else);
            int width = condition.Width + then.Width + otherwise.Width + 4;
            int depth = 1 + Math.Max(condition.Depth, Math.Max(then.Depth, otherwise.Depth));
            if (width <= MaxWidth && depth <= MaxDepth)
            {
                _waiting = outer;
                Accept(merge.Then, inThen);
                Accept(merge.Else, inElse);
                SsaValue result = _facts.Of(merge.Result);
                result.Conditional = merge;
                var extent = new FoldedExtent(width, depth, condition.Effects | then.Effects | otherwise.Effects);
                if (result.Variable.IsTemporary && result.Uses == 1)
                {
                    Offer(result, extent);
                }
                else
                {
                    MarkDefinition(result);
                    SpillBefore(extent.Effects);
                }

                return;
            }
        }

        SpillAll(inThen);
        SpillAll(inElse);
        _waiting = outer;
        SpillAll();
        if (live > 0)
        {
            foreach (Merge each in branch.Merges)
            {
                MarkDefinition(_facts.Of(each.Result));
            }
        }
    }

    private Merge? SingleMerge(If branch, out int live)
    {
        Merge? single = null;
        live = 0;
        foreach (Merge merge in branch.Merges)
        {
            if (_facts.Of(merge.Result).IsLive)
            {
                single = merge;
                live++;
            }
        }

        if (live != 1 || (!single!.Result.IsTemporary && (IsVersion(single.Then) || IsVersion(single.Else))))
        {
            return null;
        }

        return single;

        // if (v > max) max = v;
        bool IsVersion(Operand operand) => operand is Variable { IsTemporary: false } variable && variable.Name == single.Result.Name;
    }

    // Whether nothing of the branch is left but the value it gives.
    private bool IsFoldedInto(Block block, Operand result, List<SsaValue> waiting)
    {
        SsaValue? root = result is Variable variable ? _facts.Of(variable) : null;
        foreach (Statement statement in block.Statements)
        {
            if (statement is Assign unprinted && !_facts.IsPrinted(unprinted))
            {
                continue;
            }

            SsaValue? value = statement switch
            {
                Assign assign => _facts.Of(assign.Target),
                If branch when SingleMerge(branch, out _) is { } merge => _facts.Of(merge.Result),
                _ => null,
            };
            if (value is null || (!value.IsFolded && (value != root || value.Candidate is null)))
            {
                return false;
            }
        }

        return waiting.Count == 0 || (waiting.Count == 1 && waiting[0] == root);
    }

    private FoldedExtent ExtentOf(Operand operand) => operand is Variable variable && _facts.Of(variable).Candidate is { } candidate
        ? candidate.Extent
        : new FoldedExtent(FoldingWidth.OfName(operand), 0, Effects.None);

    private void Accept(Operand operand, List<SsaValue> waiting)
    {
        if (operand is not Variable variable || _facts.Of(variable).Candidate is not { IsFree: false } candidate)
        {
            return;
        }

        SsaValue value = _facts.Of(variable);
        if (candidate.Waiting is null ? candidate.Loop == _loop && KeepsVersions(value, candidate) : candidate.Waiting == waiting)
        {
            Fold(value, candidate);
        }
        else
        {
            Spill(value);
        }
    }
}
