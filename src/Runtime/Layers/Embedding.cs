namespace AutoDiff;

/// <summary>A vector for each of a number of things, such as tokens.</summary>
[Differentiable]
public sealed partial class Embedding
{
    /// <summary>Creates the layer with PyTorch's initialization: normal, of deviation 1.</summary>
    /// <param name="count">The number of things.</param>
    /// <param name="width">The length of a vector.</param>
    /// <param name="random">The source of the first values.</param>
    public Embedding(int count, int width, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Weight = Initializers.Normal(random, 1, count, width);
    }

    /// <summary>The vectors, of shape (count, width).</summary>
    public Tensor Weight { get; }

    /// <summary>The vectors of a list of things.</summary>
    /// <param name="indices">The things.</param>
    /// <returns>Of shape (indices, width).</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Forward(ReadOnlySpan<int> indices) => Tensor.Embedding(Weight, indices);

    /// <summary>The vectors of an array of things.</summary>
    /// <param name="indices">The things.</param>
    /// <param name="shape">The shape of the array.</param>
    /// <returns>Of shape (shape..., width).</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Forward(ReadOnlySpan<int> indices, ReadOnlySpan<int> shape) => Tensor.Embedding(Weight, indices, shape);
}
