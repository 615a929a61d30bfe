using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>A two-dimensional convolution (cross-correlation) of images with filters.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="weight">Of shape (filters, channels, kernel height, kernel width).</param>
    /// <param name="bias">Of shape (filters), or absent (<c>default</c>).</param>
    /// <param name="stride">How far the filters move, at least 1.</param>
    /// <param name="padding">The zeros around each image.</param>
    /// <returns>Of shape (images, filters, height', width'), height' = (height + 2 padding - kernel height) / stride + 1.</returns>
    /// <exception cref="ArgumentException">The shapes don't fit.</exception>
    public static unsafe Tensor Conv2d(Tensor x, Tensor weight, Tensor bias, int stride = 1, int padding = 0)
    {
        ConvolutionSizes sizes = ConvolutionSizes.Of(x, weight, bias, stride, padding);
        Tensor result = Uninitialized([sizes.Images, sizes.Filters, sizes.ResultHeight, sizes.ResultWidth]);
        fixed (float* images = x.AsSpan(), filters = weight.AsSpan(), biases = bias.AsSpan(), values = result.AsSpan())
        {
            if (DirectConvolution.Forward(sizes) is { } direct)
                PlacementProduct.Run(direct, images, filters, biases, values, turnsFilters: false, adds: false);
            else
                GatheredConvolution.Run(sizes, images, filters, biases, values);
        }

        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Conv2d"/>.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="weight">Of shape (filters, channels, kernel height, kernel width).</param>
    /// <param name="stride">How far the filters move.</param>
    /// <param name="padding">The zeros around each image.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    /// <param name="dweight">The adjoint of the weight, added into.</param>
    /// <param name="dbias">The adjoint of the bias, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Conv2d))]
    public static unsafe void Conv2dVjp(
        Tensor x, Tensor weight, int stride, int padding, Tensor dresult, Tensor dx, Tensor dweight, Tensor dbias)
    {
        ConvolutionSizes sizes = ConvolutionSizes.Of(x, weight, dbias, stride, padding);
        bool wantsX = Shapes.IsWanted(dx, x, nameof(dx)), wantsWeight = Shapes.IsWanted(dweight, weight, nameof(dweight));
        Shapes.RequireSame(dresult, [sizes.Images, sizes.Filters, sizes.ResultHeight, sizes.ResultWidth], nameof(dresult));
        DirectConvolution? backward = wantsX ? DirectConvolution.Backward(sizes) : null;
        bool isFirst = false;
        Span<float> adjoint = backward is null ? dx.AsSpan() : dx.Target(out isFirst);
        fixed (float* images = x.AsSpan(), w = weight.AsSpan(), d = dresult.AsSpan(), dimages = adjoint, dw = dweight.AsSpan(), db = dbias.AsSpan())
        {
            if (backward is { } turned)
                PlacementProduct.Run(turned, d, w, null, dimages, turnsFilters: true, adds: !isFirst);
            else if (wantsX)
                GatheredConvolution.AddInputs(sizes, w, d, dimages);
            if (!wantsWeight && db == null)
                return;
            if (DirectConvolution.Forward(sizes) is { } forward)
                FilterProduct.Run(forward, images, d, wantsWeight ? dw : null, db);
            else
                GatheredConvolution.AddFilters(sizes, images, d, wantsWeight ? dw : null, db);
        }
    }

    /// <summary>The tangent of <see cref="Tensor.Conv2d"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="stride">How far windows or filters are apart.</param>
    /// <param name="padding">The zeros around each image.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <param name="dweight">The tangent of weight; absent where it doesn't move.</param>
    /// <param name="dbias">The tangent of bias; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Conv2d))]
    public static Tensor Conv2dJvp(Tensor x, Tensor weight, int stride, int padding, Tensor dx, Tensor dweight, Tensor dbias)
    {
        Tensor byX = Tensor.Conv2d(Tangents.OrZeros(dx, x), weight, dbias, stride, padding);
        return dweight.IsAbsent ? byX : Tensor.Add(byX, Tensor.Conv2d(x, dweight, default, stride, padding));
    }
}
