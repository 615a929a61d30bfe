using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The largest of all values; NaN if one is. Its derivative is split evenly between equal maxima.</summary>
    /// <param name="x">Of any shape, with at least one value.</param>
    /// <returns>The maximum.</returns>
    /// <exception cref="ArgumentException">x is empty.</exception>
    public static unsafe float Max(Tensor x)
    {
        if (x.Length == 0)
            throw new ArgumentException($"A tensor of shape {Shapes.Print(x.Shape)} has no maximum.", nameof(x));
        fixed (float* values = x.AsSpan())
            return (float)BlockReduction.Run(new MaximumOf(values), x.Length);
    }

    /// <summary>The largest values along an axis. The derivative goes to the first of equal maxima.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="axis">The axis that the maximum is taken over; negative ones count from the last.</param>
    /// <param name="keepDimension">Whether the result keeps the axis, with length 1.</param>
    /// <returns>The shape of x without the axis, or with length 1 there.</returns>
    public static Tensor Max(Tensor x, int axis, bool keepDimension = false)
    {
        AxisSplit split = AxisSplit.Of(x, axis);
        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        Tensor result = Uninitialized(AxisSplit.Reduced(x, axis, keepDimension, shape));
        if (split.Length == 0 && result.Length > 0)
            throw new ArgumentException($"A tensor of shape {Shapes.Print(x.Shape)} has no maximum along axis {axis}.", nameof(x));
        AxisMaxima.Take(x.AsSpan(), split, x.AsSpan(), result.AsSpan());
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Max(Tensor)"/>; every NaN gets the full cotangent.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="result">Its maximum.</param>
    /// <param name="dresult">The cotangent of the maximum.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Max), Parameters = [typeof(Tensor)])]
    public static unsafe void MaxVjp(Tensor x, float result, float dresult, Tensor dx)
    {
        if (!Shapes.IsWanted(dx, x, nameof(dx)))
            return;
        fixed (float* values = x.AsSpan(), target = dx.AsSpan())
        {
            float share = float.IsNaN(result) ? dresult : dresult / (float)BlockReduction.Run(new CountOf(values, result), x.Length);
            WorkerPool.Run(new EqualMaximaJob(values, x.Length, result, share, target), ValueRange.Parts(x.Length));
        }
    }

    /// <summary>The adjoint of <see cref="Tensor.Max(Tensor, int, bool)"/>.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis that the maximum is taken over.</param>
    /// <param name="dresult">The cotangent of the maxima.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Max), Parameters = [typeof(Tensor), typeof(int), typeof(bool)])]
    public static void MaxVjp(Tensor x, int axis, Tensor dresult, Tensor dx)
    {
        if (!Shapes.IsWanted(dx, x, nameof(dx)))
            return;
        AxisSplit split = AxisSplit.Of(x, axis);
        if (dresult.Length != split.Outer * split.Inner)
            Shapes.ThrowPair(dresult.Shape, x.Shape, "The adjoint of a maximum", nameof(dresult));
        AxisMaxima.Add(x.AsSpan(), split, dresult.AsSpan(), dx.AsSpan());
    }

    /// <summary>The tangent of <see cref="Tensor.Max(Tensor)"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Max), Parameters = [typeof(Tensor)])]
    public static float MaxJvp(Tensor x, float result, Tensor dx)
    {
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor gradient = Tensor.Zeros(x.Shape);
        MaxVjp(x, result, 1, gradient);
        return Tangents.Along(gradient, dx);
    }

    /// <summary>The tangent of <see cref="Tensor.Max(Tensor, int, bool)"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Max), Parameters = [typeof(Tensor), typeof(int), typeof(bool)])]
    public static Tensor MaxJvp(Tensor x, int axis, Tensor result, Tensor dx)
    {
        AxisSplit split = AxisSplit.Of(x, axis);
        Shapes.RequireSame(dx, x.Shape, nameof(dx));
        Tensor tangent = Tensor.Uninitialized(result.Shape);
        AxisMaxima.Take(x.AsSpan(), split, dx.AsSpan(), tangent.AsSpan());
        return tangent;
    }
}
