using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The last two dimensions exchanged.</summary>
    /// <param name="x">Of shape (..., m, n).</param>
    /// <returns>Of shape (..., n, m).</returns>
    public static Tensor Transpose(Tensor x) => Transpose(x, -2, -1);

    /// <summary>Two dimensions exchanged.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis0">One dimension; negative ones count from the last.</param>
    /// <param name="axis1">The other.</param>
    /// <returns>The same values in the other order.</returns>
    public static Tensor Transpose(Tensor x, int axis0, int axis1)
    {
        Shapes.RequirePresent(x, nameof(x));
        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        x.Shape.CopyTo(shape);
        int first = Shapes.Axis(axis0, x.Shape), second = Shapes.Axis(axis1, x.Shape);
        (shape[first], shape[second]) = (shape[second], shape[first]);
        Tensor result = Uninitialized(shape[..x.Rank]);
        AxisExchange.Of(x.Shape, first, second).Run(x.AsSpan(), result.AsSpan(), adds: false);
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Transpose(Tensor)"/>.</summary>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Transpose), Parameters = [typeof(Tensor)])]
    public static void TransposeVjp(Tensor dresult, Tensor dx) => TransposeVjp(-2, -1, dresult, dx);

    /// <summary>The adjoint of <see cref="Tensor.Transpose(Tensor, int, int)"/>.</summary>
    /// <param name="axis0">One dimension.</param>
    /// <param name="axis1">The other.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Transpose), Parameters = [typeof(Tensor), typeof(int), typeof(int)])]
    public static void TransposeVjp(int axis0, int axis1, Tensor dresult, Tensor dx)
    {
        if (dx.IsAbsent)
            return;
        if (dresult.Length != dx.Length)
            Shapes.ThrowPair(dresult.Shape, dx.Shape, "The adjoint of Transpose", nameof(dresult));
        ReadOnlySpan<int> shape = dresult.Shape;
        Span<float> target = dx.Target(out bool isFirst);
        AxisExchange.Of(shape, Shapes.Axis(axis0, shape), Shapes.Axis(axis1, shape)).Run(dresult.AsSpan(), target, adds: !isFirst);
    }

    /// <summary>The tangent of <see cref="Tensor.Transpose(Tensor)"/>.</summary>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Transpose), Parameters = [typeof(Tensor)])]
    public static Tensor TransposeJvp(Tensor dx) => Tensor.Transpose(dx);

    /// <summary>The tangent of <see cref="Tensor.Transpose(Tensor, int, int)"/>.</summary>
    /// <param name="axis0">One dimension.</param>
    /// <param name="axis1">The other.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Transpose), Parameters = [typeof(Tensor), typeof(int), typeof(int)])]
    public static Tensor TransposeJvp(int axis0, int axis1, Tensor dx) => Tensor.Transpose(dx, axis0, axis1);
}
