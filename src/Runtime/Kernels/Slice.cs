using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>A part of a tensor along an axis: a copy.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis; negative ones count from the last.</param>
    /// <param name="start">The first index that is taken.</param>
    /// <param name="length">The number of indices that are taken.</param>
    /// <returns>The shape of x, with that length at the axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part isn't inside of the axis.</exception>
    public static Tensor Slice(Tensor x, int axis, int start, int length)
    {
        AxisSplit split = AxisSplit.Of(x, axis);
        if (start < 0 || start > split.Length)
            throw new ArgumentOutOfRangeException(nameof(start), start, $"The start is outside of axis {axis} of {Shapes.Print(x.Shape)}.");
        if (length < 0 || length > split.Length - start)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"The part ends outside of axis {axis} of {Shapes.Print(x.Shape)}.");
        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        x.Shape.CopyTo(shape);
        shape[Shapes.Axis(axis, x.Shape)] = length;
        Tensor result = Uninitialized(shape[..x.Rank]);
        int run = length * split.Inner;
        Runs.Move(x.AsSpan(), split.RunsFrom(start), result.AsSpan(), new Spacing(0, run), run, split.Outer, adds: false);
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Slice"/>.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="start">The first index that was taken.</param>
    /// <param name="length">The number of indices that were taken.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Slice))]
    public static void SliceVjp(int axis, int start, int length, Tensor dresult, Tensor dx)
    {
        if (dx.IsAbsent)
            return;
        AxisSplit split = AxisSplit.Of(dx, axis);
        int run = length * split.Inner;
        Span<float> target = dx.Target(out bool isFirst);
        if (isFirst && length < split.Length)
        {
            Zeroing.Run(target);
            isFirst = false;
        }

        Runs.Move(dresult.AsSpan(), new Spacing(0, run), target, split.RunsFrom(start), run, split.Outer, adds: !isFirst);
    }

    /// <summary>The tangent of <see cref="Tensor.Slice"/>.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="start">The first index that is taken.</param>
    /// <param name="length">The number of indices that are taken.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Slice))]
    public static Tensor SliceJvp(int axis, int start, int length, Tensor dx) => Tensor.Slice(dx, axis, start, length);
}
