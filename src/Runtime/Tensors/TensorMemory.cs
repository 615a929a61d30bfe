namespace AutoDiff;

/// <summary>
/// The memory of a workspace's tensors: chunks of floats, and the parts of them that are free, which join again when they are given back. The best fit is taken.
/// </summary>
internal sealed class TensorMemory
{
    private const int Alignment = 16;
    private const int LeastChunk = 1 << 14;

    private readonly List<float[]> _chunks = [];

    // For each chunk: the end of what has been in use since nothing was.
    private readonly List<int> _ends = [];

    // In the order of their places.
    private readonly List<TensorExtent> _free = [];
    private long _reserved;

    internal long ReservedBytes => _reserved * sizeof(float);

    internal float[] ChunkAt(int index) => _chunks[index];

    internal TensorExtent Take(int length)
    {
        int padded = checked(length + Alignment - 1) / Alignment * Alignment;
        if (padded == 0)
            return default;
        int best = -1;
        for (int i = 0; i < _free.Count; i++)
        {
            if (_free[i].Length >= padded && (best < 0 || _free[i].Length < _free[best].Length))
                best = i;
        }

        if (best < 0)
            best = AddChunk(padded);
        TensorExtent found = _free[best];
        if (found.Length == padded)
            _free.RemoveAt(best);
        else
            _free[best] = new TensorExtent(found.Chunk, found.Start + padded, found.Length - padded);
        _ends[found.Chunk] = Math.Max(_ends[found.Chunk], found.Start + padded);
        return found with { Length = padded };
    }

    internal void Give(TensorExtent extent)
    {
        if (extent.Length == 0)
            return;
        int low = 0, high = _free.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_free[middle].IsBefore(extent))
                low = middle + 1;
            else
                high = middle;
        }

        bool joinsNext = low < _free.Count && extent.Meets(_free[low]);
        bool joinsLast = low > 0 && _free[low - 1].Meets(extent);
        if (joinsNext)
            extent = extent with { Length = extent.Length + _free[low].Length };
        if (joinsLast)
            _free[low - 1] = _free[low - 1] with { Length = _free[low - 1].Length + extent.Length };
        else if (joinsNext)
            _free[low] = extent;
        else
            _free.Insert(low, extent);
        if (joinsNext && joinsLast)
            _free.RemoveAt(low);
    }

    // Nothing is in use. Several chunks mean that the first calls outgrew what there was: from now on there is one that holds it all.
    internal void OnIdle()
    {
        if (_chunks.Count > 1)
        {
            long used = Alignment;
            foreach (int end in _ends)
                used += end;
            if (used <= Array.MaxLength)
            {
                _chunks.Clear();
                _ends.Clear();
                _free.Clear();
                _reserved = 0;
                AddChunk((int)used - Alignment);
            }
        }

        for (int i = 0; i < _ends.Count; i++)
            _ends[i] = 0;
    }

    internal static unsafe int AlignedStart(float[] pinned)
    {
        fixed (float* start = pinned)
            return (int)((0 - (nint)start) & (Alignment * sizeof(float) - 1)) / sizeof(float);
    }

    private int AddChunk(int padded)
    {
        long most = Math.Max(Math.Max(LeastChunk, padded + Alignment), _reserved / 4);
        float[] chunk = GC.AllocateUninitializedArray<float>((int)Math.Min(Array.MaxLength, most), pinned: true);
        _reserved += chunk.Length;
        int start = AlignedStart(chunk);
        _free.Add(new TensorExtent(_chunks.Count, start, (chunk.Length - start) / Alignment * Alignment));
        _chunks.Add(chunk);
        _ends.Add(0);
        return _free.Count - 1;
    }
}

/// <summary>A part of a chunk, in floats.</summary>
internal readonly record struct TensorExtent(int Chunk, int Start, int Length)
{
    internal bool IsBefore(TensorExtent other) => Chunk < other.Chunk || (Chunk == other.Chunk && Start < other.Start);

    internal bool Meets(TensorExtent next) => Chunk == next.Chunk && Start + Length == next.Start;
}
