using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>
/// <see cref="MicroKernel{TLanes}"/> for 512 bits, written on the registers themselves: through the lanes the compiler moves every other sum to another
/// register and back. A tile of more than 16 and up to 32 columns; those that aren't there are neither read of C nor written.
/// </summary>
internal static unsafe class MicroKernel512
{
    private const int Lanes = 16;
    private const int LastPrefetch = 22;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows12(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride, int columns)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> c00 = zero, c01 = zero;
        Vector512<float> c10 = zero, c11 = zero;
        Vector512<float> c20 = zero, c21 = zero;
        Vector512<float> c30 = zero, c31 = zero;
        Vector512<float> c40 = zero, c41 = zero;
        Vector512<float> c50 = zero, c51 = zero;
        Vector512<float> c60 = zero, c61 = zero;
        Vector512<float> c70 = zero, c71 = zero;
        Vector512<float> c80 = zero, c81 = zero;
        Vector512<float> c90 = zero, c91 = zero;
        Vector512<float> c100 = zero, c101 = zero;
        Vector512<float> c110 = zero, c111 = zero;
        float* a3 = a + 3 * rowStride;
        float* a6 = a + 6 * rowStride;
        float* a9 = a + 9 * rowStride;
        nint twoRows = 2 * rowStride;

