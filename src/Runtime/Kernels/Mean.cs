using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The mean of all values; NaN of none.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>The mean.</returns>
    public static float Mean(Tensor x) => Sum(x) / x.Length;

    /// <summary>The means along an axis.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="axis">The axis that the mean is taken over; negative ones count from the last.</param>
    /// <param name="keepDimension">Whether the result keeps the axis, with length 1.</param>
    /// <returns>The shape of x without the axis, or with length 1 there.</returns>
    public static Tensor Mean(Tensor x, int axis, bool keepDimension = false) =>
        SumScaled(x, axis, keepDimension, 1f / AxisSplit.Of(x, axis).Length);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Mean(Tensor)"/>.</summary>
    /// <param name="dresult">The cotangent of the mean.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Mean), Parameters = [typeof(Tensor)])]
    public static void MeanVjp(float dresult, Tensor dx) => SumVjp(dresult / dx.Length, dx);

    /// <summary>The adjoint of <see cref="Tensor.Mean(Tensor, int, bool)"/>.</summary>
    /// <param name="axis">The axis that the mean is taken over.</param>
    /// <param name="dresult">The cotangent of the means.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Mean), Parameters = [typeof(Tensor), typeof(int), typeof(bool)])]
    public static void MeanVjp(int axis, Tensor dresult, Tensor dx)
    {
        if (!dx.IsAbsent)
            Spread(axis, 1f / AxisSplit.Of(dx, axis).Length, dresult, dx);
    }

    /// <summary>The tangent of <see cref="Tensor.Mean(Tensor)"/>.</summary>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Mean), Parameters = [typeof(Tensor)])]
    public static float MeanJvp(Tensor dx) => Tensor.Mean(dx);

    /// <summary>The tangent of <see cref="Tensor.Mean(Tensor, int, bool)"/>.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the result keeps the axis, with length 1.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Mean), Parameters = [typeof(Tensor), typeof(int), typeof(bool)])]
    public static Tensor MeanJvp(int axis, bool keepDimension, Tensor dx) => Tensor.Mean(dx, axis, keepDimension);
}
