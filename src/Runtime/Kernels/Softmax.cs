using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>exp(x) divided by its sum along an axis.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="axis">The axis along which the result sums to 1; negative ones count from the last.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Softmax(Tensor x, int axis = -1)
    {
        AxisSplit split = AxisSplit.Of(x, axis);
        Tensor result = Uninitialized(x.Shape);
        if (split.Inner != 1)
        {
            // The axis is made the last one, and put back.
            using WorkspaceScope scope = Workspace.ForThread.Scope();
            Softmax(Transpose(x, axis, -1)).ExchangeInto(result, axis, adds: false);
            return result;
        }

        Rows.Run<SoftmaxRow>(x.AsSpan(), result.AsSpan(), split.Outer, split.Length);
        return result;
    }

    // Exchanges an axis with the last one on the way into another tensor.
    internal void ExchangeInto(Tensor target, int axis, bool adds) =>
        AxisExchange.Of(Shape, Shapes.Axis(axis, Shape), Rank - 1).Run(AsSpan(), target.AsSpan(), adds);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Softmax"/>: y (dy - sum(y dy)) along the axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="result">The softmax.</param>
    /// <param name="dresult">Its cotangent.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Softmax))]
    public static void SoftmaxVjp(int axis, Tensor result, Tensor dresult, Tensor dx) =>
        AddAlongAxis<SoftmaxRow>(axis, result, dresult, dx);

    // The adjoint of a function of the rows along an axis, which is made the last one and put back.
    private static void AddAlongAxis<TRow>(int axis, Tensor result, Tensor dresult, Tensor dx)
        where TRow : IRow
    {
        if (!Shapes.IsWanted(dx, result, nameof(dx)))
            return;
        Shapes.RequireSame(dresult, result.Shape, nameof(dresult));
        AxisSplit split = AxisSplit.Of(result, axis);
        if (split.Inner != 1)
        {
            using WorkspaceScope scope = Workspace.ForThread.Scope();
            Tensor last = Tensor.Transpose(result, axis, -1);
            Tensor adjoint = Tensor.Zeros(last.Shape);
            AddAlongAxis<TRow>(-1, last, Tensor.Transpose(dresult, axis, -1), adjoint);
            adjoint.ExchangeInto(dx, axis, adds: true);
            return;
        }

        Rows.AddAdjoint<TRow>(result.AsSpan(), dresult.AsSpan(), dx.AsSpan(), split.Outer, split.Length);
    }

    /// <summary>The tangent of <see cref="Tensor.Softmax"/>.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Softmax))]
    public static Tensor SoftmaxJvp(int axis, Tensor result, Tensor dx)
    {
        // The Jacobian is symmetric.
        Tensor tangent = Tensor.Zeros(result.Shape);
        if (!dx.IsAbsent)
            SoftmaxVjp(axis, result, dx, tangent);
        return tangent;
    }
}
