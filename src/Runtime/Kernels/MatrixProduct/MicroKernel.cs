using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// The innermost part of a matrix product: a tile of C, some rows high and two registers wide, is summed over k in registers. A is read
/// one value at a time with any strides, B by rows of two registers. The sums are added to what is at "from", which for null, with a stride of
/// 0, is nothing.
/// </summary>
internal static unsafe class MicroKernel<TLanes>
    where TLanes : struct, ILanes<TLanes, float>
{
    // 12 x 2 sums fill the 32 registers of AVX-512 and Arm; 6 x 2 the 16 of AVX2. The others are for the rows that are left over.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows12(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride)
    {
        TLanes zero = TLanes.Create(0);
        TLanes c00 = zero, c01 = zero;
        TLanes c10 = zero, c11 = zero;
        TLanes c20 = zero, c21 = zero;
        TLanes c30 = zero, c31 = zero;
        TLanes c40 = zero, c41 = zero;
        TLanes c50 = zero, c51 = zero;
        TLanes c60 = zero, c61 = zero;
        TLanes c70 = zero, c71 = zero;
        TLanes c80 = zero, c81 = zero;
        TLanes c90 = zero, c91 = zero;
        TLanes c100 = zero, c101 = zero;
        TLanes c110 = zero, c111 = zero;
        float* a3 = a + 3 * rowStride;
        float* a6 = a + 6 * rowStride;
        float* a9 = a + 9 * rowStride;
        nint twoRows = 2 * rowStride;
        for (int k = 0; k < depth; k++)
        {
            TLanes b0 = TLanes.Load(in *b, 0), b1 = TLanes.Load(in *b, (nuint)TLanes.Count);
            TLanes x = TLanes.Create(*a);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            c01 = TLanes.MultiplyAdd(x, b1, c01);
            x = TLanes.Create(a[rowStride]);
            c10 = TLanes.MultiplyAdd(x, b0, c10);
            c11 = TLanes.MultiplyAdd(x, b1, c11);
            x = TLanes.Create(a[twoRows]);
            c20 = TLanes.MultiplyAdd(x, b0, c20);
            c21 = TLanes.MultiplyAdd(x, b1, c21);
            x = TLanes.Create(*a3);
            c30 = TLanes.MultiplyAdd(x, b0, c30);
            c31 = TLanes.MultiplyAdd(x, b1, c31);
            x = TLanes.Create(a3[rowStride]);
            c40 = TLanes.MultiplyAdd(x, b0, c40);
            c41 = TLanes.MultiplyAdd(x, b1, c41);
            x = TLanes.Create(a3[twoRows]);
            c50 = TLanes.MultiplyAdd(x, b0, c50);
            c51 = TLanes.MultiplyAdd(x, b1, c51);
            x = TLanes.Create(*a6);
            c60 = TLanes.MultiplyAdd(x, b0, c60);
            c61 = TLanes.MultiplyAdd(x, b1, c61);
            x = TLanes.Create(a6[rowStride]);
            c70 = TLanes.MultiplyAdd(x, b0, c70);
            c71 = TLanes.MultiplyAdd(x, b1, c71);
            x = TLanes.Create(a6[twoRows]);
            c80 = TLanes.MultiplyAdd(x, b0, c80);
            c81 = TLanes.MultiplyAdd(x, b1, c81);
            x = TLanes.Create(*a9);
            c90 = TLanes.MultiplyAdd(x, b0, c90);
            c91 = TLanes.MultiplyAdd(x, b1, c91);
            x = TLanes.Create(a9[rowStride]);
            c100 = TLanes.MultiplyAdd(x, b0, c100);
            c101 = TLanes.MultiplyAdd(x, b1, c101);
            x = TLanes.Create(a9[twoRows]);
            c110 = TLanes.MultiplyAdd(x, b0, c110);
            c111 = TLanes.MultiplyAdd(x, b1, c111);
            a += columnStride;
            a3 += columnStride;
            a6 += columnStride;
            a9 += columnStride;
            b += bStride;
        }

        Store(c00, c01, from, c);
        Store(c10, c11, from + fromStride, c + cStride);
        Store(c20, c21, from + 2 * fromStride, c + 2 * cStride);
        Store(c30, c31, from + 3 * fromStride, c + 3 * cStride);
        Store(c40, c41, from + 4 * fromStride, c + 4 * cStride);
        Store(c50, c51, from + 5 * fromStride, c + 5 * cStride);
        Store(c60, c61, from + 6 * fromStride, c + 6 * cStride);
        Store(c70, c71, from + 7 * fromStride, c + 7 * cStride);
        Store(c80, c81, from + 8 * fromStride, c + 8 * cStride);
        Store(c90, c91, from + 9 * fromStride, c + 9 * cStride);
        Store(c100, c101, from + 10 * fromStride, c + 10 * cStride);
        Store(c110, c111, from + 11 * fromStride, c + 11 * cStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows6(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride)
    {
        TLanes zero = TLanes.Create(0);
        TLanes c00 = zero, c01 = zero;
        TLanes c10 = zero, c11 = zero;
        TLanes c20 = zero, c21 = zero;
        TLanes c30 = zero, c31 = zero;
        TLanes c40 = zero, c41 = zero;
        TLanes c50 = zero, c51 = zero;
        float* a3 = a + 3 * rowStride;
        nint twoRows = 2 * rowStride;
        for (int k = 0; k < depth; k++)
        {
            TLanes b0 = TLanes.Load(in *b, 0), b1 = TLanes.Load(in *b, (nuint)TLanes.Count);
            TLanes x = TLanes.Create(*a);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            c01 = TLanes.MultiplyAdd(x, b1, c01);
            x = TLanes.Create(a[rowStride]);
            c10 = TLanes.MultiplyAdd(x, b0, c10);
            c11 = TLanes.MultiplyAdd(x, b1, c11);
            x = TLanes.Create(a[twoRows]);
            c20 = TLanes.MultiplyAdd(x, b0, c20);
            c21 = TLanes.MultiplyAdd(x, b1, c21);
            x = TLanes.Create(*a3);
            c30 = TLanes.MultiplyAdd(x, b0, c30);
            c31 = TLanes.MultiplyAdd(x, b1, c31);
            x = TLanes.Create(a3[rowStride]);
            c40 = TLanes.MultiplyAdd(x, b0, c40);
            c41 = TLanes.MultiplyAdd(x, b1, c41);
            x = TLanes.Create(a3[twoRows]);
            c50 = TLanes.MultiplyAdd(x, b0, c50);
            c51 = TLanes.MultiplyAdd(x, b1, c51);
            a += columnStride;
            a3 += columnStride;
            b += bStride;
        }

        Store(c00, c01, from, c);
        Store(c10, c11, from + fromStride, c + cStride);
        Store(c20, c21, from + 2 * fromStride, c + 2 * cStride);
        Store(c30, c31, from + 3 * fromStride, c + 3 * cStride);
        Store(c40, c41, from + 4 * fromStride, c + 4 * cStride);
        Store(c50, c51, from + 5 * fromStride, c + 5 * cStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows4(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride)
    {
        TLanes zero = TLanes.Create(0);
        TLanes c00 = zero, c01 = zero;
        TLanes c10 = zero, c11 = zero;
        TLanes c20 = zero, c21 = zero;
        TLanes c30 = zero, c31 = zero;
        float* a3 = a + 3 * rowStride;
        nint twoRows = 2 * rowStride;
        for (int k = 0; k < depth; k++)
        {
            TLanes b0 = TLanes.Load(in *b, 0), b1 = TLanes.Load(in *b, (nuint)TLanes.Count);
            TLanes x = TLanes.Create(*a);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            c01 = TLanes.MultiplyAdd(x, b1, c01);
            x = TLanes.Create(a[rowStride]);
            c10 = TLanes.MultiplyAdd(x, b0, c10);
            c11 = TLanes.MultiplyAdd(x, b1, c11);
            x = TLanes.Create(a[twoRows]);
            c20 = TLanes.MultiplyAdd(x, b0, c20);
            c21 = TLanes.MultiplyAdd(x, b1, c21);
            x = TLanes.Create(*a3);
            c30 = TLanes.MultiplyAdd(x, b0, c30);
            c31 = TLanes.MultiplyAdd(x, b1, c31);
            a += columnStride;
            a3 += columnStride;
            b += bStride;
        }

        Store(c00, c01, from, c);
        Store(c10, c11, from + fromStride, c + cStride);
        Store(c20, c21, from + 2 * fromStride, c + 2 * cStride);
        Store(c30, c31, from + 3 * fromStride, c + 3 * cStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows2(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride)
    {
        TLanes zero = TLanes.Create(0);
        TLanes c00 = zero, c01 = zero;
        TLanes c10 = zero, c11 = zero;
        for (int k = 0; k < depth; k++)
        {
            TLanes b0 = TLanes.Load(in *b, 0), b1 = TLanes.Load(in *b, (nuint)TLanes.Count);
            TLanes x = TLanes.Create(*a);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            c01 = TLanes.MultiplyAdd(x, b1, c01);
            x = TLanes.Create(a[rowStride]);
            c10 = TLanes.MultiplyAdd(x, b0, c10);
            c11 = TLanes.MultiplyAdd(x, b1, c11);
            a += columnStride;
            b += bStride;
        }

        Store(c00, c01, from, c);
        Store(c10, c11, from + fromStride, c + cStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows1(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride)
    {
        TLanes zero = TLanes.Create(0);
        TLanes c00 = zero, c01 = zero;
        for (int k = 0; k < depth; k++)
        {
            TLanes b0 = TLanes.Load(in *b, 0), b1 = TLanes.Load(in *b, (nuint)TLanes.Count);
            TLanes x = TLanes.Create(*a);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            c01 = TLanes.MultiplyAdd(x, b1, c01);
            a += columnStride;
            b += bStride;
        }

        Store(c00, c01, from, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes left, TLanes right, float* from, float* c)
    {
        if (from != null)
        {
            left += TLanes.Load(in *from, 0);
            right += TLanes.Load(in *from, (nuint)TLanes.Count);
        }

        TLanes.Store(left, ref *c, 0);
        TLanes.Store(right, ref *c, (nuint)TLanes.Count);
    }
}
