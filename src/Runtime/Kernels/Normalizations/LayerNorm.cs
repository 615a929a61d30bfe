using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>Each row, along the last dimension, shifted and scaled to mean 0 and variance 1, then scaled and shifted again.</summary>
    /// <param name="x">Of shape (..., width).</param>
    /// <param name="weight">Of shape (width).</param>
    /// <param name="bias">Of shape (width).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>Of the shape of x.</returns>
    public static unsafe Tensor LayerNorm(Tensor x, Tensor weight, Tensor bias, [NoGradient] double epsilon = 1e-5)
    {
        int width = LayerNormWidth(x, weight);
        Shapes.RequireSame(bias, weight.Shape, nameof(bias));
        Tensor result = Uninitialized(x.Shape);
        int rows = x.Length / width;
        fixed (float* values = x.AsSpan(), w = weight.AsSpan(), b = bias.AsSpan(), target = result.AsSpan())
            WorkerPool.Run(new LayerNormJob(rows, width, epsilon, values, w, b, target), Rows.Parts(rows, width));
        return result;
    }

    internal static int LayerNormWidth(Tensor x, Tensor weight)
    {
        Shapes.RequireRank(weight, 1, nameof(weight));
        Shapes.RequirePresent(x, nameof(x));
        if (x.Rank == 0 || x.Shape[^1] != weight.Length)
            Shapes.ThrowPair(x.Shape, weight.Shape, nameof(LayerNorm), nameof(weight));
        return Math.Max(1, weight.Length);
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.LayerNorm"/>; means and variances are computed again.</summary>
    /// <param name="x">Of shape (..., width).</param>
    /// <param name="weight">Of shape (width).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    /// <param name="dweight">The adjoint of the weight, added into.</param>
    /// <param name="dbias">The adjoint of the bias, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.LayerNorm))]
    public static unsafe void LayerNormVjp(Tensor x, Tensor weight, double epsilon, Tensor dresult, Tensor dx, Tensor dweight, Tensor dbias)
    {
        int width = Tensor.LayerNormWidth(x, weight);
        Shapes.RequireSame(dresult, x.Shape, nameof(dresult));
        bool wantsX = Shapes.IsWanted(dx, x, nameof(dx)), wantsWeight = Shapes.IsWanted(dweight, weight, nameof(dweight));
        bool wantsBias = Shapes.IsWanted(dbias, weight, nameof(dbias));
        var sizes = new LayerNormSums(x.Length / width, width);
        int parts = WorkerPool.PartsFor((long)x.Length * WorkerPool.CostOfAValue, sizes.Chunks);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor sums = Tensor.Scratch([sizes.Chunks, sizes.Length]), scratch = Tensor.Scratch([parts, 2 * width]);
        fixed (float* values = x.AsSpan(), w = weight.AsSpan(), d = dresult.AsSpan(), target = dx.Target(out bool isFirst), all = sums.AsSpan(), lines = scratch.AsSpan())
        {
            var job = new LayerNormAdjointJob(sizes, epsilon, values, w, d, wantsX ? target : null, !isFirst, all, lines, wantsWeight, wantsBias);
            WorkerPool.Run(job, parts);
        }

        for (int chunk = 0; chunk < sizes.Chunks; chunk++)
        {
            ReadOnlySpan<float> sum = sums.AsSpan().Slice(chunk * sizes.Length, sizes.Length);
            if (wantsWeight)
                Blas.Add(sum[..width], dweight.AsSpan());
            if (wantsBias)
                Blas.Add(sum[width..], dbias.AsSpan());
        }
    }

    /// <summary>The tangent of <see cref="Tensor.LayerNorm"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <param name="dweight">The tangent of weight; absent where it doesn't move.</param>
    /// <param name="dbias">The tangent of bias; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.LayerNorm))]
    public static Tensor LayerNormJvp(Tensor x, Tensor weight, double epsilon, Tensor dx, Tensor dweight, Tensor dbias)
    {
        int width = Tensor.LayerNormWidth(x, weight);
        Tensor tangent = Tensor.Zeros(x.Shape);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Span<float> normalized = Tensor.Scratch([width]).AsSpan(), moved = Tensor.Scratch([width]).AsSpan();
        for (int row = 0; row < x.Length; row += width)
        {
            Span<float> target = tangent.AsSpan().Slice(row, width);
            Moments moments = Moments.Of(x.AsSpan().Slice(row, width), epsilon);
            Normalization.Normalize(x.AsSpan().Slice(row, width), moments, normalized);
            if (!dx.IsAbsent)
            {
                // The Jacobian of the normalization is symmetric.
                ReadOnlySpan<float> moves = dx.AsSpan().Slice(row, width);
                Normalization.Adjoint(moves, normalized, Blas.Sum(moves) / width, Blas.Dot(moves, normalized) / width, moments.Scale, moved, adds: false);
                Normalization.Multiply(moved, weight.AsSpan(), target);
            }

            if (!dweight.IsAbsent)
                Normalization.AddProduct(dweight.AsSpan(), normalized, target);
            if (!dbias.IsAbsent)
                Blas.Add(dbias.AsSpan(), target);
        }

        return tangent;
    }
}
