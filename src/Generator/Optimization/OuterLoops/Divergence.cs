using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>How the values that a variable has in neighbouring iterations of the loop differ.</summary>
internal enum LaneShape
{
    /// <summary>Not at all.</summary>
    Uniform,

    /// <summary>An integer that grows by the same amount from one iteration to the next.</summary>
    Affine,

    /// <summary>In any way: a vector for a number or a condition, one variable for each iteration for an integer.</summary>
    Varying,
}

/// <summary>
/// Finds what differs between iterations of a loop that run side by side (divergence analysis: R. Karrenberg and S. Hack, "Whole-function vectorization", 2011), and whether all of it
/// can be run so.
/// </summary>
internal sealed partial class Divergence
{
    private readonly For _loop;
    private readonly LoopMemory _memory;
    private readonly LoopSums _sums;
    private readonly Dictionary<int, LaneShape> _shapes = [];
    private readonly Dictionary<int, Operand> _starts = [];
    private readonly HashSet<int> _wide = [];
    private readonly HashSet<int> _wideTapes = [];
    private readonly HashSet<int> _scattered = [];
    private bool _isChanged;
    private int _masks;

    private Divergence(For loop, LoopMemory memory, LoopSums sums, ScalarType element) => (_loop, _memory, _sums, Element) = (loop, memory, sums, element);

    /// <summary>The type of all numbers that differ.</summary>
    public ScalarType Element { get; }

    public LoopMemory Memory => _memory;

    public LoopSums Sums => _sums;

    public LaneShape ShapeOf(Operand operand) => operand is Variable variable && _shapes.TryGetValue(variable.Id, out LaneShape shape) ? shape : LaneShape.Uniform;

    public bool IsUniform(Operand operand) => ShapeOf(operand) == LaneShape.Uniform;

    /// <summary>Whether each element of the memory is one for each iteration.</summary>
    public bool IsWide(Variable root) => _wide.Contains(root.Id) && !_scattered.Contains(root.Id);

    /// <summary>Whether iterations add to the memory itself, since some of them do so at places of their own.</summary>
    public bool IsAddedInPlace(Variable root) => _scattered.Contains(root.Id);

    public bool IsWideTape(Variable tape) => _wideTapes.Contains(tape.Id);

    /// <summary>The memory outside of the loop that needs a twin of as many elements for each of its elements.</summary>
    public IEnumerable<MemoryAccess> Twins => _memory.Accesses.Where(access => IsWide(access.Root) && !_memory.IsInside(access.Root));

    /// <summary>Whether the memory is only added to, so that what its twin has in the end is added up.</summary>
    public static bool IsSum(MemoryAccess access) => access is { IsAdded: true, IsLoaded: false, IsWritten: false };

    /// <summary>What differs in the loop, or null when it can't run several iterations side by side.</summary>
    /// <param name="body">The member's body.</param>
    /// <param name="loop">A loop of it whose iterations depend on each other by sums alone.</param>
    /// <param name="isOwn">Whether memory outside of the loop that an iteration writes belongs to the iteration: nothing is read of it that the iteration hasn't written.</param>
    /// <param name="mayReassociate">Whether a sum may be taken in another order.</param>
    public static Divergence? Of(Block body, For loop, Func<MemoryAccess, bool> isOwn, Func<Variable, bool> mayReassociate)
    {
        if (loop is not { Step: 1, Comparison: BinaryOperator.Less, IsChecked: false, Index.Type: ScalarType { Kind: ScalarKind.Int32 } }
            || ElementOf(loop) is not { } element || LoopSums.Of(loop, mayReassociate) is not { } sums)
        {
            return null;
        }

        var memory = new LoopMemory(body, loop);
        return memory.IsKnown && memory.Accesses.All(access => IsAllowed(access, memory, isOwn)) && new Divergence(loop, memory, sums, element) is var result && result.Spread() ? result : null;
    }

    private static bool IsAllowed(MemoryAccess access, LoopMemory memory, Func<MemoryAccess, bool> isOwn) =>
        memory.IsInside(access.Root) || (access.IsWritten ? memory.IsMade(access.Root) && isOwn(access) : !(access.IsAdded && access.IsLoaded));

