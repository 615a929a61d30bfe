namespace AutoDiff;

/// <summary>Batch normalization (Ioffe and Szegedy, 2015) of each channel of (images, channels, height, width).</summary>
[Differentiable]
public sealed partial class BatchNorm2d
{
    /// <summary>Creates the layer: weights 1 and biases 0, running mean 0 and variance 1.</summary>
    /// <param name="channels">The number of channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">The weight of a batch in the running statistics.</param>
    public BatchNorm2d(int channels, double epsilon = 1e-5, double momentum = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        Weight = Initializers.Zeros(channels);
        Weight.AsSpan().Fill(1);
        Bias = Initializers.Zeros(channels);
        RunningMean = Initializers.Zeros(channels);
        RunningVar = Initializers.Zeros(channels);
        RunningVar.AsSpan().Fill(1);
        Epsilon = epsilon;
        Momentum = momentum;
    }

    /// <summary>The scale, of shape (channels).</summary>
    public Tensor Weight { get; }

    /// <summary>The shift, of shape (channels).</summary>
    public Tensor Bias { get; }

    /// <summary>The running mean, of shape (channels), used in evaluation.</summary>
    [NoGradient]
    public Tensor RunningMean { get; }

    /// <summary>The running variance, of shape (channels), used in evaluation.</summary>
    [NoGradient]
    public Tensor RunningVar { get; }

    /// <summary>What is added to the variance.</summary>
    [NoGradient]
    public double Epsilon { get; }

    /// <summary>The weight of a batch in the running statistics.</summary>
    [NoGradient]
    public double Momentum { get; }

    /// <summary>Whether the batch's statistics are used, and the running ones moved; else the running ones are used.</summary>
    public bool Training { get; set; } = true;

    /// <summary>Normalizes each channel.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <returns>Of the same shape.</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Forward(Tensor x)
    {
        if (!Training)
            return Tensor.BatchNorm(x, Weight, Bias, RunningMean, RunningVar, Epsilon);
        Tensor.UpdateRunningStatistics(x, RunningMean, RunningVar, Momentum);
        return Tensor.BatchNorm(x, Weight, Bias, Epsilon);
    }
}
