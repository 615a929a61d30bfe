namespace AutoDiff;

/// <summary>Layer normalization (Ba, Kiros and Hinton, 2016) over the last dimension.</summary>
[Differentiable]
public sealed partial class LayerNorm
{
    /// <summary>Creates the layer: weights 1 and biases 0.</summary>
    /// <param name="width">The length of the last dimension.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public LayerNorm(int width, double epsilon = 1e-5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Weight = Initializers.Zeros(width);
        Weight.AsSpan().Fill(1);
        Bias = Initializers.Zeros(width);
        Epsilon = epsilon;
    }

    /// <summary>The scale, of shape (width).</summary>
    public Tensor Weight { get; }

    /// <summary>The shift, of shape (width).</summary>
    public Tensor Bias { get; }

    /// <summary>What is added to the variance.</summary>
    [NoGradient]
    public double Epsilon { get; }

    /// <summary>Normalizes each row.</summary>
    /// <param name="x">Of shape (..., width).</param>
    /// <returns>Of the same shape.</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Forward(Tensor x) => Tensor.LayerNorm(x, Weight, Bias, Epsilon);
}
