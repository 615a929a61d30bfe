using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>
/// The memory that derivatives need besides their arguments: a stack on which a generated member keeps what its reverse sweep reads,
/// and its local buffers. Each call releases what it took, and memory once reserved is used again: after the first calls nothing is
/// allocated on the managed heap.
/// </summary>
/// <remarks>
/// Passing a workspace to a generated member is optional: null means the thread's own. A workspace serves one thread at a time; nested
/// use on one thread is safe.
/// </remarks>
public sealed partial class Workspace
{
    // What generated members call once isn't inlined in them: the just-in-time compiler stops inlining in a method with very many variables, and their loops need it more.
    [ThreadStatic]
    private static Workspace? t_current;

    // All regions by the slot of their type (mostly null), and densely in order of creation.
    private WorkspaceRegion?[] _bySlot = new WorkspaceRegion?[16];
    private WorkspaceRegion[] _regions = new WorkspaceRegion[8];
    private int _regionCount;

    // For each scope that was entered: where each region stood.
    private RegionPosition[] _saved = new RegionPosition[32];
    private int[] _savedStarts = new int[8];
    private int _savedCount;
    private int _depth;

    // The thread that is inside; 0 when none is. A thread's managed id is never 0.
    private int _owner;

    /// <summary>Creates an empty workspace.</summary>
    public Workspace()
    {
    }

    /// <summary>The calling thread's own workspace, which generated members use when they are given none.</summary>
    public static Workspace ForThread => t_current ?? CreateForThread();

    /// <summary>The bytes of all memory that this workspace holds, in use or not. Constant after warm-up.</summary>
    public long ReservedBytes
    {
        get
        {
            long bytes = 0;
            for (int i = 0; i < _regionCount; i++)
                bytes += _regions[i].ReservedBytes;
            return bytes;
        }
    }

    /// <summary>Starts a scope: what is taken from the workspace from here on is released by <see cref="Exit"/>.</summary>
    /// <returns>The mark to give to <see cref="Exit"/>.</returns>
    /// <exception cref="InvalidOperationException">Another thread is using this workspace.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public WorkspaceMark Enter()
    {
        int thread = Environment.CurrentManagedThreadId;
        if (_owner != thread && Interlocked.CompareExchange(ref _owner, thread, 0) != 0)
            ThrowOtherThread();

        int depth = _depth;
        int start = _savedCount;
        int regions = _regionCount;
        if (depth == _savedStarts.Length || start + regions > _saved.Length)
            GrowSaved();
        for (int i = 0; i < regions; i++)
            _saved[start + i] = _regions[i].Position;
        _savedStarts[depth] = start;
        _savedCount = start + regions;
        _depth = depth + 1;
        return new WorkspaceMark(depth + 1);
    }

    /// <summary>Ends the scope, and any left open inside it: everything taken since is released.</summary>
    /// <param name="mark">What <see cref="Enter"/> returned.</param>
    /// <exception cref="InvalidOperationException">The scope isn't open, or was opened by another thread.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Exit(WorkspaceMark mark)
    {
        if (_owner != Environment.CurrentManagedThreadId)
            ThrowOtherThread();
        if ((uint)(mark.Depth - 1) >= (uint)_depth)
            throw new InvalidOperationException("The scope of the workspace that is exited isn't open.");

        int start = _savedStarts[mark.Depth - 1];
        int saved = (mark.Depth == _depth ? _savedCount : _savedStarts[mark.Depth]) - start;
        _depth = mark.Depth - 1;
        _savedCount = start;
        bool isBalanced = true;
        for (int i = 0; i < _regionCount; i++)
            isBalanced &= _regions[i].Release(i < saved ? _saved[start + i] : default);
        if (_depth == 0)
            EndOutermost();
        if (!isBalanced)
            throw new InvalidOperationException("More was popped from a tape in a scope than was pushed in it.");
    }

    /// <summary>The stack of slots of type <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">The type of a slot.</typeparam>
    /// <returns>The same tape for each call with the same type.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Tape<T> Tape<T>() => Find<Tape<T>>() ?? Add(new Tape<T>());

    /// <summary>A pooled array of zeros, valid until the scope ends.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">Its exact length.</param>
    /// <returns>The array.</returns>
    /// <exception cref="OverflowException"><paramref name="length"/> is negative.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T[] Array<T>(int length) => Arrays<T>().Rent(new ArrayExtent(length, 1, 1), clear: true);

