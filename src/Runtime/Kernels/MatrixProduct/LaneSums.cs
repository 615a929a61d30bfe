using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>The sums over the lanes of four registers, side by side: each is added up in the same order, whatever the others hold.</summary>
internal static unsafe class LaneSums
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Of(Vector512<float> x0, Vector512<float> x1, Vector512<float> x2, Vector512<float> x3)
    {
        if (Avx.IsSupported)
        {
            Vector256<float> pairs = Avx.HorizontalAdd(Avx.HorizontalAdd(Half(x0), Half(x1)), Avx.HorizontalAdd(Half(x2), Half(x3)));
            return pairs.GetLower() + pairs.GetUpper();
        }

        return Vector128.Create(Vector256.Sum(Half(x0)), Vector256.Sum(Half(x1)), Vector256.Sum(Half(x2)), Vector256.Sum(Half(x3)));
    }

    // c = sums, or what is added and the sums.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(Vector128<float> sums, float* from, float* c)
    {
        if (from != null)
            sums += Vector128.Load(from);
        sums.Store(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Half(Vector512<float> x) => x.GetLower() + x.GetUpper();
}
