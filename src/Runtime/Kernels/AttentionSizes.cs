using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The lengths of an attention, and its parts that the forward and the reverse sweep share.</summary>
internal readonly record struct AttentionSizes(int Heads, int Queries, int Keys, int Width, int Values)
{
    private const int FloatsOfABlock = 1 << 15;

    internal int QueryLength => Queries * Width;

    internal int KeyLength => Keys * Width;

    internal int ValueLength => Keys * Values;

    // So many queries at once that their weights stay in the second cache: there is no memory for all weights of a head.
    internal int BlockOfQueries => Math.Clamp(FloatsOfABlock / Math.Max(1, Keys), Math.Min(Queries, 16), Math.Max(1, Queries));

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

    // How many keys are seen by the last of the queries up to an end.
    internal int Seen(bool causal, int end) => causal ? Math.Min(end, Keys) : Keys;

    // weights = softmax(query key^T / sqrt(width)) for queries from start to end, row by row, as wide as what the last of them sees; 0 for keys
    // that a query doesn't see.
    internal unsafe void Weights(float* query, float* key, bool causal, int start, int end, float* weights)
    {
        int seen = Seen(causal, end);
        MatrixView queries = MatrixView.RowMajor(query + (nint)start * Width, end - start, Width), keys = MatrixView.RowMajor(key, seen, Width);
        MatrixProduct.Multiply(queries, keys.Transposed, weights, seen, accumulate: false);
        if (AttentionRows512.IsSupported)
        {
            AttentionRows512.Softmax(weights, end - start, seen, Seen(causal, start + 1), causal, Scale);
            return;
        }

        for (int row = start; row < end; row++, weights += seen)
        {
            var line = new Span<float>(weights, seen);
            // Up to whole registers with scores whose exponentials are 0: single ones would take longer than the rest.
            int own = Seen(causal, row + 1), whole = Math.Min(seen, PinnedBlock.Padded(own));
            line[own..whole].Fill(float.NegativeInfinity);
            RowSoftmax.Run(line[..whole], line[..whole], Scale);
            line[whole..].Clear();
        }
    }

    // scores += query key^T for queries from start to end.
    internal unsafe void AddScores(float* query, float* key, bool causal, int start, int end, float* scores)
    {
        int seen = Seen(causal, end);
        MatrixView queries = MatrixView.RowMajor(query + (nint)start * Width, end - start, Width), keys = MatrixView.RowMajor(key, seen, Width);
        MatrixProduct.Multiply(queries, keys.Transposed, scores, seen, accumulate: true);
    }

    // From the adjoint of rows of weights to that of the unscaled scores, in place, for queries from start to end. What a query doesn't see takes nothing.
    internal unsafe void ScoreAdjoints(float* weights, float* adjoints, bool causal, int start, int end)
    {
        int seen = Seen(causal, end);
        if (AttentionRows512.IsSupported)
        {
            AttentionRows512.ScoreAdjoints(weights, adjoints, end - start, seen, Seen(causal, start + 1), causal, Scale);
            return;
        }

        for (int row = start; row < end; row++, weights += seen, adjoints += seen)
        {
            var weight = new ReadOnlySpan<float>(weights, seen);
            var line = new Span<float>(adjoints, seen);
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
