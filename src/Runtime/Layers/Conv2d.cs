namespace AutoDiff;

/// <summary>A two-dimensional convolution with square filters.</summary>
[Differentiable]
public sealed partial class Conv2d
{
    /// <summary>Creates the layer with PyTorch's initialization: uniform, within 1 / sqrt(channels kernel kernel).</summary>
    /// <param name="channels">The number of channels of the images.</param>
    /// <param name="filters">The number of filters: the channels of the result.</param>
    /// <param name="kernel">The side of a filter.</param>
    /// <param name="random">The source of the first values.</param>
    /// <param name="stride">How far the filters move.</param>
    /// <param name="padding">The zeros around each image.</param>
    /// <param name="bias">Whether there is a bias.</param>
    public Conv2d(int channels, int filters, int kernel, Random random, int stride = 1, int padding = 0, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        double bound = 1 / Math.Sqrt((double)channels * kernel * kernel);
        Weight = Initializers.Uniform(random, bound, filters, channels, kernel, kernel);
        Bias = bias ? Initializers.Uniform(random, bound, filters) : default;
        Stride = stride;
        Padding = padding;
    }

    /// <summary>The filters, of shape (filters, channels, kernel, kernel).</summary>
    public Tensor Weight { get; }

    /// <summary>The bias, of shape (filters), or absent (<c>default</c>).</summary>
    public Tensor Bias { get; }

    /// <summary>How far the filters move.</summary>
    public int Stride { get; }

    /// <summary>The zeros around each image.</summary>
    public int Padding { get; }

    /// <summary>The convolution of images with the filters.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <returns>Of shape (images, filters, height', width').</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Forward(Tensor x) => Tensor.Conv2d(x, Weight, Bias, Stride, Padding);
}
