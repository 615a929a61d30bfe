using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The sum of all values.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>The sum.</returns>
    public static unsafe float Sum(Tensor x)
    {
        Shapes.RequirePresent(x, nameof(x));
        fixed (float* values = x.AsSpan())
            return (float)BlockReduction.Run(new SumOf(values), x.Length);
    }

    /// <summary>The sums along an axis.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="axis">The axis that is summed over; negative ones count from the last.</param>
    /// <param name="keepDimension">Whether the result keeps the axis, with length 1.</param>
    /// <returns>The shape of x without the axis, or with length 1 there.</returns>
    public static Tensor Sum(Tensor x, int axis, bool keepDimension = false) => SumScaled(x, axis, keepDimension, 1);

    internal static Tensor SumScaled(Tensor x, int axis, bool keepDimension, float scale)
    {
        AxisSplit split = AxisSplit.Of(x, axis);
        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        Tensor result = Uninitialized(AxisSplit.Reduced(x, axis, keepDimension, shape));
        AxisSums.Run(scale, x.AsSpan(), split, result.AsSpan());
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Sum(Tensor)"/>.</summary>
    /// <param name="dresult">The cotangent of the sum.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Sum), Parameters = [typeof(Tensor)])]
    public static void SumVjp(float dresult, Tensor dx) => AxisSums.AddAdjoint(1, [dresult], new AxisSplit(1, dx.Length, 1), dx.AsSpan());

    /// <summary>The adjoint of <see cref="Tensor.Sum(Tensor, int, bool)"/>.</summary>
    /// <param name="axis">The axis that is summed over.</param>
    /// <param name="dresult">The cotangent of the sums.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Sum), Parameters = [typeof(Tensor), typeof(int), typeof(bool)])]
    public static void SumVjp(int axis, Tensor dresult, Tensor dx) => Spread(axis, 1, dresult, dx);

    private static void Spread(int axis, float scale, Tensor dresult, Tensor dx)
    {
        if (dx.IsAbsent)
            return;
        AxisSplit split = AxisSplit.Of(dx, axis);
        if (dresult.Length != split.Outer * split.Inner)
            Shapes.ThrowPair(dresult.Shape, dx.Shape, "The adjoint of a sum", nameof(dresult));
        AxisSums.AddAdjoint(scale, dresult.AsSpan(), split, dx.AsSpan());
    }

    /// <summary>The tangent of <see cref="Tensor.Sum(Tensor)"/>.</summary>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Sum), Parameters = [typeof(Tensor)])]
    public static float SumJvp(Tensor dx) => Tensor.Sum(dx);

    /// <summary>The tangent of <see cref="Tensor.Sum(Tensor, int, bool)"/>.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the result keeps the axis, with length 1.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Sum), Parameters = [typeof(Tensor), typeof(int), typeof(bool)])]
    public static Tensor SumJvp(int axis, bool keepDimension, Tensor dx) => Tensor.Sum(dx, axis, keepDimension);
}
