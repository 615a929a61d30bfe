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
        Tensor result = Uninitialized([x.Shape[0], x.Shape[1], sizes.ResultHeight, sizes.ResultWidth]);
        ReadOnlySpan<float> values = x.AsSpan();
        Span<float> maxima = result.AsSpan();
        for (int i = 0; i < maxima.Length; i++)
            maxima[i] = values[sizes.FirstMaximum(values, sizes.WindowStart(i))];
        return result;
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
    public static void MaxPool2dVjp(Tensor x, int kernel, int stride, Tensor dresult, Tensor dx)
    {
        if (!Shapes.IsWanted(dx, x, nameof(dx)))
            return;
        PoolingSizes sizes = PoolingSizes.Of(x, kernel, stride, nameof(Tensor.MaxPool2d));
        if (dresult.Length != sizes.ResultLength)
            Shapes.ThrowPair(dresult.Shape, x.Shape, "The adjoint of MaxPool2d", nameof(dresult));
        ReadOnlySpan<float> values = x.AsSpan(), cotangent = dresult.AsSpan();
        Span<float> target = dx.AsSpan();
        for (int i = 0; i < cotangent.Length; i++)
            target[sizes.FirstMaximum(values, sizes.WindowStart(i))] += cotangent[i];
    }

    /// <summary>The tangent of <see cref="Tensor.MaxPool2d"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="kernel">The side of a window.</param>
    /// <param name="stride">How far windows or filters are apart.</param>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.MaxPool2d))]
    public static Tensor MaxPool2dJvp(Tensor x, int kernel, int stride, Tensor result, Tensor dx)
    {
        Shapes.RequireSame(dx, x.Shape, nameof(dx));
        PoolingSizes sizes = PoolingSizes.Of(x, kernel, stride, nameof(Tensor.MaxPool2d));
        Tensor tangent = Tensor.Uninitialized(result.Shape);
        ReadOnlySpan<float> values = x.AsSpan(), moves = dx.AsSpan();
        Span<float> target = tangent.AsSpan();
        for (int i = 0; i < target.Length; i++)
            target[i] = moves[sizes.FirstMaximum(values, sizes.WindowStart(i))];
        return tangent;
    }
}