    // One type of numbers, so that as many of them as iterations are in a register.
    private static ScalarType? ElementOf(For loop)
    {
        ScalarType? element = null;
        foreach (Statement statement in IrWalk.All(loop.Body))
        {
            foreach (Variable variable in IrWalk.Definitions(statement))
            {
                if (variable.Type is not ScalarType { IsFloat: true } type)
                {
                    continue;
                }

                if (type.IsGeneric || (element is not null && !element.Equals(type)))
                {
                    return null;
                }

                element = type;
            }
        }

        return element;
    }

    private bool Spread()
    {
        _shapes[_loop.Index.Id] = LaneShape.Affine;
        foreach (Carried entry in _loop.Carried)
        {
            _shapes[entry.Parameter.Id] = LaneShape.Varying;
        }

        do
        {
            _isChanged = false;
            if (!Accepts(_loop.Body))
            {
                return false;
            }
        }
        while (_isChanged);
        return true;
    }

    private bool Accepts(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            bool isAccepted = statement switch
            {
                Comment => true,
                Assign assign => Accepts(assign),
                Evaluate { Expression: Load load } => AcceptsAccess(load.Buffer, load.Indices, load.Path) && (LoadedShape(load) == LaneShape.Uniform || IsWide(_memory.RootOf(load.Buffer)!)),
                Store store => AcceptsAccess(store.Buffer, store.Indices, store.Path) && IsUniform(store.Indices[0]) && AcceptsStored(store.Buffer, store.Value),
                Accumulate accumulate => AcceptsAccess(accumulate.Buffer, accumulate.Indices, accumulate.Path) && AcceptsAdded(accumulate),
                BufferCall { Key: "Span.Clear" } clear => AcceptsWhole(clear.Arguments[0]),
                BufferCall { Key: "Span.Fill" } fill => AcceptsWhole(fill.Arguments[0]) && AcceptsStored(fill.Arguments[0], fill.Arguments[1]),
                BufferCall { Key: "Span.CopyTo" } copy => AcceptsCopy(copy.Arguments[0], copy.Arguments[1]),
                OpaqueCall call when TapeCode.IsClear(call) => AcceptsWhole(((ValueHole)call.Holes[0]).Operand),
                OpaqueCall call => AcceptsTape(call),
                If branch => Accepts(branch),
                For inner => Accepts(inner),
                Throw => _masks == 0,
                _ => false,
            };
            if (!isAccepted)
            {
                return false;
            }
        }

        return true;
    }

    private bool Accepts(If branch)
    {
        bool isMasked = !IsUniform(branch.Condition);
        _masks += isMasked ? 1 : 0;
        bool accepted = Accepts(branch.Then) && Accepts(branch.Else);
        _masks -= isMasked ? 1 : 0;
        foreach (Merge merge in branch.Merges)
        {
            if (merge.Result.Type is not ScalarType)
            {
                return false;
            }

            LaneShape shape = Join(ShapeOf(merge.Then), ShapeOf(merge.Else));
            Set(merge.Result, isMasked || shape == LaneShape.Affine ? LaneShape.Varying : shape);
        }

        return accepted;
    }

    private bool Accepts(For inner)
    {
        if (!IsUniform(inner.Start) || !IsUniform(inner.Limit))
        {
            return false;
        }

        foreach (Carried entry in inner.Carried)
        {
            if (entry.Parameter.Type is not ScalarType)
            {
                return false;
            }

            Set(entry.Parameter, Carry(entry));
        }

        bool accepted = Accepts(inner.Body);
        foreach (Carried entry in inner.Carried)
        {
            Set(entry.Parameter, Carry(entry));
            Set(entry.Result, ShapeOf(entry.Parameter));
        }

        return accepted;

        LaneShape Carry(Carried entry)
        {
            LaneShape shape = Join(ShapeOf(entry.Initial), ShapeOf(entry.AfterBody));
            return shape == LaneShape.Affine || _sums.IsFree(entry.Parameter) ? LaneShape.Varying : shape;
        }
    }

    private static LaneShape Join(LaneShape a, LaneShape b) => a > b ? a : b;

    private void Set(Variable variable, LaneShape shape)
    {
        if (shape > ShapeOf(variable))
        {
            _shapes[variable.Id] = shape;
            _isChanged = true;
        }
    }
}
