using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// Decides which definitions print where they are used, without changing what is computed or the order of what can be observed. A pure definition
/// may move to any later place of the same loop; one that reads memory or may throw waits on a stack, and is taken from it only in order.
/// </summary>
internal sealed partial class ExpressionFolding
{
    private const int MaxWidth = 96;
    private const int MaxDepth = 12;
    private const int MaxWaiting = 16;

    private readonly BodyFacts _facts;
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
        return value.Candidate is { IsFree: false } ? value : null;
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
            if (value.Candidate!.Extent.Depth <= 2 && (value.Candidate!.Extent.Effects & Effects.Reads) == 0)
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

    private void MarkDefinition(SsaValue value)
    {
        if (!value.Variable.IsTemporary)
        {
            _lastDefinition[value.Variable.Name] = _clock;
        }
    }
}
