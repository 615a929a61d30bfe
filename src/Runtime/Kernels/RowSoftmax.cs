using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>Softmax of a contiguous row, shifted by its maximum: what softmax, cross-entropy and attention share.</summary>
internal static class RowSoftmax
{
    /// <summary>result = exp(x - max); returns the sum of it. x and result may be the same.</summary>
    internal static float Exponentials(ReadOnlySpan<float> x, float max, Span<float> result)
    {
        if (result.Length != x.Length)
            throw new ArgumentException($"The lengths {x.Length} and {result.Length} differ.", nameof(result));
        ref float source = ref MemoryMarshal.GetReference(x);
        ref float target = ref MemoryMarshal.GetReference(result);
        int i = 0;
        float sum = 0;
        if (Vector512.IsHardwareAccelerated)
            sum += Exponentials<Lanes512<float>>(ref source, max, ref target, ref i, x.Length);
        else if (Vector256.IsHardwareAccelerated)
            sum += Exponentials<Lanes256<float>>(ref source, max, ref target, ref i, x.Length);
        else if (Vector128.IsHardwareAccelerated)
            sum += Exponentials<Lanes128<float>>(ref source, max, ref target, ref i, x.Length);
        return sum + Exponentials<SingleLane<float>>(ref source, max, ref target, ref i, x.Length);
    }

    internal static void Run(ReadOnlySpan<float> x, Span<float> result)
    {
        float sum = Exponentials(x, Blas.Max(x), result);
        Scale(result, 1 / sum);
    }

    internal static void RunLog(ReadOnlySpan<float> x, Span<float> result)
    {
        float logSum = LogSumExp(x, result);
        for (int i = 0; i < result.Length; i++)
            result[i] = x[i] - logSum;
    }

    // log of the sum of exponentials; scratch is as long as x.
    internal static float LogSumExp(ReadOnlySpan<float> x, Span<float> scratch)
    {
        float shift = Blas.Max(x);
        return shift + MathF.Log(Exponentials(x, shift, scratch));
    }

    // dx += y (dy - sum(y dy))
    internal static void AddAdjoint(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        float mean = Blas.Dot(y, dy);
        for (int i = 0; i < dx.Length; i++)
            dx[i] += y[i] * (dy[i] - mean);
    }

    // dx += dy - exp(y) sum(dy)
    internal static void AddLogAdjoint(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        float sum = Blas.Sum(dy);
        for (int i = 0; i < dx.Length; i++)
            dx[i] += dy[i] - MathF.Exp(y[i]) * sum;
    }

    internal static void Scale(Span<float> x, float factor)
    {
        ref float values = ref MemoryMarshal.GetReference(x);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            i = Scale<Lanes512<float>>(ref values, factor, i, x.Length);
        else if (Vector256.IsHardwareAccelerated)
            i = Scale<Lanes256<float>>(ref values, factor, i, x.Length);
        else if (Vector128.IsHardwareAccelerated)
            i = Scale<Lanes128<float>>(ref values, factor, i, x.Length);
        Scale<SingleLane<float>>(ref values, factor, i, x.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Exponentials<TLanes>(ref float x, float max, ref float result, ref int start, int length)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        TLanes shift = TLanes.Create(max), sum = TLanes.Create(0);
        for (; i + TLanes.Count <= length; i += TLanes.Count)
        {
            TLanes exponential = TLanes.Exp(TLanes.Load(in x, (nuint)i) - shift);
            TLanes.Store(exponential, ref result, (nuint)i);
            sum += exponential;
        }

        start = i;
        return TLanes.SumOf(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Scale<TLanes>(ref float x, float factor, int start, int length)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        TLanes by = TLanes.Create(factor);
        for (; i + TLanes.Count <= length; i += TLanes.Count)
            TLanes.Store(TLanes.Load(in x, (nuint)i) * by, ref x, (nuint)i);
        return i;
    }
}
