using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>The definitions that may still move: taken into a use, in order, or left (spilled) where they stand.</summary>
internal sealed partial class ExpressionFolding
{
    // Folds what can be folded into the slots, from the last evaluated to the first, and empties them.
    private FoldedExtent TakeSlots(int width, Effects effects)
    {
        int depth = 0;
        foreach (Slot slot in _slots)
        {
            width += FoldingWidth.OfName(slot.Operand);
        }

        for (int i = _slots.Count - 1; i >= 0; i--)
        {
            if (_slots[i].Operand is not Variable variable)
            {
                continue;
            }

            SsaValue value = _facts.Of(variable);
            if (value.Candidate is not { } candidate)
            {
                continue;
            }

            FoldedExtent extent = candidate.Extent;
            if (candidate.IsFree)
            {
                width += extent.Width - FoldingWidth.OfName(variable);
                continue;
            }

            int wider = width + extent.Width - FoldingWidth.OfName(variable);
            if (wider <= MaxWidth && extent.Depth < MaxDepth && IsTakenInOrder(value, candidate, _slots[i]))
            {
                Fold(value, candidate);
                width = wider;
                depth = Math.Max(depth, extent.Depth);
                effects |= extent.Effects;
            }
            else
            {
                Spill(value);
            }
        }

        _slots.Clear();
        return new FoldedExtent(width, depth + 1, effects);
    }

    private bool IsTakenInOrder(SsaValue value, FoldingCandidate candidate, Slot slot)
    {
        if (value.Definition is Assign { Value: View } && !slot.TakesViews)
        {
            return false;
        }

        if (candidate.Extent.Effects == Effects.None)
        {
            return candidate.Loop == _loop && KeepsVersions(value, candidate);
        }

        int position = slot.InOrder && candidate.Waiting == _waiting ? _waiting.LastIndexOf(value) : -1;
        if (position < 0)
        {
            return false;
        }

        for (int i = position + 1; i < _waiting.Count; i++)
        {
            if (Conflict(candidate.Extent.Effects, _waiting[i].Candidate!.Extent.Effects))
            {
                return false;
            }
        }

        return KeepsVersions(value, candidate);
    }

    // x = 2 * old; old must not have to outlive the next version of itself for a fold's sake: that would cost a second variable.
    private bool KeepsVersions(SsaValue value, FoldingCandidate candidate)
    {
        _leaves.Clear();
        FoldedReads.CollectDefinition(_facts, value, _leaves);
        foreach (SsaValue leaf in _leaves)
        {
            if (!leaf.IsFixed && _lastDefinition.TryGetValue(leaf.Variable.Name, out int last) && last > candidate.Clock)
            {
                return false;
            }
        }

        return true;
    }

    private void Offer(SsaValue value, FoldedExtent extent)
    {
        if (IsFree(value, extent.Effects))
        {
            value.IsFolded = true;
            value.Candidate = new FoldingCandidate(extent, _loop, _clock, null, IsFree: true);
        }
        else if (value.Uses != 1)
        {
            MarkDefinition(value);
        }
        else if (extent.Effects == Effects.None)
        {
            value.Candidate = new FoldingCandidate(extent, _loop, _clock, null, IsFree: false);
        }
        else
        {
            value.Candidate = new FoldingCandidate(extent, _loop, _clock, _waiting, IsFree: false);
            _waiting.Add(value);
            if (_waiting.Count > MaxWaiting)
            {
                Spill(_waiting[0]);
            }
        }
    }

    // The length of a span that is a parameter: reading it again costs nothing, and in a loop's condition it spares the bounds checks.
    private bool IsFree(SsaValue value, Effects effects) =>
        value.Definition is Assign { Value: Length { Buffer: Variable buffer } } && effects == Effects.None && !value.IsCopied && _facts.Of(buffer).IsFixed;

    private void Fold(SsaValue value, FoldingCandidate candidate)
    {
        value.IsFolded = true;
        value.Candidate = null;
        candidate.Waiting?.Remove(value);
    }

    // The definition stays where it is; what waits before it and must not come after it stays as well.
    private void Spill(SsaValue value)
    {
        FoldingCandidate candidate = value.Candidate!;
        value.Candidate = null;
        if (candidate.Waiting is { } waiting)
        {
            int position = waiting.LastIndexOf(value);
            waiting.RemoveAt(position);
            SpillBefore(waiting, candidate.Extent.Effects, position);
        }
    }

    private void SpillBefore(Effects effects) => SpillBefore(_waiting, effects, _waiting.Count);

    private void SpillBefore(List<SsaValue> waiting, Effects effects, int end)
    {
        for (int i = end - 1; i >= 0; i--)
        {
            if (i < waiting.Count && Conflict(waiting[i].Candidate!.Extent.Effects, effects))
            {
                Spill(waiting[i]);
            }
        }
    }

    private void SpillAll()
    {
        while (_waiting.Count > 0)
        {
            Spill(_waiting[_waiting.Count - 1]);
        }
    }

    private void SpillAll(List<SsaValue> waiting)
    {
        _waiting = waiting;
        SpillAll();
    }

    private static bool Conflict(Effects earlier, Effects later)
    {
        bool throws = (later & Effects.Throws) != 0;
        bool writes = (later & ~(Effects.Throws | Effects.Reads)) != 0;
        return ((earlier & Effects.Throws) != 0 && (throws || writes)) || ((earlier & Effects.Reads) != 0 && writes);
    }

    private readonly record struct Slot(Operand Operand, bool InOrder, bool TakesViews);
}
