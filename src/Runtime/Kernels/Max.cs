using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The largest of all values; NaN if one is. Its derivative is split evenly between equal maxima.</summary>
    /// <param name="x">Of any shape, with at least one value.</param>
    /// <returns>The maximum.</returns>
    /// <exception cref="ArgumentException">x is empty.</exception>
    public static float Max(Tensor x) => x.Length > 0
        ? Blas.Max(x.AsSpan())
        : throw new ArgumentException($"A tensor of shape {Shapes.Print(x.Shape)} has no maximum.", nameof(x));

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
        ReadOnlySpan<float> values = x.AsSpan();
        Span<float> maxima = result.AsSpan();
        if (split.Length == 0 && maxima.Length > 0)
            throw new ArgumentException($"A tensor of shape {Shapes.Print(x.Shape)} has no maximum along axis {axis}.", nameof(x));
        for (int i = 0; i < maxima.Length; i++)
            maxima[i] = values[FirstMaximum(values, split, i)];
        return result;
    }

    // The place of the first maximum of one slice along an axis; of the first NaN, if there is one.
    internal static int FirstMaximum(ReadOnlySpan<float> values, AxisSplit split, int slice)
    {
        int first = slice / split.Inner * split.Length * split.Inner + slice % split.Inner;
        int best = first;
        for (int k = 1; k < split.Length && !float.IsNaN(values[best]); k++)
        {
            if (!(values[first + k * split.Inner] <= values[best]))
                best = first + k * split.Inner;
        }

        return best;
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
    public static void MaxVjp(Tensor x, float result, float dresult, Tensor dx)
    {
        if (!Shapes.IsWanted(dx, x, nameof(dx)))
            return;
        ReadOnlySpan<float> values = x.AsSpan();
        Span<float> target = dx.AsSpan();
        bool isNaN = float.IsNaN(result);
        int ties = 0;
        foreach (float value in values)
            ties += value == result ? 1 : 0;
        float share = isNaN ? dresult : dresult / ties;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] == result || (isNaN && float.IsNaN(values[i])))
                target[i] += share;
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
        ReadOnlySpan<float> values = x.AsSpan(), cotangent = dresult.AsSpan();
        Span<float> target = dx.AsSpan();
        for (int i = 0; i < cotangent.Length; i++)
            target[Tensor.FirstMaximum(values, split, i)] += cotangent[i];
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
        ReadOnlySpan<float> values = x.AsSpan(), moves = dx.AsSpan();
        Span<float> target = tangent.AsSpan();
        for (int i = 0; i < target.Length; i++)
            target[i] = moves[Tensor.FirstMaximum(values, split, i)];
        return tangent;
    }
}
