using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>Sixteen rows, or twelve, become columns, four at a time: whole cache lines are written. In each quarter of a register are four of the rows.</summary>
internal static unsafe class Transposition512
{
    internal static bool IsSupported => Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    /// <summary>target[d * stride + r] = source[r * rowStride + d] for the first rows; returns how many of them are done.</summary>
    internal static int Run(float* source, nint rowStride, int rows, int depth, float* target, nint stride)
    {
        int r = 0;
        for (; r + 16 <= rows; r += 16)
            Sixteen(source + r * rowStride, rowStride, depth, target + r, stride);
        if (r + 12 > rows)
            return r;
        Twelve(source + r * rowStride, rowStride, depth, target + r, stride);
        return r + 12;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Sixteen(float* source, nint rowStride, int depth, float* target, nint stride)
    {
        int d = 0;
        for (; d + 4 <= depth; d += 4, target += 4 * stride)
        {
            float* s = source + d;
            Vector512<float> r0 = Quarters(s, rowStride), r1 = Quarters(s + rowStride, rowStride);
            Vector512<float> r2 = Quarters(s + 2 * rowStride, rowStride), r3 = Quarters(s + 3 * rowStride, rowStride);
            Vector512<float> low01 = Avx512F.UnpackLow(r0, r1), high01 = Avx512F.UnpackHigh(r0, r1);
            Vector512<float> low23 = Avx512F.UnpackLow(r2, r3), high23 = Avx512F.UnpackHigh(r2, r3);
            Avx512F.Shuffle(low01, low23, 0b01_00_01_00).Store(target);
            Avx512F.Shuffle(low01, low23, 0b11_10_11_10).Store(target + stride);
            Avx512F.Shuffle(high01, high23, 0b01_00_01_00).Store(target + 2 * stride);
            Avx512F.Shuffle(high01, high23, 0b11_10_11_10).Store(target + 3 * stride);
        }

        Rest(source, rowStride, 16, d, depth, target, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Twelve(float* source, nint rowStride, int depth, float* target, nint stride)
    {
        int d = 0;
        for (; d + 4 <= depth; d += 4, target += 4 * stride)
        {
            float* s = source + d;
            Vector512<float> r0 = ThreeQuarters(s, rowStride), r1 = ThreeQuarters(s + rowStride, rowStride);
            Vector512<float> r2 = ThreeQuarters(s + 2 * rowStride, rowStride), r3 = ThreeQuarters(s + 3 * rowStride, rowStride);
            Vector512<float> low01 = Avx512F.UnpackLow(r0, r1), high01 = Avx512F.UnpackHigh(r0, r1);
            Vector512<float> low23 = Avx512F.UnpackLow(r2, r3), high23 = Avx512F.UnpackHigh(r2, r3);
            StoreTwelve(Avx512F.Shuffle(low01, low23, 0b01_00_01_00), target);
            StoreTwelve(Avx512F.Shuffle(low01, low23, 0b11_10_11_10), target + stride);
            StoreTwelve(Avx512F.Shuffle(high01, high23, 0b01_00_01_00), target + 2 * stride);
            StoreTwelve(Avx512F.Shuffle(high01, high23, 0b11_10_11_10), target + 3 * stride);
        }

        Rest(source, rowStride, 12, d, depth, target, stride);
    }

    private static void Rest(float* source, nint rowStride, int rows, int start, int depth, float* target, nint stride)
    {
        for (int d = start; d < depth; d++, target += stride)
        {
            for (int r = 0; r < rows; r++)
                target[r] = source[r * rowStride + d];
        }
    }

    // Four values of this row, the fourth one after it, the eighth and the twelfth.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* s, nint rowStride) => Avx512F.InsertVector128(ThreeQuarters(s, rowStride), Vector128.Load(s + 12 * rowStride), 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ThreeQuarters(float* s, nint rowStride)
    {
        Vector512<float> two = Avx512F.InsertVector128(Vector128.Load(s).ToVector256Unsafe().ToVector512Unsafe(), Vector128.Load(s + 4 * rowStride), 1);
        return Avx512F.InsertVector128(two, Vector128.Load(s + 8 * rowStride), 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwelve(Vector512<float> x, float* target)
    {
        x.GetLower().Store(target);
        x.GetUpper().GetLower().Store(target + 8);
    }
}
