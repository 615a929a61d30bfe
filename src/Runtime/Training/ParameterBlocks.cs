using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>
/// Where a trainer's parameters and gradients are: the packed tensors in two blocks, and the lengths of the loose ones, whose gradients
/// are gathered into scratch memory for an update.
/// </summary>
internal sealed class ParameterBlocks
{
    private readonly PinnedBlock _gradients;
    private readonly Tensor[] _packedGradients;

    internal ParameterBlocks(TensorPacking packing)
    {
        (Parameters, _gradients, _packedGradients) = packing.Pack();
        FloatCount = Parameters.Length;
    }

    internal PinnedBlock Parameters { get; }

    /// <summary>The packed gradients: zeros where nothing has been added since they were to be zero.</summary>
    internal Span<float> Gradients
    {
        get
        {
            foreach (Tensor gradient in _packedGradients)
                _ = gradient.AsSpan();
            return _gradients.Values;
        }
    }

    // The lengths of the optimizer's state: the packed floats come first, then the loose ones in the order of the visit.
    internal int FloatCount { get; private set; }

    internal int DoubleCount { get; private set; }

    internal int ParameterCount { get; private set; }

    internal float[] FloatGradients { get; private set; } = [];

    internal double[] DoubleGradients { get; private set; } = [];

    internal bool HasLooseBlocks => FloatGradients.Length + DoubleGradients.Length > 0;

    internal bool IsPacked(ReadOnlySpan<float> values) => Parameters.Values.Overlaps(values) || _gradients.Values.Overlaps(values);

    // The offset of a packed parameter or gradient in its block.
    internal int OffsetOf(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<float> block = Parameters.Values.Overlaps(values) ? Parameters.Values : _gradients.Values;
        block.Overlaps(values, out int offset);
        return offset;
    }

    internal void Add(ReadOnlySpan<float> values)
    {
        ParameterCount += values.Length;
        if (!IsPacked(values))
            FloatCount = checked(FloatCount + values.Length);
    }

    internal void Add(ReadOnlySpan<double> values)
    {
        ParameterCount += values.Length;
        DoubleCount = checked(DoubleCount + values.Length);
    }

    /// <summary>Makes the packed gradients zero: the first contribution to one overwrites it.</summary>
    internal void ZeroGradients()
    {
        foreach (Tensor gradient in _packedGradients)
            gradient.ZeroLater();
    }

    internal void EndSurvey(string modelName)
    {
        if (ParameterCount == 0)
            throw new ArgumentException("The model has no parameters to train.", modelName);
        FloatGradients = new float[FloatCount - Parameters.Length];
        DoubleGradients = new double[DoubleCount];
    }
}
