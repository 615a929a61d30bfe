using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>
/// <see cref="PairMaximum"/> for 512 bits, eight windows at once, written on the registers themselves: through the lanes every comparison becomes a
/// register of its own, and a row took three times as long. Where a NaN is, the row is left to the lanes.
/// </summary>
internal static unsafe class PairMaximum512
{
    private const int Windows = 8;

    // The last windows of a row reach back over some that are done already. Fewer than eight reach over the end of the row, which those that follow write later.
    internal static bool Fits(int length, bool reachesOver) => Avx512F.IsSupported && Vector512.IsHardwareAccelerated && (length >= Windows || reachesOver);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows(int rows, float* x, int width, float* result, int length, bool reachesOver, float floor)
    {
        Vector512<float> least = Vector512.Create(floor);
        Vector512<int> even = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 0, 2, 4, 6, 8, 10, 12, 14), odd = even + Vector512<int>.One;
        for (int row = 0; row < rows; row++, x += 2 * width, result += length)
        {
            for (int next = 0; next < length; next += Windows)
            {
                int i = length < Windows ? 0 : Math.Min(next, length - Windows);
                Vector512<float> upper = Vector512.Load(x + 2 * i), lower = Vector512.Load(x + width + 2 * i);
                if (Avx512F.CompareUnordered(upper, lower) != Vector512<float>.Zero)
                {
                    PairMaximum.RowOfLanes(x, width, result, length, reachesOver, floor);
                    break;
                }

                // The second operand where both are equal: the first of them.
                Vector512<float> largest = Avx512F.Max(Avx512F.PermuteVar16x32(upper, odd), Avx512F.PermuteVar16x32(upper, even));
                largest = Avx512F.Max(Avx512F.PermuteVar16x32(lower, even), largest);
                largest = Avx512F.Max(Avx512F.PermuteVar16x32(lower, odd), largest);
                Avx512F.Max(largest, least).GetLower().Store(result + i);
            }
        }
    }

    /// <summary>The cotangents of rows of maxima at the places that they came from, and zeros in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void AdjointRows(int rows, float* x, int width, float* dresult, float* dx, int length, bool reachesOver, float cutoff)
    {
        Vector512<float> cut = Vector512.Create(cutoff);
        Vector512<int> twice = Vector512.Create(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
        Vector512<float> second = Vector512.Create(0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1).AsSingle();
        for (int row = 0; row < rows; row++, x += 2 * width, dx += 2 * width, dresult += length)
        {
            for (int next = 0; next < length; next += Windows)
            {
                int i = length < Windows ? 0 : Math.Min(next, length - Windows);
                Vector512<float> upper = Vector512.Load(x + 2 * i), lower = Vector512.Load(x + width + 2 * i);
                if (Avx512F.CompareUnordered(upper, lower) != Vector512<float>.Zero)
                {
                    PairMaximum.AdjointRowOfLanes(x, width, dresult, dx, length, reachesOver, cutoff);
                    break;
                }

                // In each lane the largest value of its window; then which lanes have it, of these the first.
                Vector512<float> largest = Avx512F.Max(upper, lower);
                largest = Avx512F.Max(largest, Neighbours(largest));
                Vector512<float> hasUpper = Avx512F.CompareEqual(upper, largest), other = Neighbours(hasUpper);
                Vector512<float> hasLower = Vector512.AndNot(Avx512F.CompareEqual(lower, largest), hasUpper | other);
                Vector512<float> cotangent = Avx512F.PermuteVar16x32(Vector256.Load(dresult + i).ToVector512Unsafe(), twice);
                cotangent = Vector512.AndNot(cotangent, Avx512F.CompareLessThanOrEqual(largest, cut));
                Vector512.AndNot(cotangent & hasUpper, other & second).Store(dx + 2 * i);
                Vector512.AndNot(cotangent & hasLower, Neighbours(hasLower) & second).Store(dx + width + 2 * i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Neighbours(Vector512<float> x) => Avx512F.Permute4x32(x, 0b10_11_00_01);
}
