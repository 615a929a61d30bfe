using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The logarithm of the softmax: x minus the logarithm of the sum of exp(x) along an axis.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="axis">The axis along which exp(x) is summed; negative ones count from the last.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor LogSoftmax(Tensor x, int axis = -1)
    {
        AxisSplit split = AxisSplit.Of(x, axis);
        Tensor result = Uninitialized(x.Shape);
        if (split.Inner != 1)
        {
            // The axis is made the last one, and put back.
            using WorkspaceScope scope = Workspace.ForThread.Scope();
            LogSoftmax(Transpose(x, axis, -1)).ExchangeInto(result, axis, adds: false);
            return result;
        }

        Rows.Run<LogSoftmaxRow>(x.AsSpan(), result.AsSpan(), split.Outer, split.Length);
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.LogSoftmax"/>: dy - exp(y) sum(dy) along the axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="result">The logarithm of the softmax.</param>
    /// <param name="dresult">Its cotangent.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.LogSoftmax))]
    public static void LogSoftmaxVjp(int axis, Tensor result, Tensor dresult, Tensor dx) =>
        AddAlongAxis<LogSoftmaxRow>(axis, result, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.LogSoftmax"/>.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.LogSoftmax))]
    public static Tensor LogSoftmaxJvp(int axis, Tensor result, Tensor dx) =>
        Tensor.Subtract(dx, Tensor.Sum(Tensor.Multiply(Tensor.Exp(result), dx), axis, keepDimension: true));
}
