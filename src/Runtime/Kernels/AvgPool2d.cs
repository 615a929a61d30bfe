using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The mean of each window.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="kernel">The side of a window.</param>
    /// <param name="stride">How far windows are apart; 0, the default, is the side.</param>
    /// <returns>Of shape (images, channels, height', width'), height' = (height - kernel) / stride + 1.</returns>
    public static unsafe Tensor AvgPool2d(Tensor x, int kernel, int stride = 0)
    {
        PoolingSizes sizes = PoolingSizes.Of(x, kernel, stride, nameof(AvgPool2d));
        Tensor result = Uninitialized([x.Shape[0], x.Shape[1], sizes.ResultHeight, sizes.ResultWidth]);
        fixed (float* values = x.AsSpan(), means = result.AsSpan())
            WorkerPool.Run(new MeanJob(sizes, values, means), sizes.Parts);
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.AvgPool2d"/>.</summary>
    /// <param name="kernel">The side of a window.</param>
    /// <param name="stride">How far windows are apart; 0 is the side.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.AvgPool2d))]
    public static unsafe void AvgPool2dVjp(int kernel, int stride, Tensor dresult, Tensor dx)
    {
        if (dx.IsAbsent)
            return;
        PoolingSizes sizes = PoolingSizes.Of(dx, kernel, stride, nameof(Tensor.AvgPool2d));
        if (dresult.Length != sizes.ResultLength)
            Shapes.ThrowPair(dresult.Shape, dx.Shape, "The adjoint of AvgPool2d", nameof(dresult));
        fixed (float* cotangent = dresult.AsSpan(), target = dx.AsSpan())
            WorkerPool.Run(new MeanAdjointJob(sizes, cotangent, target), sizes.Parts);
    }

    /// <summary>The tangent of <see cref="Tensor.AvgPool2d"/>.</summary>
    /// <param name="kernel">The side of a window.</param>
    /// <param name="stride">How far windows or filters are apart.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.AvgPool2d))]
    public static Tensor AvgPool2dJvp(int kernel, int stride, Tensor dx) => Tensor.AvgPool2d(dx, kernel, stride);
}
