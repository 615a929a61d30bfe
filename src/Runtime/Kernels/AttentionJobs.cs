namespace AutoDiff.Kernels;

/// <summary>The attention of some heads.</summary>
internal readonly unsafe struct AttentionJob(
    AttentionSizes sizes, bool causal, float* query, float* key, float* value, float* weights, float* result) : IParallelJob
{
    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share(sizes.Heads, part, parts);
        float* p = weights + (nint)part * sizes.Queries * sizes.Keys;
        for (int head = start; head < end; head++)
        {
            sizes.Weights(query + (nint)head * sizes.QueryLength, key + (nint)head * sizes.KeyLength, causal, p);
            MatrixProduct.Multiply(
                MatrixView.RowMajor(p, sizes.Queries, sizes.Keys),
                MatrixView.RowMajor(value + (nint)head * sizes.ValueLength, sizes.Keys, sizes.Values),
                result + (nint)head * sizes.Queries * sizes.Values, sizes.Values, accumulate: false);
        }
    }
}

/// <summary>The adjoints of some heads; null stands for one that isn't wanted.</summary>
internal readonly unsafe struct AttentionAdjointJob(
    AttentionSizes sizes, bool causal, float* query, float* key, float* value, float* weights, float* scores, float* dresult,
    float* dquery, float* dkey, float* dvalue) : IParallelJob
{
    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share(sizes.Heads, part, parts);
        int length = sizes.Queries * sizes.Keys;
        float* p = weights + (nint)part * length;
        float* ds = scores + (nint)part * length;
        MatrixView weight = MatrixView.RowMajor(p, sizes.Queries, sizes.Keys), dscore = MatrixView.RowMajor(ds, sizes.Queries, sizes.Keys);
        for (int head = start; head < end; head++)
        {
            nint atQuery = (nint)head * sizes.QueryLength, atKey = (nint)head * sizes.KeyLength, atValue = (nint)head * sizes.ValueLength;
            MatrixView dout = MatrixView.RowMajor(dresult + (nint)head * sizes.Queries * sizes.Values, sizes.Queries, sizes.Values);
            sizes.Weights(query + atQuery, key + atKey, causal, p);
            if (dvalue != null)
                MatrixProduct.Multiply(weight.Transposed, dout, dvalue + atValue, sizes.Values, accumulate: true);
            if (dquery == null && dkey == null)
                continue;
            MatrixView values = MatrixView.RowMajor(value + atValue, sizes.Keys, sizes.Values);
            MatrixProduct.Multiply(dout, values.Transposed, ds, sizes.Keys, accumulate: false);
            sizes.ScoreAdjoints(new ReadOnlySpan<float>(p, length), new Span<float>(ds, length));
            if (dquery != null)
                MatrixProduct.Multiply(dscore, MatrixView.RowMajor(key + atKey, sizes.Keys, sizes.Width), dquery + atQuery, sizes.Width, accumulate: true);
            if (dkey != null)
            {
                MatrixView queries = MatrixView.RowMajor(query + atQuery, sizes.Queries, sizes.Width);
                MatrixProduct.Multiply(dscore.Transposed, queries, dkey + atKey, sizes.Width, accumulate: true);
            }
        }
    }
}