    /// <summary>A pooled rectangular array of zeros, valid until the scope ends.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length0">The length of its first dimension.</param>
    /// <param name="length1">The length of its second dimension.</param>
    /// <returns>The array.</returns>
    /// <exception cref="OverflowException">A length is negative.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T[,] Array2<T>(int length0, int length1) =>
        (Find<RectangularArrays<T>>() ?? Add(new RectangularArrays<T>())).Rent(new ArrayExtent(length0, length1, 1), clear: true);

    /// <summary>A pooled three-dimensional array of zeros, valid until the scope ends.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length0">The length of its first dimension.</param>
    /// <param name="length1">The length of its second dimension.</param>
    /// <param name="length2">The length of its third dimension.</param>
    /// <returns>The array.</returns>
    /// <exception cref="OverflowException">A length is negative.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T[,,] Array3<T>(int length0, int length1, int length2) =>
        (Find<CuboidArrays<T>>() ?? Add(new CuboidArrays<T>())).Rent(new ArrayExtent(length0, length1, length2), clear: true);

    /// <summary>A pooled array with a copy of <paramref name="values"/>, valid until the scope ends.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The values to copy.</param>
    /// <returns>The array.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T[] CopyOf<T>(ReadOnlySpan<T> values)
    {
        T[] copy = Arrays<T>().Rent(new ArrayExtent(values.Length, 1, 1), clear: false);
        values.CopyTo(copy);
        return copy;
    }

    /// <summary>A pooled copy of an array, valid until the scope ends.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The array to copy.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="NullReferenceException">There is no array, as for its <c>Clone</c>.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T[] CopyOf<T>(T[] values)
    {
        T[] copy = Arrays<T>().Rent(new ArrayExtent(values.Length, 1, 1), clear: false);
        ((ReadOnlySpan<T>)values).CopyTo(copy);
        return copy;
    }

    /// <summary>A pooled empty list, valid until the scope ends.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The list.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public List<T> List<T>() => (Find<PooledLists<T>>() ?? Add(new PooledLists<T>())).Rent();

    /// <summary>A pooled object whose fields have their default values, valid until the scope ends. No constructor runs.</summary>
    /// <typeparam name="T">The object's class.</typeparam>
    /// <param name="create">Makes a new one.</param>
    /// <param name="clear">Gives its fields their default values when it is released.</param>
    /// <returns>The object.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T Object<T>(Func<T> create, Action<T> clear)
        where T : class => (Find<PooledObjects<T>>() ?? Add(new PooledObjects<T>(create, clear))).Rent();

    private static Workspace CreateForThread() => t_current = new Workspace();

    private static void ThrowOtherThread() => throw new InvalidOperationException(
        "The workspace is in use on another thread. Give each thread a workspace of its own, or none: null means the thread's own.");

    private LinearArrays<T> Arrays<T>() => Find<LinearArrays<T>>() ?? Add(new LinearArrays<T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TRegion? Find<TRegion>()
        where TRegion : WorkspaceRegion
    {
        WorkspaceRegion?[] bySlot = _bySlot;
        int slot = RegionSlot.Of<TRegion>.Index;
        return (uint)slot < (uint)bySlot.Length ? Unsafe.As<TRegion?>(bySlot[slot]) : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TRegion Add<TRegion>(TRegion region)
        where TRegion : WorkspaceRegion
    {
        int slot = RegionSlot.Of<TRegion>.Index;
        if (slot >= _bySlot.Length)
            System.Array.Resize(ref _bySlot, Math.Max(slot + 1, 2 * _bySlot.Length));
        if (_regionCount == _regions.Length)
            System.Array.Resize(ref _regions, 2 * _regionCount);
        _bySlot[slot] = region;
        _regions[_regionCount++] = region;
        return region;
    }

    private void GrowSaved()
    {
        if (_depth == _savedStarts.Length)
            System.Array.Resize(ref _savedStarts, 2 * _depth);
        int needed = _savedCount + _regionCount;
        if (needed > _saved.Length)
            System.Array.Resize(ref _saved, 2 * needed);
    }

    private void EndOutermost()
    {
        for (int i = 0; i < _regionCount; i++)
            _regions[i].OnIdle();
        Volatile.Write(ref _owner, 0);
    }
}
