using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// Decides which definitions print where they are used, without changing what is computed or the order of what can be observed. A pure definition
/// may move to any later place of the same loop; one that reads memory or may throw waits on a stack, and is taken from it only in order.
/// </summary>
internal sealed class ExpressionFolding
{
    private const int MaxWidth = 96;
    private const int MaxDepth = 12;
    private const int MaxWaiting = 16;

    private readonly BodyFacts _facts;
    private readonly Dictionary<SsaValue, Candidate> _candidates = [];
    private readonly Dictionary<string, int> _lastDefinition = new(StringComparer.Ordinal);
    private readonly List<Slot> _slots = [];
    private readonly List<SsaValue> _leaves = [];
    private List<SsaValue> _waiting = [];
    private int _clock;
    private int _loop;
    private int _loops;

    private ExpressionFolding(BodyFacts facts)
    {
        _facts = facts;
    }

    public static void Fold(BodyFacts facts, Block body)
    {
        var folding = new ExpressionFolding(facts);
        folding.Process(body);
        folding.SpillAll();
    }

    private void Process(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            _clock++;
            switch (statement)
            {
                case If branch:
                    Process(branch);
                    break;
                case Loop loop:
                    Process(loop);
                    break;
                case For loop:
                    Process(loop);
                    break;
                case Assign assign:
                    Process(assign);
                    break;
                default:
                    ProcessCall(statement);
                    break;
            }
        }
    }

    private void Process(Assign assign)
    {
        if (_facts.IsAlias(assign) || !_facts.IsPrinted(assign))
        {
            return;
        }

        SsaValue value = _facts.Of(assign.Target);
        AddSlots(assign.Value);
        FoldedExtent extent = TakeSlots(FoldingWidth.OfOperation(assign.Value) + (value.Variable.IsTemporary ? 0 : value.Variable.Name.Length), assign.Value.Effects);
        if (CanFold(assign, value))
        {
            Offer(value, extent);
        }
        else
        {
            MarkDefinition(value);
            SpillBefore(extent.Effects);
        }
    }

    private static bool CanFold(Assign assign, SsaValue value) => value.Variable.IsTemporary && assign.Value switch
    {
        Allocate or CopyOf => false,
        Opaque opaque => (opaque.Effects & ~(Effects.Reads | Effects.Throws)) == 0,
        _ => true,
    };

    private void ProcessCall(Statement statement)
    {
        EquatableArray<Operand> operands = StatementParts.Reads(statement);
        bool inOrder = statement is not OpaqueCall;
        bool takesViews = statement is BufferCall or OpaqueCall;
        for (int i = 0; i < operands.Count; i++)
        {
            _slots.Add(new Slot(operands[i], inOrder, takesViews || statement is Return));
        }

        foreach (Variable initial in StatementParts.PassedByReference(statement))
        {
            if (IsCandidate(initial) is { } value)
            {
                Spill(value);
            }
        }

        FoldedExtent extent = TakeSlots(FoldingWidth.OfStatement(statement), StatementParts.EffectsOf(statement));
        foreach (Variable result in StatementParts.Writes(statement))
        {
            MarkDefinition(_facts.Of(result));
        }

        SpillBefore(extent.Effects);
    }

    private SsaValue? IsCandidate(Variable variable)
    {
        SsaValue value = _facts.Of(variable);
        return _candidates.TryGetValue(value, out Candidate candidate) && !candidate.IsFree ? value : null;
    }

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
            if (value is null || (!value.IsFolded && (value != root || !_candidates.ContainsKey(value))))
            {
                return false;
            }
        }

        return waiting.Count == 0 || (waiting.Count == 1 && waiting[0] == root);
    }

    private FoldedExtent ExtentOf(Operand operand) => operand is Variable variable && _candidates.TryGetValue(_facts.Of(variable), out Candidate candidate)
        ? candidate.Extent
        : new FoldedExtent(FoldingWidth.OfName(operand), 0, Effects.None);

    private void Accept(Operand operand, List<SsaValue> waiting)
    {
        if (operand is not Variable variable || !_candidates.TryGetValue(_facts.Of(variable), out Candidate candidate) || candidate.IsFree)
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

    private void Process(Loop loop)
    {
        SpillAll();
        int outerLoop = EnterLoop(loop.Carried);
        List<SsaValue> outer = _waiting;
        _waiting = [];
        Process(loop.Header);
        _slots.Add(new Slot(loop.Condition, true, false));
        TakeSlots(8, Effects.None);
        SpillAll();
        Process(loop.Body);
        _slots.Add(new Slot(loop.Break, true, false));
        TakeSlots(8, Effects.None);
        SpillAll();
        _waiting = outer;
        LeaveLoop(outerLoop, loop.Carried);
    }

    private void Process(For loop)
    {
        _slots.Add(new Slot(loop.Start, true, false));
        if (loop.Limit is Variable limit && IsCandidate(limit) is { Definition: Assign { Value: Length or Binary } } value)
        {
            if (_candidates[value].Extent.Depth <= 2 && (_candidates[value].Extent.Effects & Effects.Reads) == 0)
            {
                _slots.Add(new Slot(limit, true, false));
            }
        }

        TakeSlots(20, Effects.None);
        SpillAll();
        int outerLoop = EnterLoop(loop.Carried);
        MarkDefinition(_facts.Of(loop.Index));
        List<SsaValue> outer = _waiting;
        _waiting = [];
        Process(loop.Body);
        SpillAll();
        _waiting = outer;
        LeaveLoop(outerLoop, loop.Carried);
    }

    private int EnterLoop(EquatableArray<Carried> all)
    {
        int outer = _loop;
        _loop = ++_loops;
        foreach (Carried carried in all)
        {
            MarkDefinition(_facts.Of(carried.Parameter));
        }

        return outer;
    }

    private void LeaveLoop(int outer, EquatableArray<Carried> all)
    {
        _loop = outer;
        _clock++;
        foreach (Carried carried in all)
        {
            MarkDefinition(_facts.Of(carried.Parameter));
            MarkDefinition(_facts.Of(carried.Result));
        }
    }

    private void AddSlots(Expression expression)
    {
        EquatableArray<Operand> operands = expression.Operands;
        for (int i = 0; i < operands.Count; i++)
        {
            bool inOrder = expression is not Opaque && (expression is not Ir.Select || i == 0);
            _slots.Add(new Slot(operands[i], inOrder, expression is Opaque or CopyOf or Copy));
        }
    }

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
            if (!_candidates.TryGetValue(value, out Candidate candidate))
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

    private bool IsTakenInOrder(SsaValue value, Candidate candidate, Slot slot)
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
            if (Conflict(candidate.Extent.Effects, _candidates[_waiting[i]].Extent.Effects))
            {
                return false;
            }
        }

        return KeepsVersions(value, candidate);
    }

    // x = 2 * old; old must not have to outlive the next version of itself for a fold's sake: that would cost a second variable.
    private bool KeepsVersions(SsaValue value, Candidate candidate)
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
            _candidates.Add(value, new Candidate(extent, _loop, _clock, null, IsFree: true));
        }
        else if (value.Uses != 1)
        {
            MarkDefinition(value);
        }
        else if (extent.Effects == Effects.None)
        {
            _candidates.Add(value, new Candidate(extent, _loop, _clock, null, IsFree: false));
        }
        else
        {
            _candidates.Add(value, new Candidate(extent, _loop, _clock, _waiting, IsFree: false));
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

    private void Fold(SsaValue value, Candidate candidate)
    {
        value.IsFolded = true;
        _candidates.Remove(value);
        candidate.Waiting?.Remove(value);
    }

    // The definition stays where it is; what waits before it and must not come after it stays as well.
    private void Spill(SsaValue value)
    {
        Candidate candidate = _candidates[value];
        _candidates.Remove(value);
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
            if (i < waiting.Count && Conflict(_candidates[waiting[i]].Extent.Effects, effects))
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

    private void MarkDefinition(SsaValue value)
    {
        if (!value.Variable.IsTemporary)
        {
            _lastDefinition[value.Variable.Name] = _clock;
        }
    }

    // Waiting is the stack that it waits on, null when it has no effect.
    private readonly record struct Candidate(FoldedExtent Extent, int Loop, int Clock, List<SsaValue>? Waiting, bool IsFree);

    private readonly record struct Slot(Operand Operand, bool InOrder, bool TakesViews);
}
