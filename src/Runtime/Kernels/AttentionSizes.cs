using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The lengths of an attention, and its parts that the forward and the reverse sweep share.</summary>
internal readonly record struct AttentionSizes(int Heads, int Queries, int Keys, int Width, int Values)
{
    internal int QueryLength => Queries * Width;

    internal int KeyLength => Keys * Width;

    internal int ValueLength => Keys * Values;

    // Over how many threads the heads are spread.
    internal int Parts => WorkerPool.PartsFor((long)Heads * Queries * Keys * (Width + Values), Heads);

    private float Scale => (float)(1 / Math.Sqrt(Width));

    internal static AttentionSizes Of(Tensor query, Tensor key, Tensor value)
    {
        ReadOnlySpan<int> q = query.Shape, k = key.Shape, v = value.Shape;
        if (q.Length < 2)
            throw new ArgumentException($"Attention needs 2 dimensions; the query has the shape {Shapes.Print(q)}.", nameof(query));
        if (k.Length != q.Length || k[^1] != q[^1] || !k[..^2].SequenceEqual(q[..^2]))
            Shapes.ThrowPair(q, k, "Attention", nameof(key));
        if (v.Length != q.Length || v[^2] != k[^2] || !v[..^2].SequenceEqual(q[..^2]))
            Shapes.ThrowPair(k, v, "Attention", nameof(value));
        return new AttentionSizes(Shapes.Product(q[..^2]), q[^2], k[^2], q[^1], v[^1]);
    }

    // weights = softmax(query key^T / sqrt(width)), row by row; 0 for keys that a query doesn't see.
    internal unsafe void Weights(float* query, float* key, bool causal, float* weights)
    {
        MatrixView keys = MatrixView.RowMajor(key, Keys, Width);
        MatrixProduct.Multiply(MatrixView.RowMajor(query, Queries, Width), keys.Transposed, weights, Keys, accumulate: false);
        for (int row = 0; row < Queries; row++)
        {
            var line = new Span<float>(weights + (nint)row * Keys, Keys);
            int seen = causal ? Math.Min(row + 1, Keys) : Keys;
            RowSoftmax.Scale(line[..seen], Scale);
            RowSoftmax.Run(line[..seen], line[..seen]);
            line[seen..].Clear();
        }
    }

    // scores += query key^T
    internal unsafe void AddScores(float* query, float* key, float* scores) => MatrixProduct.Multiply(
        MatrixView.RowMajor(query, Queries, Width), MatrixView.RowMajor(key, Keys, Width).Transposed, scores, Keys, accumulate: true);

    // From the adjoint of the weights to that of the unscaled scores, in place. Weights of 0 take nothing.
    internal void ScoreAdjoints(ReadOnlySpan<float> weights, Span<float> adjoints)
    {
        for (int row = 0; row < Queries; row++)
        {
            ReadOnlySpan<float> weight = weights.Slice(row * Keys, Keys);
            Span<float> line = adjoints.Slice(row * Keys, Keys);
            Lines.Run(new ScoreAdjoint(Blas.Dot(weight, line), Scale), weight, line, line, line);
        }
    }

    private readonly struct ScoreAdjoint(float mean, float scale) : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> => a * (b - TLanes.Create(mean)) * TLanes.Create(scale);
    }
}
