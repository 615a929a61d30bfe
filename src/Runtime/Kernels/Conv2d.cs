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
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor columns = Scratch([sizes.Depth, sizes.Places]);
        Span<float> values = result.AsSpan();
        int length = sizes.Filters * sizes.Places;
        for (int image = 0; image < sizes.Images; image++)
        {
            sizes.Gather(x.AsSpan().Slice(image * sizes.ImageLength, sizes.ImageLength), columns.AsSpan());
            Span<float> target = values.Slice(image * length, length);
            for (int filter = 0; !bias.IsAbsent && filter < sizes.Filters; filter++)
                target.Slice(filter * sizes.Places, sizes.Places).Fill(bias.AsSpan()[filter]);
            fixed (float* a = weight.AsSpan(), b = columns.AsSpan(), c = target)
            {
                MatrixProduct.Multiply(
                    MatrixView.RowMajor(a, sizes.Filters, sizes.Depth), MatrixView.RowMajor(b, sizes.Depth, sizes.Places), c, sizes.Places,
                    accumulate: !bias.IsAbsent);
            }
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
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor columns = Tensor.Scratch([sizes.Depth, sizes.Places]);
        int length = sizes.Filters * sizes.Places;
        for (int image = 0; image < sizes.Images; image++)
        {
            Span<float> cotangent = dresult.AsSpan().Slice(image * length, length);
            for (int filter = 0; !dbias.IsAbsent && filter < sizes.Filters; filter++)
                dbias.AsSpan()[filter] += Blas.Sum(cotangent.Slice(filter * sizes.Places, sizes.Places));
            fixed (float* w = weight.AsSpan(), dw = dweight.AsSpan(), c = columns.AsSpan(), d = cotangent)
            {
                MatrixView dy = MatrixView.RowMajor(d, sizes.Filters, sizes.Places);
                MatrixView gathered = MatrixView.RowMajor(c, sizes.Depth, sizes.Places);
                if (wantsWeight)
                {
                    sizes.Gather(x.AsSpan().Slice(image * sizes.ImageLength, sizes.ImageLength), columns.AsSpan());
                    MatrixProduct.Multiply(dy, gathered.Transposed, dw, sizes.Depth, accumulate: true);
                }

                if (wantsX)
                {
                    MatrixView filters = MatrixView.RowMajor(w, sizes.Filters, sizes.Depth);
                    MatrixProduct.Multiply(filters.Transposed, dy, c, sizes.Places, accumulate: false);
                    sizes.Scatter(columns.AsSpan(), dx.AsSpan().Slice(image * sizes.ImageLength, sizes.ImageLength));
                }
            }
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
