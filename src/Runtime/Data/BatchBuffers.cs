namespace AutoDiff;

/// <summary>The memory of a pass: the order of the examples, and one batch of them.</summary>
internal sealed class BatchBuffers
{
    private readonly int[] _order;
    private readonly int[] _labels;
    private readonly Tensor _inputs;

    // The last batch, where the size doesn't divide the number of examples.
    private readonly Tensor _rest;

    internal BatchBuffers(Dataset data, int size)
    {
        Size = size;
        int whole = Math.Min(size, data.Count);
        _order = new int[data.Count];
        _labels = new int[whole];
        _inputs = Rows(data, whole);
        int rest = data.Count % whole;
        _rest = rest == 0 ? _inputs : Rows(data, rest);
    }

    internal int Size { get; }

    /// <summary>The order in which the examples are stored.</summary>
    internal void Order()
    {
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
    }

    /// <summary>An order that depends on nothing but the random numbers.</summary>
    internal void Shuffle(Random random)
    {
        Order();
        random.Shuffle(_order);
    }

    internal Batch Fill(Dataset data, int start)
    {
        int count = Math.Min(_labels.Length, _order.Length - start);
        Tensor inputs = count == _labels.Length ? _inputs : _rest;
        Span<float> target = inputs.AsSpan();
        int length = target.Length / count;
        for (int i = 0; i < count; i++)
        {
            int example = _order[start + i];
            data.Input(example).CopyTo(target.Slice(i * length, length));
            _labels[i] = data.Labels[example];
        }

        return new Batch(inputs, _labels);
    }

    private static Tensor Rows(Dataset data, int count)
    {
        int[] shape = data.Inputs.Shape.ToArray();
        shape[0] = count;
        return Tensor.Fresh(shape);
    }
}
