using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>A value from three values at the same place.</summary>
internal interface ILine
{
    TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
        where TLanes : struct, ILanes<TLanes, float>;
}

/// <summary>Loops over contiguous values of the same length. Not inlined, as in <see cref="Blas"/>.</summary>
internal static class Lines
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run<TLine>(TLine line, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> result)
        where TLine : struct, ILine
    {
        if (a.Length != result.Length || b.Length != result.Length || c.Length != result.Length)
            throw new ArgumentException($"The lengths {a.Length}, {b.Length}, {c.Length} and {result.Length} differ.", nameof(result));
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            i = Run<TLine, Lanes512<float>>(line, a, b, c, result, i);
        else if (Vector256.IsHardwareAccelerated)
            i = Run<TLine, Lanes256<float>>(line, a, b, c, result, i);
        else if (Vector128.IsHardwareAccelerated)
            i = Run<TLine, Lanes128<float>>(line, a, b, c, result, i);
        Run<TLine, SingleLane<float>>(line, a, b, c, result, i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float SumOfSquaredDeviations(ReadOnlySpan<float> x, float mean)
    {
        int i = 0;
        float sum = 0;
        if (Vector512.IsHardwareAccelerated)
            sum += SumOfSquaredDeviations<Lanes512<float>>(x, mean, ref i);
        else if (Vector256.IsHardwareAccelerated)
            sum += SumOfSquaredDeviations<Lanes256<float>>(x, mean, ref i);
        else if (Vector128.IsHardwareAccelerated)
            sum += SumOfSquaredDeviations<Lanes128<float>>(x, mean, ref i);
        return sum + SumOfSquaredDeviations<SingleLane<float>>(x, mean, ref i);
    }

    // The sum of d (x - mean).
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float DotOfDeviations(ReadOnlySpan<float> d, ReadOnlySpan<float> x, float mean)
    {
        if (d.Length != x.Length)
            throw new ArgumentException($"The lengths {d.Length} and {x.Length} differ.", nameof(x));
        int i = 0;
        float sum = 0;
        if (Vector512.IsHardwareAccelerated)
            sum += DotOfDeviations<Lanes512<float>>(d, x, mean, ref i);
        else if (Vector256.IsHardwareAccelerated)
            sum += DotOfDeviations<Lanes256<float>>(d, x, mean, ref i);
        else if (Vector128.IsHardwareAccelerated)
            sum += DotOfDeviations<Lanes128<float>>(d, x, mean, ref i);
        return sum + DotOfDeviations<SingleLane<float>>(d, x, mean, ref i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run<TLine, TLanes>(
        TLine line, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> result, int start)
        where TLine : struct, ILine
        where TLanes : struct, ILanes<TLanes, float>
    {
        ref float x = ref MemoryMarshal.GetReference(a);
        ref float y = ref MemoryMarshal.GetReference(b);
        ref float z = ref MemoryMarshal.GetReference(c);
        ref float target = ref MemoryMarshal.GetReference(result);
        int i = start;
        for (; i + TLanes.Count <= result.Length; i += TLanes.Count)
        {
            TLanes value = line.Value(TLanes.Load(in x, (nuint)i), TLanes.Load(in y, (nuint)i), TLanes.Load(in z, (nuint)i));
            TLanes.Store(value, ref target, (nuint)i);
        }

        return i;
    }

    // Two sums in turns hide the latency of an addition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumOfSquaredDeviations<TLanes>(ReadOnlySpan<float> values, float mean, ref int start)
        where TLanes : struct, ILanes<TLanes, float>
    {
        ref float x = ref MemoryMarshal.GetReference(values);
        int i = start;
        TLanes even = TLanes.Create(0), odd = even, centre = TLanes.Create(mean);
        for (; i + 2 * TLanes.Count <= values.Length; i += 2 * TLanes.Count)
        {
            TLanes deviation = TLanes.Load(in x, (nuint)i) - centre, next = TLanes.Load(in x, (nuint)(i + TLanes.Count)) - centre;
            even = TLanes.MultiplyAdd(deviation, deviation, even);
            odd = TLanes.MultiplyAdd(next, next, odd);
        }

        for (; i + TLanes.Count <= values.Length; i += TLanes.Count)
        {
            TLanes deviation = TLanes.Load(in x, (nuint)i) - centre;
            even = TLanes.MultiplyAdd(deviation, deviation, even);
        }

        start = i;
        return TLanes.SumOf(even + odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float DotOfDeviations<TLanes>(ReadOnlySpan<float> cotangent, ReadOnlySpan<float> values, float mean, ref int start)
        where TLanes : struct, ILanes<TLanes, float>
    {
        ref float d = ref MemoryMarshal.GetReference(cotangent);
        ref float x = ref MemoryMarshal.GetReference(values);
        int i = start;
        TLanes even = TLanes.Create(0), odd = even, centre = TLanes.Create(mean);
        for (; i + 2 * TLanes.Count <= values.Length; i += 2 * TLanes.Count)
        {
            nuint next = (nuint)(i + TLanes.Count);
            even = TLanes.MultiplyAdd(TLanes.Load(in d, (nuint)i), TLanes.Load(in x, (nuint)i) - centre, even);
            odd = TLanes.MultiplyAdd(TLanes.Load(in d, next), TLanes.Load(in x, next) - centre, odd);
        }

        for (; i + TLanes.Count <= values.Length; i += TLanes.Count)
            even = TLanes.MultiplyAdd(TLanes.Load(in d, (nuint)i), TLanes.Load(in x, (nuint)i) - centre, even);
        start = i;
        return TLanes.SumOf(even + odd);
    }
}
