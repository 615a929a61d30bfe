using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>
/// A stack of contiguous records, on which a forward sweep keeps the residuals that the reverse sweep reads in the opposite order.
/// Used by generated code.
/// </summary>
/// <remarks>
/// Records lie in chunks that never move and are never split over two, so spans of records stay valid until they are released. A
/// record that doesn't fit takes the first later chunk in which it does, or a new one at the end. As chunks are never replaced, a run that repeats
/// an earlier one finds every record the same place again and allocates nothing.
/// </remarks>
/// <typeparam name="T">The type of a slot.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Tape<T> : WorkspaceRegion
{
    private const int FirstChunkBytes = 4096;

    // Beyond this size chunks stop doubling: what a large tape may waste stays small beside what it uses.
    private const int LargeChunkBytes = 256 << 20;

    private T[] _chunk;
    private T[][] _chunks;
    private int[] _counts;
    private int _chunkCount;

    internal Tape()
    {
        _chunk = GC.AllocateUninitializedArray<T>(Math.Max(16, FirstChunkBytes / Unsafe.SizeOf<T>()));
        _chunks = [_chunk, .. new T[7][]];
        _counts = new int[8];
        _chunkCount = 1;
    }

    internal override long ReservedBytes
    {
        get
        {
            long slots = 0;
            for (int i = 0; i < _chunkCount; i++)
                slots += _chunks[i].Length;
            return slots * Unsafe.SizeOf<T>();
        }
    }

    /// <summary>Pushes a record of <paramref name="count"/> slots, whose contents are undefined.</summary>
    /// <param name="count">The number of slots, at least 0.</param>
    /// <returns>The record.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Reserve(int count)
    {
        T[] chunk = _chunk;
        int start = _count;
        if ((uint)count > (uint)(chunk.Length - start))
            return ReserveInLaterChunk(count);
        _count = start + count;
        return Slots(chunk, start, count);
    }

    /// <summary>Pushes a record whose size was computed in 64 bits.</summary>
    /// <inheritdoc cref="Reserve(int)"/>
    /// <exception cref="OutOfMemoryException">The record would be larger than an array can be.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<T> Reserve(long count)
    {
        if (count > Array.MaxLength)
            throw new OutOfMemoryException(
                $"A record of {count} residuals of type {typeof(T)} doesn't fit in memory: the differentiated loop runs too often to store its intermediates.");
        return Reserve(count < 0 ? -1 : (int)count);
    }

    /// <summary>The record pushed last.</summary>
    /// <param name="count">The number of slots with which it was pushed.</param>
    /// <returns>The record.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Top(int count)
    {
        int start = _count - count;
        if ((uint)start > (uint)_count)
            return TopOfEarlierChunk(count);
        return Slots(_chunk, start, count);
    }

    /// <inheritdoc cref="Top(int)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<T> Top(long count) => Top(checked((int)count));

    /// <summary>Pops the record pushed last.</summary>
    /// <param name="count">The number of slots with which it was pushed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release(int count)
    {
        int start = _count - count;
        if ((uint)start > (uint)_count)
        {
            StepBack(count);
            start = _count - count;
        }

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            Slots(_chunk, start, count).Clear();
        _count = start;
    }

    /// <inheritdoc cref="Release(int)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Release(long count) => Release(checked((int)count));

    /// <summary>Pushes a record of one slot.</summary>
    /// <param name="value">Its value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        T[] chunk = _chunk;
        int start = _count;
        if ((uint)start < (uint)chunk.Length)
        {
            chunk[start] = value;
            _count = start + 1;
        }
        else
        {
            PushInLaterChunk(value);
        }
    }

    /// <summary>Pops a record of one slot.</summary>
    /// <returns>Its value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop()
    {
        T[] chunk = _chunk;
        int start = _count - 1;
        if ((uint)start >= (uint)chunk.Length)
            return PopOfEarlierChunk();
        T value = chunk[start];
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            chunk[start] = default!;
        _count = start;
        return value;
    }

    private protected override void ReleaseTo(RegionPosition position)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            _counts[_chunkIndex] = _count;
            for (int i = position.ChunkIndex; i <= _chunkIndex; i++)
            {
                int start = i == position.ChunkIndex ? position.Count : 0;
                Array.Clear(_chunks[i], start, Math.Max(0, _counts[i] - start));
            }
        }

        MoveTo(position.ChunkIndex, position.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<T> Slots(T[] chunk, int start, int count) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(chunk), (nint)(uint)start), count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Span<T> ReserveInLaterChunk(int count)
    {
        if (count < 0)
            throw new OverflowException("The size of a record on the tape is negative.");
        MoveForward(count);
        _count = count;
        return Slots(_chunk, 0, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PushInLaterChunk(T value)
    {
        MoveForward(1);
        _chunk[0] = value;
        _count = 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Span<T> TopOfEarlierChunk(int count)
    {
        StepBack(count);
        return Slots(_chunk, _count - count, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T PopOfEarlierChunk()
    {
        StepBack(1);
        return Pop();
    }

    // The first later chunk with room for the record. A run that had to append a chunk finds, when it is repeated, just that chunk
    // here: those before it were too small then and are now.
    private void MoveForward(int count)
    {
        int next = _chunkIndex + 1;
        while (next < _chunkCount && _chunks[next].Length < count)
            next++;
        if (next == _chunkCount)
            Append(count);

        _counts[_chunkIndex] = _count;
        for (int skipped = _chunkIndex + 1; skipped < next; skipped++)
            _counts[skipped] = 0;
        MoveTo(next, 0);
    }

    // Leaves a chunk only when it is asked for what lies below it: a push and a pop that alternate at its start stay on the fast path.
    private void StepBack(int count)
    {
        while (_count == 0 && _chunkIndex > 0)
            MoveTo(_chunkIndex - 1, _counts[_chunkIndex - 1]);
        if ((uint)count > (uint)_count)
            throw new InvalidOperationException("The tape doesn't hold the record that is read.");
    }

    private void MoveTo(int chunkIndex, int count)
    {
        _chunkIndex = chunkIndex;
        _chunk = _chunks[chunkIndex];
        _count = count;
    }

    private void Append(int count)
    {
        if (_chunkCount == _chunks.Length)
        {
            Array.Resize(ref _chunks, _chunkCount * 2);
            Array.Resize(ref _counts, _chunkCount * 2);
        }

        long doubled = 2L * _chunks[_chunkCount - 1].Length;
        long length = Math.Max(Math.Min(doubled, LargeChunkBytes / Unsafe.SizeOf<T>()), count);
        _chunks[_chunkCount] = GC.AllocateUninitializedArray<T>((int)Math.Min(length, Array.MaxLength));
        _chunkCount++;
    }
}
