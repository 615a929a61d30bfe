using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>What is done with rows as short as the classes of a classifier: values that don't fill a register are masked, where one by one they took most of the time.</summary>
internal static unsafe class ShortRows512
{
    private const int Lanes = 16;

    internal static bool IsSupported => Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    /// <summary>result = exp((x - max) scale), with 0 for what is subnormal; returns the sum of it. x and result are of one length, and may be the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static float Exponentials(ReadOnlySpan<float> x, float max, Span<float> result, float scale)
    {
        Vector512<float> shift = Vector512.Create(max), factor = Vector512.Create(scale), sums = Vector512<float>.Zero;
        fixed (float* source = x, target = result)
        {
            int i = 0;
            for (; i + Lanes <= x.Length; i += Lanes)
            {
                Vector512<float> exponential = Exp((Vector512.Load(source + i) - shift) * factor);
                exponential.Store(target + i);
                sums += exponential;
            }

            if (i < x.Length)
            {
                Vector512<float> used = UsedLanes.Of(x.Length - i);
                Vector512<float> exponential = Vector512.BitwiseAnd(Exp((Avx512F.MaskLoad(source + i, used, shift) - shift) * factor), used);
                Avx512F.MaskStore(target + i, used, exponential);
                sums += exponential;
            }
        }

        return Vector512.Sum(sums);
    }

    /// <summary>The largest value; NaN if one is, and of none the least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static float Max(ReadOnlySpan<float> x)
    {
        Vector512<float> least = Vector512.Create(float.NegativeInfinity), most = least;
        fixed (float* source = x)
        {
            int i = 0;
            for (; i + Lanes <= x.Length; i += Lanes)
                most = Vector512.Max(most, Vector512.Load(source + i));
            if (i < x.Length)
                most = Vector512.Max(most, Avx512F.MaskLoad(source + i, UsedLanes.Of(x.Length - i), least));
        }

        return Lanes512<float>.MaxOf(new(most));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> x) => Activation.ExpOfWeight(new Lanes512<float>(x)).Value;
}
