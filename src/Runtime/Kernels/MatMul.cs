using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The matrix product over the last two dimensions; those before are a batch, and broadcast.</summary>
    /// <param name="a">Of shape (..., m, k).</param>
    /// <param name="b">Of shape (..., k, n).</param>
    /// <returns>Of shape (..., m, n).</returns>
    /// <exception cref="ArgumentException">The shapes don't fit.</exception>
    public static unsafe Tensor MatMul(Tensor a, Tensor b)
    {
        var batch = new MatrixBatch(a, b);
        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        Tensor result = Uninitialized(batch.ResultShape(shape));
        fixed (float* x = a.AsSpan(), y = b.AsSpan(), z = result.AsSpan())
        {
            for (int i = 0; i < batch.Count; i++)
            {
                (int offsetA, int offsetB) = batch.Offsets(i);
                MatrixProduct.Multiply(
                    MatrixView.RowMajor(x + offsetA, batch.Rows, batch.Depth), MatrixView.RowMajor(y + offsetB, batch.Depth, batch.Columns),
                    z + (nint)i * batch.Rows * batch.Columns, batch.Columns, accumulate: false);
            }
        }

        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.MatMul"/>: products with the transposes, which are never made.</summary>
    /// <param name="a">Of shape (..., m, k).</param>
    /// <param name="b">Of shape (..., k, n).</param>
    /// <param name="dresult">The cotangent of the result, (..., m, n).</param>
    /// <param name="da">The adjoint of a, added into.</param>
    /// <param name="db">The adjoint of b, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.MatMul))]
    public static unsafe void MatMulVjp(Tensor a, Tensor b, Tensor dresult, Tensor da, Tensor db)
    {
        var batch = new MatrixBatch(a, b);
        bool wantsA = Shapes.IsWanted(da, a, nameof(da)), wantsB = Shapes.IsWanted(db, b, nameof(db));
        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        Shapes.RequireSame(dresult, batch.ResultShape(shape), nameof(dresult));
        // A broadcast operand's adjoint is a sum over products.
        Span<float> targetA = da.Target(out bool isFirstA);
        bool overwritesA = isFirstA && targetA.Length == (long)batch.Count * batch.Rows * batch.Depth;
        if (isFirstA && !overwritesA)
            targetA.Clear();
        Span<float> targetB = db.Target(out bool isFirstB);
        bool overwritesB = isFirstB && targetB.Length == (long)batch.Count * batch.Depth * batch.Columns;
        if (isFirstB && !overwritesB)
            targetB.Clear();
        fixed (float* x = a.AsSpan(), y = b.AsSpan(), z = dresult.AsSpan(), dx = targetA, dy = targetB)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                (int offsetA, int offsetB) = batch.Offsets(i);
                MatrixView dz = MatrixView.RowMajor(z + (nint)i * batch.Rows * batch.Columns, batch.Rows, batch.Columns);
                if (wantsA)
                {
                    MatrixView right = MatrixView.RowMajor(y + offsetB, batch.Depth, batch.Columns);
                    MatrixProduct.Multiply(dz, right.Transposed, dx + offsetA, batch.Depth, accumulate: !overwritesA);
                }

                if (wantsB)
                {
                    MatrixView left = MatrixView.RowMajor(x + offsetA, batch.Rows, batch.Depth);
                    MatrixProduct.Multiply(left.Transposed, dz, dy + offsetB, batch.Columns, accumulate: !overwritesB);
                }
            }
        }
    }

    /// <summary>The tangent of <see cref="Tensor.MatMul"/>.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="da">The tangent of a; absent where it doesn't move.</param>
    /// <param name="db">The tangent of b; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.MatMul))]
    public static Tensor MatMulJvp(Tensor a, Tensor b, Tensor da, Tensor db) =>
        Tangents.Sum(da.IsAbsent ? default : Tensor.MatMul(da, b), db.IsAbsent ? default : Tensor.MatMul(a, db));
}
