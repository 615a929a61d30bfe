using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>Two tensors one after the other along an axis.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second, of the same shape but for the axis.</param>
    /// <param name="axis">The axis; negative ones count from the last.</param>
    /// <returns>The shape of both, with the sum of their lengths at the axis.</returns>
    /// <exception cref="ArgumentException">The shapes differ elsewhere.</exception>
    public static Tensor Concat(Tensor a, Tensor b, int axis)
    {
        AxisSplit splitA = AxisSplit.Of(a, axis);
        Shapes.RequirePresent(b, nameof(b));
        int dimension = Shapes.Axis(axis, a.Shape);
        if (b.Rank != a.Rank || !b.Shape[..dimension].SequenceEqual(a.Shape[..dimension])
            || !b.Shape[(dimension + 1)..].SequenceEqual(a.Shape[(dimension + 1)..]))
        {
            Shapes.ThrowPair(a.Shape, b.Shape, nameof(Concat), nameof(b));
        }

        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        a.Shape.CopyTo(shape);
        shape[dimension] += b.Shape[dimension];
        Tensor result = Uninitialized(shape[..a.Rank]);
        AxisSplit split = AxisSplit.Of(result, axis);
        int runA = splitA.Length * split.Inner, runB = b.Shape[dimension] * split.Inner;
        Runs.Move(a.AsSpan(), new Spacing(0, runA), result.AsSpan(), split.RunsFrom(0), runA, split.Outer, adds: false);
        Runs.Move(b.AsSpan(), new Spacing(0, runB), result.AsSpan(), split.RunsFrom(splitA.Length), runB, split.Outer, adds: false);
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Concat"/>.</summary>
    /// <param name="a">The first tensor.</param>
    /// <param name="b">The second.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="da">The adjoint of a, added into.</param>
    /// <param name="db">The adjoint of b, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Concat))]
    public static void ConcatVjp(Tensor a, Tensor b, int axis, Tensor dresult, Tensor da, Tensor db)
    {
        int dimension = Shapes.Axis(axis, a.Shape);
        int lengthA = a.Shape[dimension], lengthB = b.Shape[dimension];
        AxisSplit split = AxisSplit.Of(dresult, axis);
        if (split.Length != lengthA + lengthB)
            Shapes.ThrowPair(dresult.Shape, a.Shape, "The adjoint of Concat", nameof(dresult));
        bool wantsA = Shapes.IsWanted(da, a, nameof(da)), wantsB = Shapes.IsWanted(db, b, nameof(db));
        int runA = lengthA * split.Inner, runB = lengthB * split.Inner;
        if (wantsA)
            AddPart(dresult.AsSpan(), split.RunsFrom(0), da, runA, split.Outer);
        if (wantsB)
            AddPart(dresult.AsSpan(), split.RunsFrom(lengthA), db, runB, split.Outer);
    }

    private static void AddPart(ReadOnlySpan<float> cotangent, Spacing part, Tensor adjoint, int run, int count)
    {
        Span<float> target = adjoint.Target(out bool isFirst);
        Runs.Move(cotangent, part, target, new Spacing(0, run), run, count, adds: !isFirst);
    }

    /// <summary>The tangent of <see cref="Tensor.Concat"/>.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="da">The tangent of a; absent where it doesn't move.</param>
    /// <param name="db">The tangent of b; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Concat))]
    public static Tensor ConcatJvp(Tensor a, Tensor b, int axis, Tensor da, Tensor db) =>
        Tensor.Concat(Tangents.OrZeros(da, a), Tangents.OrZeros(db, b), axis);
}
