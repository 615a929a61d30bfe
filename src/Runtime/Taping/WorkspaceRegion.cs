using System.ComponentModel;

namespace AutoDiff;

/// <summary>One kind of memory on a <see cref="Workspace"/>: a tape, or a pool of arrays or lists of one type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WorkspaceRegion
{
    // A region's position is two plain fields, so that entering a scope saves it without a virtual call.
    private protected int _chunkIndex;
    private protected int _count;

    private protected WorkspaceRegion()
    {
    }

    internal abstract long ReservedBytes { get; }

    internal RegionPosition Position => new(_chunkIndex, _count);

    /// <summary>Releases what was taken since the region stood there. False when it stands below it already: an unbalanced scope.</summary>
    internal bool Release(RegionPosition position)
    {
        if (_chunkIndex == position.ChunkIndex && _count == position.Count)
            return true;
        bool isBalanced = _chunkIndex > position.ChunkIndex || (_chunkIndex == position.ChunkIndex && _count > position.Count);
        ReleaseTo(position);
        return isBalanced;
    }

    // Called when the workspace's outermost scope ends: nothing is in use.
    internal virtual void OnIdle()
    {
    }

    private protected abstract void ReleaseTo(RegionPosition position);
}

internal readonly record struct RegionPosition(int ChunkIndex, int Count);

// Numbers the region types, so that a workspace finds its region of a type by index.
internal static class RegionSlot
{
    private static int s_count;

    internal static int Next() => Interlocked.Increment(ref s_count) - 1;

    internal static class Of<TRegion>
        where TRegion : WorkspaceRegion
    {
        internal static readonly int Index = Next();
    }
}
