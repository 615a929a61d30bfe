using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// A body, or one block of an <c>if</c> or loop, under construction. When one branch of an <c>if</c> always jumps away, what follows is built
/// inside the other branch: such branches stay open until the end of the region or of the scope that the jump leaves.
/// </summary>
internal sealed class Region(Region? outer)
{
    private readonly Stack<OpenBranch> _open = new();

    public Region? Outer { get; } = outer;

    /// <summary>Where the next statement goes.</summary>
    public BlockBuilder Current { get; private set; } = new();

    public int Depth => _open.Count;

    public bool IsReachable { get; set; } = true;

    /// <summary>All targets that statements of the region may jump to.</summary>
    public List<JumpTarget> Jumps { get; set; } = [];

    /// <summary>Those that may have been jumped to by the time the next statement would run: it needs a guard.</summary>
    public List<JumpTarget> Unguarded { get; set; } = [];

    /// <summary>Builds what follows in a new branch of <c>if (condition)</c>, whose other branch is complete.</summary>
    public void Open(Operand condition, Block other, bool inThen, Region? branch, int site)
    {
        BlockBuilder parent = Current;
        _open.Push(new(parent, condition, other, inThen, site));
        if (branch is null)
        {
            Current = new();
            return;
        }

        // The branches that are open inside the branch are now open here.
        OpenBranch[] inner = branch._open.ToArray();
        for (int i = inner.Length - 1; i >= 0; i--)
        {
            _open.Push(inner[i]);
        }

        Current = branch.Current;
    }

    /// <summary>Whether the next statement runs after all statements of a block, which is this one's or one around it.</summary>
    public bool IsOpen(BlockBuilder block) => ReferenceEquals(Current, block) || _open.Any(branch => ReferenceEquals(branch.Parent, block));

    /// <summary>Completes the open branches above a depth.</summary>
    public void CloseTo(int depth)
    {
        while (_open.Count > depth)
        {
            OpenBranch branch = _open.Pop();
            Block block = Current.ToBlock();
            branch.Parent.Add(
                (branch.InThen ? new If(branch.Condition, block, branch.Other) : new If(branch.Condition, branch.Other, block)) with { Site = branch.Site });
            Current = branch.Parent;
        }
    }

    public Block Close()
    {
        CloseTo(0);
        return Current.ToBlock();
    }

    private readonly record struct OpenBranch(BlockBuilder Parent, Operand Condition, Block Other, bool InThen, int Site);
}
