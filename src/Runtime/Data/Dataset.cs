namespace AutoDiff;

/// <summary>Examples in memory, each with a label.</summary>
/// <example>
/// <code>
/// foreach (Batch batch in data.Batches(128, random))
/// {
///     trainer.ZeroGradients();
///     float loss = model.LossGradient(batch.Inputs, batch.Labels, trainer.Gradients);
///     trainer.Step();
/// }
/// </code>
/// </example>
public sealed class Dataset
{
    private readonly Tensor _inputs;
    private readonly int[] _labels;
    private readonly int _inputLength;
    private readonly List<BatchBuffers> _spare = [];

    /// <summary>Examples from a tensor and their labels; neither is copied.</summary>
    /// <param name="inputs">Of shape (examples, ...).</param>
    /// <param name="labels">A label of at least 0 for each example.</param>
    /// <exception cref="ArgumentException">There is no example, another number of labels, a value that isn't finite, or a negative label.</exception>
    public Dataset(Tensor inputs, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (inputs.Length == 0 || inputs.Rank < 2)
            throw new ArgumentException($"The inputs have the shape {Shapes.Print(inputs.Shape)}; (examples, ...) is needed, with at least one value.", nameof(inputs));
        if (labels.Length != inputs.Shape[0])
            throw new ArgumentException($"There are {labels.Length} labels for inputs of shape {Shapes.Print(inputs.Shape)}.", nameof(labels));
        ReadOnlySpan<float> values = inputs.AsSpan();
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw new ArgumentException($"Value {i % (values.Length / labels.Length)} of example {i / (values.Length / labels.Length)} is {values[i]}.", nameof(inputs));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0)
                throw new ArgumentOutOfRangeException(nameof(labels), labels[i], $"The label of example {i} is negative.");
        }

        (_inputs, _labels, _inputLength) = (inputs, labels, values.Length / labels.Length);
    }

    /// <summary>The number of examples.</summary>
    public int Count => _labels.Length;

    /// <summary>All inputs, of shape (examples, ...).</summary>
    public Tensor Inputs => _inputs;

    /// <summary>The label of each example.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The input of one example, row-major.</summary>
    /// <param name="index">The example.</param>
    /// <returns>The values.</returns>
    public ReadOnlySpan<float> Input(int index)
    {
        if ((uint)index >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} examples.");
        return _inputs.AsSpan().Slice(index * _inputLength, _inputLength);
    }

    /// <summary>
    /// Mini-batches in a random order, drawn anew by each pass. The last one may be smaller. A pass uses the memory of the one before:
    /// after the first, batches allocate nothing.
    /// </summary>
    /// <param name="size">The number of examples in a batch.</param>
    /// <param name="random">The source of the order.</param>
    /// <returns>The batches.</returns>
    public BatchSequence Batches(int size, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentNullException.ThrowIfNull(random);
        return new BatchSequence(this, size, random);
    }

    /// <summary>Mini-batches in the order of the examples. The last one may be smaller.</summary>
    /// <param name="size">The number of examples in a batch.</param>
    /// <returns>The batches.</returns>
    public BatchSequence Batches(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new BatchSequence(this, size, null);
    }

    /// <summary>Parts the examples at random, with the same share of each label in both parts.</summary>
    /// <param name="testShare">The share of the second part, between 0 and 1.</param>
    /// <param name="random">The source of the choice.</param>
    /// <returns>Two sets with copies of the examples.</returns>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public (Dataset Train, Dataset Test) Split(double testShare, Random random)
    {
        if (testShare is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "The share must be between 0 and 1.");
        ArgumentNullException.ThrowIfNull(random);
        int[] order = [.. Enumerable.Range(0, Count)];
        random.Shuffle(order);
        List<int> train = [], test = [];
        foreach (IGrouping<int, int> same in order.GroupBy(i => _labels[i]))
        {
            int forTest = (int)Math.Round(testShare * same.Count());
            test.AddRange(same.Take(forTest));
            train.AddRange(same.Skip(forTest));
        }

        if (test.Count == 0 || train.Count == 0)
            throw new ArgumentException($"Of {Count} examples, a share of {testShare} of each label leaves a part without any.", nameof(testShare));
        return (Select(train), Select(test));
    }

    /// <summary>The mean and the standard deviation of all values: what <see cref="Normalize"/> needs of the training set.</summary>
    /// <returns>Both; the deviation is that of the whole population.</returns>
    public (double Mean, double Deviation) Statistics()
    {
        double sum = 0, squares = 0;
        ReadOnlySpan<float> values = _inputs.AsSpan();
        foreach (float value in values)
            sum += value;
        double mean = sum / values.Length;
        foreach (float value in values)
            squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Length));
    }

    /// <summary>Replaces each value by its distance to the mean in deviations, in place.</summary>
    /// <param name="mean">The mean, as a rule that of the training set.</param>
    /// <param name="deviation">The standard deviation, above 0.</param>
    public void Normalize(double mean, double deviation)
    {
        if (!double.IsFinite(mean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "The mean must be finite.");
        if (!(deviation > 0 && double.IsFinite(deviation)))
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "The deviation must be above 0 and finite.");
        foreach (ref float value in _inputs.AsSpan())
            value = (float)((value - mean) / deviation);
    }

    internal BatchBuffers RentBuffers(int size)
    {
        lock (_spare)
        {
            for (int i = _spare.Count - 1; i >= 0; i--)
            {
                if (_spare[i].Size != size)
                    continue;
                BatchBuffers found = _spare[i];
                _spare.RemoveAt(i);
                return found;
            }
        }

        return new BatchBuffers(this, size);
    }

    internal void ReturnBuffers(BatchBuffers buffers)
    {
        lock (_spare)
            _spare.Add(buffers);
    }

    private Dataset Select(List<int> examples)
    {
        int[] shape = _inputs.Shape.ToArray();
        shape[0] = examples.Count;
        float[] inputs = new float[examples.Count * _inputLength];
        for (int i = 0; i < examples.Count; i++)
            Input(examples[i]).CopyTo(inputs.AsSpan(i * _inputLength));
        return new Dataset(Tensor.Create(inputs, shape), [.. examples.Select(i => _labels[i])]);
    }
}
