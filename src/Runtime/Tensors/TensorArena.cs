namespace AutoDiff;

/// <summary>The tensors of a workspace: a stack of bodies over a stack of floats, each tensor's values 64-byte aligned.</summary>
internal sealed class TensorArena : WorkspaceRegion
{
    private const int Alignment = 16;
    private const int LeastChunk = 1 << 16;

    private readonly List<TensorBody> _bodies = [];
    private readonly List<float[]> _chunks = [];
    private long _reservedFloats;
    private int _chunk;
    private int _offset;

    internal override long ReservedBytes => _reservedFloats * sizeof(float) + _bodies.Count * 96L;

    internal TensorBody Rent(ReadOnlySpan<int> shape, int length)
    {
        int padded = checked(length + Alignment - 1) / Alignment * Alignment;
        while (_chunk < _chunks.Count && _chunks[_chunk].Length - Alignment - _offset < padded)
        {
            _chunk++;
            _offset = 0;
        }

        if (_chunk == _chunks.Count)
        {
            int size = (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(LeastChunk, padded + Alignment), _reservedFloats));
            _chunks.Add(GC.AllocateUninitializedArray<float>(size, pinned: true));
            _reservedFloats += size;
        }

        float[] chunk = _chunks[_chunk];
        TensorBody body = NextBody();
        body.Own(chunk, AlignedStart(chunk) + _offset, shape, length);
        _offset += padded;
        Place(body);
        return body;
    }

    internal TensorBody RentView(TensorBody owner, int start, ReadOnlySpan<int> shape, int length)
    {
        TensorBody body = NextBody();
        body.View(owner, start, shape, length);
        Place(body);
        return body;
    }

    // After this a tensor of the released part can't be used. Without it, it can until its memory is taken again.
    internal void InvalidateFrom(int count)
    {
        for (int i = count; i < _count; i++)
            _bodies[i].Invalidate();
    }

    // Several chunks mean that the first calls outgrew what there was: from now on there is one that holds it all.
    internal override void OnIdle()
    {
        if (_chunks.Count <= 1 || _reservedFloats > Array.MaxLength)
            return;
        _chunks.Clear();
        _chunks.Add(GC.AllocateUninitializedArray<float>((int)_reservedFloats, pinned: true));
    }

    internal static unsafe int AlignedStart(float[] pinned)
    {
        fixed (float* start = pinned)
            return (int)((0 - (nint)start) & (Alignment * sizeof(float) - 1)) / sizeof(float);
    }

    private protected override void ReleaseTo(RegionPosition position)
    {
        _count = position.Count;
        _chunk = _count == 0 ? 0 : _bodies[_count - 1].ChunkAfter;
        _offset = _count == 0 ? 0 : _bodies[_count - 1].OffsetAfter;
    }

    private TensorBody NextBody()
    {
        if (_count == _bodies.Count)
            _bodies.Add(new TensorBody());
        TensorBody body = _bodies[_count++];
        body.Invalidate();
        return body;
    }

    private void Place(TensorBody body)
    {
        body.ChunkAfter = _chunk;
        body.OffsetAfter = _offset;
    }
}
