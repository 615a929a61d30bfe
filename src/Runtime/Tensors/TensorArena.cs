using System.Diagnostics.CodeAnalysis;

namespace AutoDiff;

/// <summary>
/// The tensors of a workspace: a stack of bodies, each with memory of its own, 64-byte aligned. What a scope has made is released with it; a generated member gives
/// memory back as soon as nothing reads it any more, and it is used again at once.
/// </summary>
internal sealed class TensorArena : WorkspaceRegion
{
    private readonly List<TensorBody> _bodies = [];
    private readonly TensorMemory _memory = new();

    // Bodies whose memory was given back before the end of their scope.
    private readonly List<TensorBody> _spare = [];

    // What the next operation may write over. It can be read until the operation after that takes memory.
    private TensorBody? _offered;
    private bool _isPassedOn;
    private bool _hasResult;

    // The end of the bodies that were released but may still be read: until memory is taken again.
    private int _readableEnd;
    private int _thread;

    internal override long ReservedBytes => _memory.ReservedBytes + _bodies.Count * 112L;

    /// <summary>Where the bodies of the innermost scope of tensors begin: only those are used again before it ends.</summary>
    internal int ScopeStart { get; set; }

    internal TensorBody Rent(ReadOnlySpan<int> shape, int length)
    {
        if (_hasResult)
            Settle();
        TensorBody body = NextBody();
        body.Hold(this, shape, length);
        BindInPlace(body);
        _hasResult = _offered is not null;
        return body;
    }

    /// <summary>A body of zeros that takes its memory when it is first touched.</summary>
    internal TensorBody RentAdjoint(ReadOnlySpan<int> shape, int length)
    {
        TensorBody body = NextBody();
        body.Hold(this, shape, length);
        body.IsUntouched = true;
        _thread = Environment.CurrentManagedThreadId;
        return body;
    }

    internal TensorBody RentView(TensorBody owner, int start, ReadOnlySpan<int> shape, int length)
    {
        TensorBody body = NextBody();
        body.View(owner, start, shape, length);
        return body;
    }

    /// <summary>Gives an untouched adjoint its memory, whose contents are undefined.</summary>
    internal void Touch(TensorBody body, bool isOverwritten)
    {
        if (_thread != Environment.CurrentManagedThreadId)
            ThrowThread();
        body.IsUntouched = false;
        if (isOverwritten)
            BindInPlace(body);
        else
            Bind(body);
    }

    /// <summary>Gives a body's memory to the next result that has its length, to be written over the values as they are read; or else back, as <see cref="Free"/> does.</summary>
    internal void Offer(TensorBody body)
    {
        Settle();
        _offered = body;
    }

    /// <summary>Gives a body's memory back before the end of its scope: nothing can read it any more.</summary>
    internal void Free(TensorBody body)
    {
        _memory.Give(body.Drop());
        body.Invalidate();
        _spare.Add(body);
    }

    // After this a tensor of the released part can't be used. Without it, it can until memory is taken again.
    internal void InvalidateFrom(int count) => Invalidate(count, _count);

    internal override void OnIdle() => _memory.OnIdle();

    private protected override void ReleaseTo(RegionPosition position)
    {
        Settle();
        _readableEnd = Math.Max(_readableEnd, _count);
        for (int i = _count - 1; i >= position.Count; i--)
            _memory.Give(_bodies[i].Drop());
        _count = position.Count;
        int kept = 0;
        for (int i = 0; i < _spare.Count; i++)
        {
            if (_spare[i].Index < _count)
                _spare[kept++] = _spare[i];
        }

        _spare.RemoveRange(kept, _spare.Count - kept);
    }

    // Offered memory goes to the first body that asks for as much. Where that is a later operation's, nothing reads it any more.
    private void BindInPlace(TensorBody body)
    {
        if (_offered is { IsUntouched: false } offered && !_isPassedOn && offered.Length == body.Length)
        {
            offered.PassOnTo(body);
            _isPassedOn = true;
            return;
        }

        Bind(body);
    }

    // The operation that the offer was made to has ended.
    private void Settle()
    {
        if (_offered is { } offered)
            Free(offered);
        _offered = null;
        _isPassedOn = _hasResult = false;
    }

    private void Bind(TensorBody body)
    {
        InvalidateReadable();
        TensorExtent extent = _memory.Take(body.Length);
        body.Place(extent.Length == 0 ? [] : _memory.ChunkAt(extent.Chunk), extent);
    }

    private void InvalidateReadable()
    {
        if (_readableEnd > 0)
        {
            Invalidate(_count, _readableEnd);
            _readableEnd = 0;
        }
    }

    private void Invalidate(int start, int end)
    {
        for (int i = start; i < end; i++)
            _bodies[i].Invalidate();
    }

    private TensorBody NextBody()
    {
        InvalidateReadable();
        if (_spare.Count > 0 && _spare[^1] is var spare && spare.Index >= ScopeStart)
        {
            _spare.RemoveAt(_spare.Count - 1);
            return spare;
        }

        if (_count == _bodies.Count)
            _bodies.Add(new TensorBody { Index = _count });
        return _bodies[_count++];
    }

    [DoesNotReturn]
    private static void ThrowThread() => throw new InvalidOperationException("An adjoint is first written on another thread than the one that made it.");
}
