using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The largest value of each window. The derivative goes to the first of equal maxima.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="kernel">The side of a window.</param>
    /// <param name="stride">How far windows are apart; 0, the default, is the side.</param>
    /// <returns>Of shape (images, channels, height', width'), height' = (height - kernel) / stride + 1.</returns>
    public static Tensor MaxPool2d(Tensor x, int kernel, int stride = 0)
    {
        PoolingSizes sizes = PoolingSizes.Of(x, kernel, stride, nameof(MaxPool2d));
        return MaximumPooling.Run(sizes, x, floor: float.NegativeInfinity);
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.MaxPool2d"/>.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="kernel">The side of a window.</param>
    /// <param name="stride">How far windows are apart; 0 is the side.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.MaxPool2d))]
    public static void MaxPool2dVjp(Tensor x, int kernel, int stride, Tensor dresult, Tensor dx) =>
        MaximumPooling.AddAdjoint(x, kernel, stride, dresult, dx, cutoff: float.NaN);

    /// <summary>The tangent of <see cref="Tensor.MaxPool2d"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="kernel">The side of a window.</param>
    /// <param name="stride">How far windows or filters are apart.</param>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.MaxPool2d))]
    public static unsafe Tensor MaxPool2dJvp(Tensor x, int kernel, int stride, Tensor result, Tensor dx)
    {
        Shapes.RequireSame(dx, x.Shape, nameof(dx));
        PoolingSizes sizes = PoolingSizes.Of(x, kernel, stride, nameof(Tensor.MaxPool2d));
        Tensor tangent = Tensor.Uninitialized(result.Shape);
        fixed (float* values = x.AsSpan(), moves = dx.AsSpan(), target = tangent.AsSpan())
        {
            for (int i = 0; i < tangent.Length; i++)
            {
                (int row, int place) = Math.DivRem(i, sizes.ResultWidth);
                (int plane, int y) = Math.DivRem(row, sizes.ResultHeight);
                nint start = sizes.RowStart(plane, y);
                target[i] = moves[start + sizes.FirstMaximum(values + start, place * sizes.Stride)];
            }
        }

        return tangent;
    }
}
