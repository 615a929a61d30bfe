using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The attention of some heads.</summary>
internal readonly unsafe struct AttentionJob(
    AttentionSizes sizes, bool causal, float* query, float* key, float* value, float* weights, float* result) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int last) = WorkerPool.Share(sizes.Heads, part, parts);
        int block = sizes.BlockOfQueries;
        float* p = weights + (nint)part * block * sizes.Keys;
        for (int head = first; head < last; head++)
        {
            float* values = value + (nint)head * sizes.ValueLength;
            float* target = result + (nint)head * sizes.Queries * sizes.Values;
            for (int start = 0; start < sizes.Queries; start += block)
            {
                int end = Math.Min(sizes.Queries, start + block), seen = sizes.Seen(causal, end);
                sizes.Weights(query + (nint)head * sizes.QueryLength, key + (nint)head * sizes.KeyLength, causal, start, end, p);
                MatrixProduct.Multiply(
                    MatrixView.RowMajor(p, end - start, seen), MatrixView.RowMajor(values, seen, sizes.Values),
                    target + (nint)start * sizes.Values, sizes.Values, accumulate: false);
            }
        }
    }
}

/// <summary>The adjoint of an operand: null for one that isn't wanted; added to, or at first overwritten.</summary>
internal readonly unsafe struct AttentionAdjoint(float* start, bool adds)
{
    internal float* Start { get; } = start;

    internal bool Adds { get; } = adds;

    // Keys and values get a contribution from each block of queries: the first may overwrite them if it sees them all.
    internal bool AddsBlock(float* head, int length, bool isFirstBlock, bool seesAll)
    {
        if (!Adds && isFirstBlock && !seesAll)
            new Span<float>(head, length).Clear();
        return Adds || !isFirstBlock || !seesAll;
    }
}

/// <summary>The adjoints of some heads.</summary>
internal readonly unsafe struct AttentionAdjointJob(
    AttentionSizes sizes, bool causal, float* query, float* key, float* value, float* weights, float* scores, float* dresult,
    AttentionAdjoint dquery, AttentionAdjoint dkey, AttentionAdjoint dvalue) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int last) = WorkerPool.Share(sizes.Heads, part, parts);
        int block = sizes.BlockOfQueries;
        float* p = weights + (nint)part * block * sizes.Keys;
        float* ds = scores + (nint)part * block * sizes.Keys;
        for (int head = first; head < last; head++)
        {
            for (int start = 0; start < sizes.Queries; start += block)
                AddBlock(head, start, Math.Min(sizes.Queries, start + block), p, ds);
        }
    }

    private void AddBlock(int head, int start, int end, float* p, float* ds)
    {
        nint atQuery = (nint)head * sizes.QueryLength + (nint)start * sizes.Width, atKey = (nint)head * sizes.KeyLength;
        nint atValue = (nint)head * sizes.ValueLength, atResult = ((nint)head * sizes.Queries + start) * sizes.Values;
        int count = end - start, seen = sizes.Seen(causal, end);
        MatrixView weight = MatrixView.RowMajor(p, count, seen), dscore = MatrixView.RowMajor(ds, count, seen);
        MatrixView dout = MatrixView.RowMajor(dresult + atResult, count, sizes.Values);
        sizes.Weights(query + (nint)head * sizes.QueryLength, key + atKey, causal, start, end, p);
        if (dvalue.Start != null)
        {
            bool adds = dvalue.AddsBlock(dvalue.Start + atValue, sizes.ValueLength, start == 0, seen == sizes.Keys);
            MatrixProduct.Multiply(weight.Transposed, dout, dvalue.Start + atValue, sizes.Values, adds);
        }

        if (dquery.Start == null && dkey.Start == null)
            return;
        MatrixView values = MatrixView.RowMajor(value + atValue, seen, sizes.Values);
        MatrixProduct.Multiply(dout, values.Transposed, ds, seen, accumulate: false);
        sizes.ScoreAdjoints(p, ds, causal, start, end);
        if (dquery.Start != null)
            MatrixProduct.Multiply(dscore, MatrixView.RowMajor(key + atKey, seen, sizes.Width), dquery.Start + atQuery, sizes.Width, dquery.Adds);
        if (dkey.Start != null)
        {
            MatrixView queries = MatrixView.RowMajor(query + atQuery, count, sizes.Width);
            bool adds = dkey.AddsBlock(dkey.Start + atKey, sizes.KeyLength, start == 0, seen == sizes.Keys);
            MatrixProduct.Multiply(dscore.Transposed, queries, dkey.Start + atKey, sizes.Width, adds);
        }
    }
}

/// <summary>The tangents of some heads, to which the result's is added; null stands for an operand that doesn't move.</summary>
internal readonly unsafe struct AttentionTangentJob(
    AttentionSizes sizes, bool causal, float* query, float* key, float* value, float* weights, float* scores,
    float* dquery, float* dkey, float* dvalue, float* dresult) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int last) = WorkerPool.Share(sizes.Heads, part, parts);
        int block = sizes.BlockOfQueries;
        float* p = weights + (nint)part * block * sizes.Keys;
        float* ds = scores + (nint)part * block * sizes.Keys;
        for (int head = first; head < last; head++)
        {
            for (int start = 0; start < sizes.Queries; start += block)
                AddBlock(head, start, Math.Min(sizes.Queries, start + block), p, ds);
        }
    }

    private void AddBlock(int head, int start, int end, float* p, float* ds)
    {
        nint atQuery = (nint)head * sizes.QueryLength, atKey = (nint)head * sizes.KeyLength, atValue = (nint)head * sizes.ValueLength;
        float* target = dresult + ((nint)head * sizes.Queries + start) * sizes.Values;
        int seen = sizes.Seen(causal, end), length = (end - start) * seen;
        sizes.Weights(query + atQuery, key + atKey, causal, start, end, p);
        if (dvalue != null)
            AddProduct(p, end - start, seen, dvalue + atValue, target);
        if (dquery == null && dkey == null)
            return;
        new Span<float>(ds, length).Clear();
        if (dquery != null)
            sizes.AddScores(dquery + atQuery, key + atKey, causal, start, end, ds);
        if (dkey != null)
            sizes.AddScores(query + atQuery, dkey + atKey, causal, start, end, ds);

        // The Jacobian of the softmax is symmetric.
        sizes.ScoreAdjoints(p, ds, causal, start, end);
        AddProduct(ds, end - start, seen, value + atValue, target);
    }

    private void AddProduct(float* rows, int count, int seen, float* values, float* target) => MatrixProduct.Multiply(
        MatrixView.RowMajor(rows, count, seen), MatrixView.RowMajor(values, seen, sizes.Values), target, sizes.Values, accumulate: true);
}
