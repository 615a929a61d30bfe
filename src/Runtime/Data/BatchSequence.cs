namespace AutoDiff;

/// <summary>The mini-batches of one pass over a <see cref="Dataset"/>, for <c>foreach</c>.</summary>
public readonly struct BatchSequence
{
    private readonly Dataset _data;
    private readonly int _size;
    private readonly Random? _random;

    internal BatchSequence(Dataset data, int size, Random? random)
    {
        _data = data;
        _size = size;
        _random = random;
    }

    /// <summary>The number of batches; the last one may be smaller than the others.</summary>
    public int Count => _data is null ? 0 : (_data.Count + _size - 1) / _size;

    /// <summary>Begins a pass: with a source of random numbers, it draws a new order.</summary>
    /// <returns>The pass.</returns>
    public Enumerator GetEnumerator() => new(_data, _size, _random);

    /// <summary>A pass.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly Dataset _data;
        private BatchBuffers? _buffers;
        private int _next;

        internal Enumerator(Dataset data, int size, Random? random)
        {
            _data = data;
            _buffers = data.RentBuffers(size);
            if (random is not null)
                _buffers.Shuffle(random);
            else
                _buffers.Order();
        }

        /// <summary>The batch; the next one reuses its memory.</summary>
        public Batch Current { get; private set; }

        /// <summary>Goes on to the next batch.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext()
        {
            ObjectDisposedException.ThrowIf(_buffers is null, typeof(Enumerator));
            if (_next == _data.Count)
                return false;
            Current = _buffers.Fill(_data, _next);
            _next += Current.Count;
            return true;
        }

        /// <summary>Ends the pass: its memory serves the next one.</summary>
        public void Dispose()
        {
            if (_buffers is { } buffers)
                _data.ReturnBuffers(buffers);
            _buffers = null;
        }
    }
}
