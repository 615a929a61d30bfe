using System.Runtime.Intrinsics;

namespace AutoDiff.Benchmarks.MatrixProduct;

/// <summary>The multiply-adds that one core does on registers alone.</summary>
internal static class Peak
{
    private static float s_sink;

    internal static double MedianOf(int turns)
    {
        var rates = new double[turns];
        for (int i = -2; i < turns; i++)
        {
            TimeSpan start = Environment.CpuUsage.UserTime;
            const int Count = 4_000_000;
            s_sink += Run(Count);
            if (i >= 0)
                rates[i] = 2.0 * 16 * 16 * Count / (Environment.CpuUsage.UserTime - start).TotalSeconds / 1e9;
        }

        return rates.Order().ElementAt(turns / 2);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    private static float Run(int count)
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(1e-3f);
        Vector512<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        Vector512<float> s12 = x, s13 = x, s14 = x, s15 = x;
        for (int i = 0; i < count; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, x, y);
            s1 = Vector512.FusedMultiplyAdd(s1, x, y);
            s2 = Vector512.FusedMultiplyAdd(s2, x, y);
            s3 = Vector512.FusedMultiplyAdd(s3, x, y);
            s4 = Vector512.FusedMultiplyAdd(s4, x, y);
            s5 = Vector512.FusedMultiplyAdd(s5, x, y);
            s6 = Vector512.FusedMultiplyAdd(s6, x, y);
            s7 = Vector512.FusedMultiplyAdd(s7, x, y);
            s8 = Vector512.FusedMultiplyAdd(s8, x, y);
            s9 = Vector512.FusedMultiplyAdd(s9, x, y);
            s10 = Vector512.FusedMultiplyAdd(s10, x, y);
            s11 = Vector512.FusedMultiplyAdd(s11, x, y);
            s12 = Vector512.FusedMultiplyAdd(s12, x, y);
            s13 = Vector512.FusedMultiplyAdd(s13, x, y);
            s14 = Vector512.FusedMultiplyAdd(s14, x, y);
            s15 = Vector512.FusedMultiplyAdd(s15, x, y);
        }

        return Vector512.Sum(s0 + s1 + s2 + s3 + (s4 + s5 + s6 + s7) + (s8 + s9 + s10 + s11) + (s12 + s13 + s14 + s15));
    }
}
