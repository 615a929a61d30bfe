using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.FusedSweeps;

/// <summary>
/// The order of the two sweeps around a fused loop. With what stands before the loop and after it (the tail), instead of
/// <code>before, loop, tail; tail backwards, loop backwards, before backwards</code>
/// it is
/// <code>before, what the tail's reverse needs; tail backwards; the loop, each iteration forwards and backwards; the rest of the tail; before backwards</code>
/// so that what an iteration keeps for its reverse is gone when the next one begins.
/// </summary>
internal sealed class FusedOrder
{
    private readonly ReverseContext _context;
    private readonly List<Statement> _before = [];
    private readonly List<Statement> _tail = [];
    private readonly List<Statement> _ahead = [];
    private readonly List<Statement> _rest = [];
    private readonly List<Statement> _tailReverse = [];
    private readonly List<Statement> _beforeReverse = [];
    private MemoryUse? _loopUse;
    private List<MemoryUse>? _tailUses;
    private For? _loop;
    private For? _loopReverse;

    private FusedOrder(ReverseContext context) => _context = context;

    /// <summary>Statements of the tail that run before the loop, since the tail's reverse needs them.</summary>
    public IReadOnlyList<Statement> Ahead => _ahead;

    /// <summary>Whether an exception can come of what runs out of the primal's order.</summary>
    public bool MayThrowEarly { get; private set; }

    /// <summary>Whether an exception can come when the reverse sweep has begun.</summary>
    public bool MayThrowLate { get; private set; }

    /// <summary>Whether an exception can come of an iteration.</summary>
    public bool LoopMayThrow { get; private set; }

    /// <summary>Whether the method can be run again up to the end of the loop.</summary>
    public bool IsRepeatable { get; private set; }

    /// <summary>Whether the method does nothing but compute its results: then it may be run again.</summary>
    public bool IsWhollyRepeatable { get; private set; }

    /// <summary>The order, or null when it can't be shown to compute the same.</summary>
    public static FusedOrder? Of(Block forward, Block reverse, ReverseContext context)
    {
        var order = new FusedOrder(context);
        return context.IsOrderFree && order.Divide(forward, reverse) && order.Choose() && Dominance.Holds(order.Statements([], [], [])) ? order : null;
    }

    /// <summary>All statements.</summary>
    /// <param name="start">What runs before the first statement of the reverse sweep, behind what runs ahead.</param>
    /// <param name="end">What runs when only the primal's own order is left.</param>
    /// <param name="early">What runs before anything is out of order.</param>
    public List<Statement> Statements(IEnumerable<Statement> early, IEnumerable<Statement> start, IEnumerable<Statement> end)
    {
        var made = new List<Statement>();
        For fused = _loop! with
        {
            Body = new Block(Iteration([.. _loop.Body.Statements, .. _loopReverse!.Body.Statements], made).ToEquatableArray()),
            Carried = [.. _loop.Carried, .. _loopReverse.Carried],
        };
        return [.. _before, .. early, .. _ahead, .. start, .. _tailReverse, .. made, fused, .. end, .. _rest, .. _beforeReverse];
    }

    // Memory of a known size is made once, and cleared for each iteration if that shows; what else an iteration takes from the workspace is given back at its end. Tapes are as they were then.
    private List<Statement> Iteration(IReadOnlyList<Statement> statements, List<Statement> made)
    {
        var iteration = new List<Statement>();
        var clears = new NeededClears(statements);
        foreach (Statement statement in statements)
        {
            if (statement is Assign { Target.Type: BufferType { Rank: 1, Kind: BufferKind.Array or BufferKind.Span, Element: ScalarType }, Value: Allocate { Site: AllocationSite.Workspace, Lengths: [Constant { Integer: >= 0 and var length }] } } assign)
            {
                made.Add(assign);
                if (clears.Include(assign.Target, (long)length))
                {
                    iteration.Add(TapeCode.Clear(assign.Target));
                }

                continue;
            }

            iteration.Add(statement);
        }

        if (IrWalk.Any(new Block(iteration.ToEquatableArray()), static statement =>
            statement is Assign { Value: Allocate { Site: AllocationSite.Workspace } or CopyOf { Site: AllocationSite.Workspace } }))
        {
            Variable mark = _context.Variables.New("iteration", new OpaqueType("global::AutoDiff.WorkspaceMark", IsReference: false));
            iteration.Insert(0, TapeCode.Enter(mark, _context.Workspace));
            iteration.Add(TapeCode.Exit(_context.Workspace, mark));
        }

        return iteration;
    }

