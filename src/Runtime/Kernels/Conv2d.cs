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
        int parts = WorkerPool.PartsFor((long)sizes.Images * sizes.Filters * sizes.Depth * sizes.Places, sizes.Images);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor columns = Scratch([parts, sizes.Depth, sizes.Places]);
        fixed (float* images = x.AsSpan(), filters = weight.AsSpan(), biases = bias.AsSpan(), gathered = columns.AsSpan(), values = result.AsSpan())
            WorkerPool.Run(new ConvolutionJob(sizes, images, filters, biases, gathered, values), parts);
        return result;
    }
}

internal readonly unsafe struct ConvolutionJob(
    ConvolutionSizes sizes, float* x, float* weight, float* bias, float* columns, float* result) : IParallelJob
{
    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share(sizes.Images, part, parts);
        float* gathered = columns + (nint)part * sizes.Depth * sizes.Places;
        for (int image = start; image < end; image++)
        {
            sizes.Gather(new ReadOnlySpan<float>(x + (nint)image * sizes.ImageLength, sizes.ImageLength), new Span<float>(gathered, sizes.Depth * sizes.Places));
            float* target = result + (nint)image * sizes.Filters * sizes.Places;
            for (int filter = 0; bias != null && filter < sizes.Filters; filter++)
                new Span<float>(target + (nint)filter * sizes.Places, sizes.Places).Fill(bias[filter]);
            MatrixProduct.Multiply(
                MatrixView.RowMajor(weight, sizes.Filters, sizes.Depth), MatrixView.RowMajor(gathered, sizes.Depth, sizes.Places), target, sizes.Places,
                accumulate: bias != null);
        }
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
        long work = (long)sizes.Images * sizes.Filters * sizes.Depth * sizes.Places;
        int parts = WorkerPool.PartsFor(work, sizes.Images), filterParts = WorkerPool.PartsFor(work, (sizes.Filters + 11) / 12);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor columns = Tensor.Scratch([Math.Max(parts, filterParts), sizes.Depth, sizes.Places]);
        fixed (float* images = x.AsSpan(), w = weight.AsSpan(), d = dresult.AsSpan(), c = columns.AsSpan(),
            dimages = dx.AsSpan(), dw = dweight.AsSpan(), db = dbias.AsSpan())
        {
            if (wantsX)
                WorkerPool.Run(new ConvolutionInputJob(sizes, w, d, c, dimages), parts);
            if (wantsWeight || db != null)
                WorkerPool.Run(new ConvolutionFilterJob(sizes, images, d, c, wantsWeight ? dw : null, db), filterParts);
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

// The adjoint of each image.
internal readonly unsafe struct ConvolutionInputJob(ConvolutionSizes sizes, float* weight, float* dresult, float* columns, float* dx) : IParallelJob
{
    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share(sizes.Images, part, parts);
        float* gathered = columns + (nint)part * sizes.Depth * sizes.Places;
        MatrixView filters = MatrixView.RowMajor(weight, sizes.Filters, sizes.Depth);
        for (int image = start; image < end; image++)
        {
            MatrixView dy = MatrixView.RowMajor(dresult + (nint)image * sizes.Filters * sizes.Places, sizes.Filters, sizes.Places);
            MatrixProduct.Multiply(filters.Transposed, dy, gathered, sizes.Places, accumulate: false);
            sizes.Scatter(
                new ReadOnlySpan<float>(gathered, sizes.Depth * sizes.Places), new Span<float>(dx + (nint)image * sizes.ImageLength, sizes.ImageLength));
        }
    }
}

// The adjoints of some filters, from all images in their order.
internal readonly unsafe struct ConvolutionFilterJob(
    ConvolutionSizes sizes, float* x, float* dresult, float* columns, float* dweight, float* dbias) : IParallelJob
{
    private const int FiltersPerPiece = 12;

    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share((sizes.Filters + FiltersPerPiece - 1) / FiltersPerPiece, part, parts);
        int first = start * FiltersPerPiece, count = Math.Min(sizes.Filters, end * FiltersPerPiece) - first;
        float* gathered = columns + (nint)part * sizes.Depth * sizes.Places;
        for (int image = 0; image < sizes.Images; image++)
        {
            float* d = dresult + ((nint)image * sizes.Filters + first) * sizes.Places;
            for (int filter = 0; dbias != null && filter < count; filter++)
                dbias[first + filter] += Blas.Sum(new ReadOnlySpan<float>(d + (nint)filter * sizes.Places, sizes.Places));
            if (dweight == null)
                continue;
            sizes.Gather(new ReadOnlySpan<float>(x + (nint)image * sizes.ImageLength, sizes.ImageLength), new Span<float>(gathered, sizes.Depth * sizes.Places));
            MatrixProduct.Multiply(
                MatrixView.RowMajor(d, count, sizes.Places), MatrixView.RowMajor(gathered, sizes.Depth, sizes.Places).Transposed,
                dweight + (nint)first * sizes.Depth, sizes.Depth, accumulate: true);
        }
    }
}
