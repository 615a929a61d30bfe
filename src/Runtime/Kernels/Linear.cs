using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>A fully connected layer: x times the transpose of the weight, plus the bias.</summary>
    /// <param name="x">Of shape (..., in).</param>
    /// <param name="weight">Of shape (out, in).</param>
    /// <param name="bias">Of shape (out), or absent (<c>default</c>).</param>
    /// <returns>Of shape (..., out).</returns>
    public static unsafe Tensor Linear(Tensor x, Tensor weight, Tensor bias)
    {
        (int rows, int inputs, int outputs) = LinearSizes(x, weight, bias);
        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        x.Shape.CopyTo(shape);
        shape[x.Rank - 1] = outputs;
        Tensor result = Uninitialized(shape[..x.Rank]);
        fixed (float* a = x.AsSpan(), b = weight.AsSpan(), added = bias.AsSpan(), c = result.AsSpan())
        {
            MatrixProduct.MultiplyAdd(
                MatrixView.RowMajor(a, rows, inputs), MatrixView.RowMajor(b, outputs, inputs).Transposed, added, c, outputs);
        }

        return result;
    }

    internal static (int Rows, int Inputs, int Outputs) LinearSizes(Tensor x, Tensor weight, Tensor bias)
    {
        Shapes.RequireRank(weight, 2, nameof(weight));
        Shapes.RequirePresent(x, nameof(x));
        int outputs = weight.Shape[0], inputs = weight.Shape[1];
        if (x.Rank == 0 || x.Shape[^1] != inputs)
            Shapes.ThrowPair(x.Shape, weight.Shape, nameof(Linear), nameof(x));
        if (!bias.IsAbsent)
            Shapes.RequireSame(bias, [outputs], nameof(bias));
        return (Shapes.Product(x.Shape[..^1]), inputs, outputs);
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Linear"/>.</summary>
    /// <param name="x">Of shape (..., in).</param>
    /// <param name="weight">Of shape (out, in).</param>
    /// <param name="dresult">The cotangent of the result, (..., out).</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    /// <param name="dweight">The adjoint of the weight, added into.</param>
    /// <param name="dbias">The adjoint of the bias, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Linear))]
    public static unsafe void LinearVjp(Tensor x, Tensor weight, Tensor dresult, Tensor dx, Tensor dweight, Tensor dbias)
    {
        (int rows, int inputs, int outputs) = Tensor.LinearSizes(x, weight, dbias);
        bool wantsX = Shapes.IsWanted(dx, x, nameof(dx)), wantsWeight = Shapes.IsWanted(dweight, weight, nameof(dweight));
        if (dresult.Length != rows * outputs)
            Shapes.ThrowPair(dresult.Shape, weight.Shape, nameof(Tensor.Linear), nameof(dresult));
        fixed (float* a = x.AsSpan(), b = weight.AsSpan(), c = dresult.AsSpan(), da = dx.Target(out bool isFirst), db = dweight.Target(out bool isFirstWeight))
        {
            MatrixView dy = MatrixView.RowMajor(c, rows, outputs);
            if (wantsX)
                MatrixProduct.Multiply(dy, MatrixView.RowMajor(b, outputs, inputs), da, inputs, accumulate: !isFirst);
            if (wantsWeight)
                MatrixProduct.Multiply(dy.Transposed, MatrixView.RowMajor(a, rows, inputs), db, inputs, accumulate: !isFirstWeight);
        }

        if (!dbias.IsAbsent)
            ColumnSums.AddTo(dbias, dresult.AsSpan(), rows);
    }

    /// <summary>The tangent of <see cref="Tensor.Linear"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <param name="dweight">The tangent of weight; absent where it doesn't move.</param>
    /// <param name="dbias">The tangent of bias; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Linear))]
    public static Tensor LinearJvp(Tensor x, Tensor weight, Tensor result, Tensor dx, Tensor dweight, Tensor dbias)
    {
        Tensor moved = Tangents.Sum(
            dx.IsAbsent ? default : Tensor.Linear(dx, weight, default), dweight.IsAbsent ? default : Tensor.Linear(x, dweight, default));
        return Tangents.InShapeOf(result, Tangents.Sum(moved, dbias));
    }
}
