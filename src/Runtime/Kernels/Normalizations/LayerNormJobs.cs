using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The normalization of some rows.</summary>
internal readonly unsafe struct LayerNormJob(int rows, int width, double epsilon, float* x, float* weight, float* bias, float* result) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share(rows, part, parts);
        if (LayerNormRows512.Fit(width))
        {
            nint first = (nint)start * width;
            LayerNormRows512.Apply(x + first, end - start, width, epsilon, weight, bias, result + first);
            return;
        }

        ReadOnlySpan<float> w = new(weight, width), b = new(bias, width);
        for (int row = start; row < end; row++)
        {
            var values = new ReadOnlySpan<float>(x + (nint)row * width, width);
            Normalization.Apply(values, Moments.Of(values, epsilon), w, b, new Span<float>(result + (nint)row * width, width));
        }
    }
}

/// <summary>
/// The memory in which the adjoints of weight and bias are summed, once for each chunk of rows: the number of chunks depends on the sizes
/// alone, so that the sums don't depend on the number of threads.
/// </summary>
internal readonly record struct LayerNormSums(int Rows, int Width)
{
    private const int ValuesOfAChunk = 1 << 14;
    private const int MostChunks = 16;

    internal int Chunks { get; } = (int)Math.Clamp((long)Rows * Width / ValuesOfAChunk, 1, MostChunks);

    internal int Length => 2 * Width;
}

/// <summary>The adjoints of a layer normalization, by chunks of rows.</summary>
internal readonly unsafe struct LayerNormAdjointJob(
    LayerNormSums sizes, double epsilon, float* x, float* weight, float* dresult, float* dx, bool addsX, float* sums, float* scratch, bool wantsWeight, bool wantsBias)
    : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int last) = WorkerPool.Share(sizes.Chunks, part, parts);
        int width = sizes.Width;
        ReadOnlySpan<float> w = new(weight, width);
        Span<float> normalized = new(scratch + (nint)part * 2 * width, width), scaled = new(scratch + (nint)(part * 2 + 1) * width, width);
        for (int chunk = first; chunk < last; chunk++)
        {
            Span<float> dweight = new(sums + (nint)chunk * 2 * width, width), dbias = new(sums + (nint)(chunk * 2 + 1) * width, width);
            dweight.Clear();
            dbias.Clear();
            (int start, int end) = WorkerPool.Share(sizes.Rows, chunk, sizes.Chunks);
            if (LayerNormRows512.Fit(width))
            {
                nint offset = (nint)start * width;
                LayerNormRows512.Adjoint(
                    x + offset, end - start, width, epsilon, weight, dresult + offset, dx == null ? null : dx + offset, addsX,
                    sums + (nint)chunk * 2 * width, sums + (nint)(chunk * 2 + 1) * width);
                continue;
            }

            for (int row = start; row < end; row++)
            {
                nint at = (nint)row * width;
                ReadOnlySpan<float> values = new(x + at, width), cotangent = new(dresult + at, width);
                Moments moments = Moments.Of(values, epsilon);
                Normalization.Normalize(values, moments, normalized);
                if (wantsBias)
                    Blas.Add(cotangent, dbias);
                if (wantsWeight)
                    Normalization.AddProduct(cotangent, normalized, dweight);
                if (dx == null)
                    continue;
                Normalization.Multiply(cotangent, w, scaled);
                float mean = Blas.Sum(scaled) / width, slope = Blas.Dot(scaled, normalized) / width;
                Normalization.Adjoint(scaled, normalized, mean, slope, moments.Scale, new Span<float>(dx + at, width), addsX);
            }
        }
    }
}
