namespace AutoDiff;

/// <summary>Some examples of a <see cref="Dataset"/>. The next batch reuses the memory.</summary>
public readonly struct Batch
{
    private readonly int[] _labels;

    internal Batch(Tensor inputs, int[] labels)
    {
        Inputs = inputs;
        _labels = labels;
    }

    /// <summary>The inputs, of shape (examples, ...).</summary>
    public Tensor Inputs { get; }

    /// <summary>The label of each example.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, Count);

    /// <summary>The number of examples.</summary>
    public int Count => _labels is null ? 0 : Inputs.Shape[0];
}
