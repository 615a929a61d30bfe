using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>Softmax of a contiguous row, shifted by its maximum: what softmax, cross-entropy and attention share. Not inlined, as in <see cref="Blas"/>.</summary>
internal static class RowSoftmax
{
    /// <summary>result = exp((x - max) scale), with 0 for what is subnormal; returns the sum of it. max is the largest of x, scale positive. x and result may be the same.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float Exponentials(ReadOnlySpan<float> x, float max, Span<float> result, float scale = 1)
    {
        if (result.Length != x.Length)
            throw new ArgumentException($"The lengths {x.Length} and {result.Length} differ.", nameof(result));
        if (ShortRows512.IsSupported)
            return ShortRows512.Exponentials(x, max, result, scale);
        ref float source = ref MemoryMarshal.GetReference(x);
        ref float target = ref MemoryMarshal.GetReference(result);
        int i = 0;
        float sum = 0;
        if (Vector256.IsHardwareAccelerated)
            sum += Exponentials<Lanes256<float>>(ref source, max, scale, ref target, ref i, x.Length);
        else if (Vector128.IsHardwareAccelerated)
            sum += Exponentials<Lanes128<float>>(ref source, max, scale, ref target, ref i, x.Length);
        return sum + Exponentials<SingleLane<float>>(ref source, max, scale, ref target, ref i, x.Length);
    }

    // The softmax of scale x.
    internal static void Run(ReadOnlySpan<float> x, Span<float> result, float scale = 1)
    {
        float sum = Exponentials(x, Blas.Max(x), result, scale);
        Scale(result, 1 / sum);
    }

    internal static void RunLog(ReadOnlySpan<float> x, Span<float> result)
    {
        float logSum = LogSumExp(x, result);
        Lines.Run(new Shift(logSum), x, x, x, result);
    }

    // log of the sum of exponentials; scratch is as long as x.
    internal static float LogSumExp(ReadOnlySpan<float> x, Span<float> scratch)
    {
        float shift = Blas.Max(x);
        return shift + MathF.Log(Exponentials(x, shift, scratch));
    }

    // dx += y (dy - sum(y dy))
    internal static void AddAdjoint(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Lines.Run(new SoftmaxAdjoint(Blas.Dot(y, dy)), y, dy, dx, dx);

    // dx += dy - exp(y) sum(dy)
    internal static void AddLogAdjoint(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Lines.Run(new LogSoftmaxAdjoint(Blas.Sum(dy)), y, dy, dx, dx);

    [MethodImpl(MethodImplOptions.NoInlining)]
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
    private static float Exponentials<TLanes>(ref float x, float max, float scale, ref float result, ref int start, int length)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        TLanes shift = TLanes.Create(max), factor = TLanes.Create(scale), sum = TLanes.Create(0);
        for (; i + TLanes.Count <= length; i += TLanes.Count)
        {
            TLanes exponential = Activation.ExpOfWeight((TLanes.Load(in x, (nuint)i) - shift) * factor);
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

    private readonly struct Shift(float by) : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> => a - TLanes.Create(by);
    }

    private readonly struct SoftmaxAdjoint(float mean) : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> => TLanes.MultiplyAdd(a, b - TLanes.Create(mean), c);
    }

    private readonly struct LogSoftmaxAdjoint(float sum) : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> => c + (b - Activation.Exp(a) * TLanes.Create(sum));
    }
}
