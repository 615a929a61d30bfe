using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The mean of values, and what scales their deviations to variance 1.</summary>
internal readonly record struct Moments(float Mean, float Scale)
{
    internal static Moments Of(ReadOnlySpan<float> values, double epsilon)
    {
        float mean = Blas.Sum(values) / values.Length;
        float squares = Lines.SumOfSquaredDeviations(values, mean);
        return new Moments(mean, (float)(1 / Math.Sqrt((double)squares / values.Length + epsilon)));
    }
}

/// <summary>The rows of a normalization, forward and backward.</summary>
internal static class Normalization
{
    internal static void Apply(ReadOnlySpan<float> x, Moments moments, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> result) =>
        Lines.Run(new Affine(moments), x, weight, bias, result);

    internal static void Normalize(ReadOnlySpan<float> x, Moments moments, Span<float> result) =>
        Lines.Run(new Standard(moments), x, x, x, result);

    internal static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) =>
        Lines.Run(default(Product), a, b, a, result);

    // sum += a b
    internal static void AddProduct(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> sum) =>
        Lines.Run(default(SumOfProduct), a, b, sum, sum);

    // dx = scale (dy - mean - normalized slope), or it is added
    internal static void Adjoint(
        ReadOnlySpan<float> dy, ReadOnlySpan<float> normalized, float mean, float slope, float scale, Span<float> dx, bool adds)
    {
        if (adds)
            Lines.Run(new SumOfAdjoint(mean, slope, scale), dy, normalized, dx, dx);
        else
            Lines.Run(new FirstAdjoint(mean, slope, scale), dy, normalized, dy, dx);
    }

    private readonly struct Affine(Moments moments) : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> =>
            TLanes.MultiplyAdd((a - TLanes.Create(moments.Mean)) * TLanes.Create(moments.Scale), b, c);
    }

    private readonly struct Standard(Moments moments) : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> => (a - TLanes.Create(moments.Mean)) * TLanes.Create(moments.Scale);
    }

    private readonly struct Product : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> => a * b;
    }

    private readonly struct SumOfProduct : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> => TLanes.MultiplyAdd(a, b, c);
    }

    private readonly struct FirstAdjoint(float mean, float slope, float scale) : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> => TLanes.Create(scale) * (a - TLanes.Create(mean) - b * TLanes.Create(slope));
    }

    private readonly struct SumOfAdjoint(float mean, float slope, float scale) : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> =>
            TLanes.MultiplyAdd(TLanes.Create(scale), a - TLanes.Create(mean) - b * TLanes.Create(slope), c);
    }
}
