using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// Sums, dot products and additions over contiguous values: what many kernels are made of. They aren't inlined: in a large caller the compiler would leave
/// the lanes' functions in them as calls.
/// </summary>
internal static class Blas
{
    internal static void Add(ReadOnlySpan<float> x, Span<float> y) => AddScaled(1, x, y);

    internal static void AddTo(Tensor y, ReadOnlySpan<float> x)
    {
        Span<float> target = y.Target(out bool isFirst);
        Runs.Move(x, target, adds: !isFirst);
    }

    // y += scale x
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void AddScaled(float scale, ReadOnlySpan<float> x, Span<float> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"There are {x.Length} values to be added to {y.Length}.", nameof(x));
        ref float source = ref MemoryMarshal.GetReference(x);
        ref float target = ref MemoryMarshal.GetReference(y);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            i = AddScaled<Lanes512<float>>(scale, ref source, ref target, i, x.Length);
        else if (Vector256.IsHardwareAccelerated)
            i = AddScaled<Lanes256<float>>(scale, ref source, ref target, i, x.Length);
        else if (Vector128.IsHardwareAccelerated)
            i = AddScaled<Lanes128<float>>(scale, ref source, ref target, i, x.Length);
        AddScaled<SingleLane<float>>(scale, ref source, ref target, i, x.Length);
    }

    // y += x, broadcast
    internal static void AddConstant(float x, Span<float> y) => Lines.Run(new AddedConstant(x), y, y, y, y);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float Sum(ReadOnlySpan<float> x)
    {
        ref float values = ref MemoryMarshal.GetReference(x);
        int i = 0;
        float sum = 0;
        if (Vector512.IsHardwareAccelerated)
            sum += Sum<Lanes512<float>>(ref values, ref i, x.Length);
        else if (Vector256.IsHardwareAccelerated)
            sum += Sum<Lanes256<float>>(ref values, ref i, x.Length);
        else if (Vector128.IsHardwareAccelerated)
            sum += Sum<Lanes128<float>>(ref values, ref i, x.Length);
        return sum + Sum<SingleLane<float>>(ref values, ref i, x.Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"The lengths {x.Length} and {y.Length} differ.", nameof(x));
        ref float a = ref MemoryMarshal.GetReference(x);
        ref float b = ref MemoryMarshal.GetReference(y);
        int i = 0;
        float sum = 0;
        if (Vector512.IsHardwareAccelerated)
            sum += Dot<Lanes512<float>>(ref a, ref b, ref i, x.Length);
        else if (Vector256.IsHardwareAccelerated)
            sum += Dot<Lanes256<float>>(ref a, ref b, ref i, x.Length);
        else if (Vector128.IsHardwareAccelerated)
            sum += Dot<Lanes128<float>>(ref a, ref b, ref i, x.Length);
        return sum + Dot<SingleLane<float>>(ref a, ref b, ref i, x.Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float Max(ReadOnlySpan<float> x)
    {
        if (ShortRows512.IsSupported)
            return ShortRows512.Max(x);
        ref float values = ref MemoryMarshal.GetReference(x);
        int i = 0;
        float most = float.NegativeInfinity;
        if (Vector256.IsHardwareAccelerated)
            most = Max<Lanes256<float>>(most, ref values, ref i, x.Length);
        else if (Vector128.IsHardwareAccelerated)
            most = Max<Lanes128<float>>(most, ref values, ref i, x.Length);
        for (; i < x.Length; i++)
            most = MathF.Max(most, x[i]);
        return most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddScaled<TLanes>(float scale, ref float x, ref float y, int start, int length)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        TLanes factor = TLanes.Create(scale);
        for (; i + TLanes.Count <= length; i += TLanes.Count)
        {
            TLanes sum = TLanes.MultiplyAdd(factor, TLanes.Load(in x, (nuint)i), TLanes.Load(in y, (nuint)i));
            TLanes.Store(sum, ref y, (nuint)i);
        }

        return i;
    }

    // Four sums in turn hide the latency of an addition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum<TLanes>(ref float x, ref int start, int length)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        TLanes sum0 = TLanes.Create(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (; i + 4 * TLanes.Count <= length; i += 4 * TLanes.Count)
        {
            sum0 += TLanes.Load(in x, (nuint)i);
            sum1 += TLanes.Load(in x, (nuint)(i + TLanes.Count));
            sum2 += TLanes.Load(in x, (nuint)(i + 2 * TLanes.Count));
            sum3 += TLanes.Load(in x, (nuint)(i + 3 * TLanes.Count));
        }

        for (; i + TLanes.Count <= length; i += TLanes.Count)
            sum0 += TLanes.Load(in x, (nuint)i);
        start = i;
        return TLanes.SumOf(sum0 + sum1 + (sum2 + sum3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot<TLanes>(ref float x, ref float y, ref int start, int length)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        TLanes sum0 = TLanes.Create(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (; i + 4 * TLanes.Count <= length; i += 4 * TLanes.Count)
        {
            sum0 = TLanes.MultiplyAdd(TLanes.Load(in x, (nuint)i), TLanes.Load(in y, (nuint)i), sum0);
            nuint j = (nuint)(i + TLanes.Count);
            sum1 = TLanes.MultiplyAdd(TLanes.Load(in x, j), TLanes.Load(in y, j), sum1);
            j = (nuint)(i + 2 * TLanes.Count);
            sum2 = TLanes.MultiplyAdd(TLanes.Load(in x, j), TLanes.Load(in y, j), sum2);
            j = (nuint)(i + 3 * TLanes.Count);
            sum3 = TLanes.MultiplyAdd(TLanes.Load(in x, j), TLanes.Load(in y, j), sum3);
        }

        for (; i + TLanes.Count <= length; i += TLanes.Count)
            sum0 = TLanes.MultiplyAdd(TLanes.Load(in x, (nuint)i), TLanes.Load(in y, (nuint)i), sum0);
        start = i;
        return TLanes.SumOf(sum0 + sum1 + (sum2 + sum3));
    }

    // Max of .NET's vectors keeps a NaN, as MathF.Max does.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Max<TLanes>(float most, ref float x, ref int start, int length)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        if (i + TLanes.Count > length)
            return most;
        TLanes largest = TLanes.Load(in x, (nuint)i);
        for (i += TLanes.Count; i + TLanes.Count <= length; i += TLanes.Count)
            largest = TLanes.Max(largest, TLanes.Load(in x, (nuint)i));
        start = i;
        return MathF.Max(most, TLanes.MaxOf(largest));
    }

    private readonly struct AddedConstant(float added) : ILine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
            where TLanes : struct, ILanes<TLanes, float> => a + TLanes.Create(added);
    }
}
