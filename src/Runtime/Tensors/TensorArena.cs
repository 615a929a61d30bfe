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

    // The end of the bodies that were released but may still be read: until memory is taken again.
    private int _readableEnd;

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
    internal void InvalidateFrom(int count) => Invalidate(count, _count);

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
        _readableEnd = Math.Max(_readableEnd, _count);
        _count = position.Count;
        _chunk = _count == 0 ? 0 : _bodies[_count - 1].ChunkAfter;
        _offset = _count == 0 ? 0 : _bodies[_count - 1].OffsetAfter;
    }

    private void Invalidate(int start, int end)
    {
        for (int i = start; i < end; i++)
            _bodies[i].Invalidate();
    }

    private TensorBody NextBody()
    {
        if (_readableEnd > 0)
        {
            Invalidate(_count, _readableEnd);
            _readableEnd = 0;
        }

        if (_count == _bodies.Count)
            _bodies.Add(new TensorBody());
        return _bodies[_count++];
    }

    private void Place(TensorBody body)
    {
        body.ChunkAfter = _chunk;
        body.OffsetAfter = _offset;
    }
}