        // C is read or written once, at the end: by then it is in the first cache. A line of it with each step, for many at once keep those of A waiting.
        float* line = c, other = c + Lanes;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + Lanes);
            Vector512<float> x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[rowStride]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[twoRows]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(*a3);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a3[rowStride]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a3[twoRows]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(*a6);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a6[rowStride]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
            x = Vector512.Create(a6[twoRows]);
            c80 = Vector512.FusedMultiplyAdd(x, b0, c80);
            c81 = Vector512.FusedMultiplyAdd(x, b1, c81);
            x = Vector512.Create(*a9);
            c90 = Vector512.FusedMultiplyAdd(x, b0, c90);
            c91 = Vector512.FusedMultiplyAdd(x, b1, c91);
            x = Vector512.Create(a9[rowStride]);
            c100 = Vector512.FusedMultiplyAdd(x, b0, c100);
            c101 = Vector512.FusedMultiplyAdd(x, b1, c101);
            x = Vector512.Create(a9[twoRows]);
            c110 = Vector512.FusedMultiplyAdd(x, b0, c110);
            c111 = Vector512.FusedMultiplyAdd(x, b1, c111);
            Sse.Prefetch0(line);
            float* next = k < LastPrefetch ? line + cStride : line;
            line = other;
            other = next;
            a += columnStride;
            a3 += columnStride;
            a6 += columnStride;
            a9 += columnStride;
            b += bStride;
        }

        Vector512<float> used = UsedLanes.Of(columns - Lanes);
        Store(c00, c01, from, c, used);
        Store(c10, c11, from + fromStride, c + cStride, used);
        Store(c20, c21, from + 2 * fromStride, c + 2 * cStride, used);
        Store(c30, c31, from + 3 * fromStride, c + 3 * cStride, used);
        Store(c40, c41, from + 4 * fromStride, c + 4 * cStride, used);
        Store(c50, c51, from + 5 * fromStride, c + 5 * cStride, used);
        Store(c60, c61, from + 6 * fromStride, c + 6 * cStride, used);
        Store(c70, c71, from + 7 * fromStride, c + 7 * cStride, used);
        Store(c80, c81, from + 8 * fromStride, c + 8 * cStride, used);
        Store(c90, c91, from + 9 * fromStride, c + 9 * cStride, used);
        Store(c100, c101, from + 10 * fromStride, c + 10 * cStride, used);
        Store(c110, c111, from + 11 * fromStride, c + 11 * cStride, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows8(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride, int columns)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> c00 = zero, c01 = zero;
        Vector512<float> c10 = zero, c11 = zero;
        Vector512<float> c20 = zero, c21 = zero;
        Vector512<float> c30 = zero, c31 = zero;
        Vector512<float> c40 = zero, c41 = zero;
        Vector512<float> c50 = zero, c51 = zero;
        Vector512<float> c60 = zero, c61 = zero;
        Vector512<float> c70 = zero, c71 = zero;
        float* a3 = a + 3 * rowStride;
        float* a6 = a + 6 * rowStride;
        nint twoRows = 2 * rowStride;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + Lanes);
            Vector512<float> x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[rowStride]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[twoRows]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(*a3);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a3[rowStride]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a3[twoRows]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(*a6);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a6[rowStride]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
            a += columnStride;
            a3 += columnStride;
            a6 += columnStride;
            b += bStride;
        }

        Vector512<float> used = UsedLanes.Of(columns - Lanes);
        Store(c00, c01, from, c, used);
        Store(c10, c11, from + fromStride, c + cStride, used);
        Store(c20, c21, from + 2 * fromStride, c + 2 * cStride, used);
        Store(c30, c31, from + 3 * fromStride, c + 3 * cStride, used);
        Store(c40, c41, from + 4 * fromStride, c + 4 * cStride, used);
        Store(c50, c51, from + 5 * fromStride, c + 5 * cStride, used);
        Store(c60, c61, from + 6 * fromStride, c + 6 * cStride, used);
        Store(c70, c71, from + 7 * fromStride, c + 7 * cStride, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows6(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride, int columns)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> c00 = zero, c01 = zero;
        Vector512<float> c10 = zero, c11 = zero;
        Vector512<float> c20 = zero, c21 = zero;
        Vector512<float> c30 = zero, c31 = zero;
        Vector512<float> c40 = zero, c41 = zero;
        Vector512<float> c50 = zero, c51 = zero;
        float* a3 = a + 3 * rowStride;
        nint twoRows = 2 * rowStride;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + Lanes);
            Vector512<float> x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[rowStride]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[twoRows]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(*a3);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a3[rowStride]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a3[twoRows]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            a += columnStride;
            a3 += columnStride;
            b += bStride;
        }

        Vector512<float> used = UsedLanes.Of(columns - Lanes);
        Store(c00, c01, from, c, used);
        Store(c10, c11, from + fromStride, c + cStride, used);
        Store(c20, c21, from + 2 * fromStride, c + 2 * cStride, used);
        Store(c30, c31, from + 3 * fromStride, c + 3 * cStride, used);
        Store(c40, c41, from + 4 * fromStride, c + 4 * cStride, used);
        Store(c50, c51, from + 5 * fromStride, c + 5 * cStride, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows4(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride, int columns)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> c00 = zero, c01 = zero;
        Vector512<float> c10 = zero, c11 = zero;
        Vector512<float> c20 = zero, c21 = zero;
        Vector512<float> c30 = zero, c31 = zero;
        float* a3 = a + 3 * rowStride;
        nint twoRows = 2 * rowStride;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + Lanes);
            Vector512<float> x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[rowStride]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[twoRows]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(*a3);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            a += columnStride;
            a3 += columnStride;
            b += bStride;
        }

        Vector512<float> used = UsedLanes.Of(columns - Lanes);
        Store(c00, c01, from, c, used);
        Store(c10, c11, from + fromStride, c + cStride, used);
        Store(c20, c21, from + 2 * fromStride, c + 2 * cStride, used);
        Store(c30, c31, from + 3 * fromStride, c + 3 * cStride, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows2(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride, int columns)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> c00 = zero, c01 = zero;
        Vector512<float> c10 = zero, c11 = zero;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + Lanes);
            Vector512<float> x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[rowStride]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            a += columnStride;
            b += bStride;
        }

        Vector512<float> used = UsedLanes.Of(columns - Lanes);
        Store(c00, c01, from, c, used);
        Store(c10, c11, from + fromStride, c + cStride, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows1(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride, int columns)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> c00 = zero, c01 = zero;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + Lanes);
            Vector512<float> x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            a += columnStride;
            b += bStride;
        }

        Vector512<float> used = UsedLanes.Of(columns - Lanes);
        Store(c00, c01, from, c, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> left, Vector512<float> right, float* from, float* c, Vector512<float> used)
    {
        if (from != null)
        {
            left += Vector512.Load(from);
            right += Avx512F.MaskLoad(from + Lanes, used, Vector512<float>.Zero);
        }

        left.Store(c);
        Avx512F.MaskStore(c + Lanes, used, right);
    }
}
