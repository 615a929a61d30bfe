using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>
    /// Scaled dot-product attention (Vaswani et al., 2017): the softmax of query times key transposed over the root of the width, times
    /// value. The attention weights exist for a block of queries at a time, and aren't kept.
    /// </summary>
    /// <param name="query">Of shape (..., queries, width).</param>
    /// <param name="key">Of shape (..., keys, width).</param>
    /// <param name="value">Of shape (..., keys, values).</param>
    /// <param name="causal">Whether a query sees the keys up to its own place alone.</param>
    /// <returns>Of shape (..., queries, values).</returns>
    public static unsafe Tensor Attention(Tensor query, Tensor key, Tensor value, bool causal = false)
    {
        AttentionSizes sizes = AttentionSizes.Of(query, key, value);
        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        query.Shape.CopyTo(shape);
        shape[query.Rank - 1] = sizes.Values;
        Tensor result = Uninitialized(shape[..query.Rank]);
        int parts = sizes.Parts;
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor weights = Scratch([parts, sizes.BlockOfQueries, sizes.Keys]);
        fixed (float* q = query.AsSpan(), k = key.AsSpan(), v = value.AsSpan(), p = weights.AsSpan(), o = result.AsSpan())
            WorkerPool.Run(new AttentionJob(sizes, causal, q, k, v, p, o), parts);
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Attention"/>; the attention weights are computed again.</summary>
    /// <param name="query">Of shape (..., queries, width).</param>
    /// <param name="key">Of shape (..., keys, width).</param>
    /// <param name="value">Of shape (..., keys, values).</param>
    /// <param name="causal">Whether a query sees the keys up to its own place alone.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dquery">The adjoint of the query, added into.</param>
    /// <param name="dkey">The adjoint of the key, added into.</param>
    /// <param name="dvalue">The adjoint of the value, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Attention))]
    public static unsafe void AttentionVjp(
        Tensor query, Tensor key, Tensor value, bool causal, Tensor dresult, Tensor dquery, Tensor dkey, Tensor dvalue)
    {
        AttentionSizes sizes = AttentionSizes.Of(query, key, value);
        bool wantsQuery = Shapes.IsWanted(dquery, query, nameof(dquery)), wantsKey = Shapes.IsWanted(dkey, key, nameof(dkey));
        bool wantsValue = Shapes.IsWanted(dvalue, value, nameof(dvalue));
        if (dresult.Length != sizes.Heads * sizes.Queries * sizes.Values)
            Shapes.ThrowPair(dresult.Shape, query.Shape, "The adjoint of Attention", nameof(dresult));

        // One tensor in several roles gets their contributions block by block: none of them may overwrite another's, so it starts with zeros.
        if (AreOne(dquery, dkey) || AreOne(dquery, dvalue) || AreOne(dkey, dvalue))
        {
            _ = dquery.AsSpan();
            _ = dkey.AsSpan();
            _ = dvalue.AsSpan();
        }

        int parts = sizes.Parts;
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor weights = Tensor.Scratch([parts, sizes.BlockOfQueries, sizes.Keys]), dscores = Tensor.Scratch([parts, sizes.BlockOfQueries, sizes.Keys]);
        fixed (float* q = query.AsSpan(), k = key.AsSpan(), v = value.AsSpan(), p = weights.AsSpan(), ds = dscores.AsSpan(),
            d = dresult.AsSpan(), dq = dquery.Target(out bool isFirstQuery), dk = dkey.Target(out bool isFirstKey), dv = dvalue.Target(out bool isFirstValue))
        {
            var job = new AttentionAdjointJob(
                sizes, causal, q, k, v, p, ds, d, new AttentionAdjoint(wantsQuery ? dq : null, !isFirstQuery),
                new AttentionAdjoint(wantsKey ? dk : null, !isFirstKey), new AttentionAdjoint(wantsValue ? dv : null, !isFirstValue));
            WorkerPool.Run(job, parts);
        }

        static bool AreOne(Tensor a, Tensor b) => a.Memory is { } memory && ReferenceEquals(memory, b.Memory);
    }

    /// <summary>The tangent of <see cref="Tensor.Attention"/>.</summary>
    /// <param name="query">Of shape (..., queries, width).</param>
    /// <param name="key">Of shape (..., keys, width).</param>
    /// <param name="value">Of shape (..., keys, values).</param>
    /// <param name="causal">Whether a query sees the keys up to its own place alone.</param>
    /// <param name="result">The result.</param>
    /// <param name="dquery">The tangent of query; absent where it doesn't move.</param>
    /// <param name="dkey">The tangent of key; absent where it doesn't move.</param>
    /// <param name="dvalue">The tangent of value; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Attention))]
    public static unsafe Tensor AttentionJvp(Tensor query, Tensor key, Tensor value, bool causal, Tensor result, Tensor dquery, Tensor dkey, Tensor dvalue)
    {
        AttentionSizes sizes = AttentionSizes.Of(query, key, value);
        Tensor tangent = Tensor.Zeros(result.Shape);
        int parts = sizes.Parts;
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor weights = Tensor.Scratch([parts, sizes.BlockOfQueries, sizes.Keys]), moved = Tensor.Scratch([parts, sizes.BlockOfQueries, sizes.Keys]);
        fixed (float* q = query.AsSpan(), k = key.AsSpan(), v = value.AsSpan(), p = weights.AsSpan(), dp = moved.AsSpan(),
            dq = dquery.AsSpan(), dk = dkey.AsSpan(), dv = dvalue.AsSpan(), d = tangent.AsSpan())
        {
            WorkerPool.Run(new AttentionTangentJob(sizes, causal, q, k, v, p, dp, dq, dk, dv, d), parts);
        }

        return tangent;
    }
}