    private bool Divide(Block forward, Block reverse)
    {
        foreach (Statement statement in forward.Statements)
        {
            if (_loop is null && IsFused(statement))
            {
                _loop = (For)statement;
                continue;
            }

            (_loop is null ? _before : _tail).Add(statement);
        }

        foreach (Statement statement in reverse.Statements)
        {
            if (_loopReverse is null && IsFused(statement))
            {
                _loopReverse = (For)statement;
                continue;
            }

            (_loopReverse is null ? _tailReverse : _beforeReverse).Add(statement);
        }

        return _loop is not null && _loopReverse is not null;
    }

    private bool IsFused(Statement statement) => statement is For loop && loop.Index.Id == _context.FusedLoop!.Index.Id;

    // Which statements of the tail run ahead of the loop, and whether that is right.
    private bool Choose()
    {
        MemoryUse loop = UseOf([_loop!]), reverse = UseOf(_tailReverse);
        List<MemoryUse> tail = _tail.ConvertAll(statement => UseOf([statement]));
        (_loopUse, _tailUses) = (loop, tail);
        var isAhead = new bool[_tail.Count];
        var needed = new Queue<int>(reverse.Uses.Concat(UseOf([_loopReverse!]).Uses));
        for (int i = 0; i < isAhead.Length; i++)
        {
            if (tail[i].UsesTapes)
            {
                Need(i);
            }
        }

        while (needed.Count > 0)
        {
            int variable = needed.Dequeue();
            for (int i = 0; i < isAhead.Length; i++)
            {
                if (tail[i].Defines(variable))
                {
                    Need(i);
                }
            }
        }

        var passed = new List<MemoryUse> { loop };
        for (int i = 0; i < isAhead.Length; i++)
        {
            if (!isAhead[i])
            {
                passed.Add(tail[i]);
                _rest.Add(_tail[i]);
                continue;
            }

            if (tail[i].HasCalls || passed.Exists(other => other.Conflicts(tail[i])))
            {
                return false;
            }

            MayThrowEarly |= tail[i].MayThrow;
            _ahead.Add(_tail[i]);
        }

        // Neither may it read memory of the primal before that is written.
        if (passed.Exists(other => other.WritesWhatIsRead(reverse)))
        {
            return false;
        }

        // Up to the end of the loop it may be run again from its start, for the exception that comes first.
        IsRepeatable = !UseOf(_before).HasCalls && !loop.HasCalls;
        LoopMayThrow = loop.MayThrow;
        IsWhollyRepeatable = IsRepeatable && !tail.Exists(use => use.HasCalls);
        MayThrowLate = loop.MayThrow || passed.Skip(1).Any(use => use.MayThrow);
        return IsRepeatable || !MayThrowEarly;

        void Need(int statement)
        {
            if (isAhead[statement])
            {
                return;
            }

            isAhead[statement] = true;
            foreach (int variable in tail[statement].Uses)
            {
                needed.Enqueue(variable);
            }
        }
    }

    /// <summary>Whether the loop or the tail reads memory of the primal, so that their reverse may write its adjoint.</summary>
    public bool MayTouchAdjointOf(MemoryClass memory) => _loopUse!.Reads(memory) || _tailUses!.Exists(use => use.Reads(memory));

    private MemoryUse UseOf(IEnumerable<Statement> statements) => MemoryUse.Of(_context.Analysed, statements);
}
