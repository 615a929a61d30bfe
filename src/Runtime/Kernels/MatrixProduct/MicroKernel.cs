using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// The innermost part of a matrix product: a tile of C, some rows high and two registers wide, is summed over k in registers. A is read
/// one value at a time with any strides, B by rows of two registers.
/// </summary>
internal static unsafe class MicroKernel<TLanes>
    where TLanes : struct, ILanes<TLanes, float>
{
    // 12 x 2 sums fill the 32 registers of AVX-512 and Arm; 6 x 2 the 16 of AVX2. The others are for the rows that are left over.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows12(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* c, nint cStride, bool accumulate)
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

        Store(c00, c01, c, accumulate);
        Store(c10, c11, c + cStride, accumulate);
        Store(c20, c21, c + 2 * cStride, accumulate);
        Store(c30, c31, c + 3 * cStride, accumulate);
        Store(c40, c41, c + 4 * cStride, accumulate);
        Store(c50, c51, c + 5 * cStride, accumulate);
        Store(c60, c61, c + 6 * cStride, accumulate);
        Store(c70, c71, c + 7 * cStride, accumulate);
        Store(c80, c81, c + 8 * cStride, accumulate);
        Store(c90, c91, c + 9 * cStride, accumulate);
        Store(c100, c101, c + 10 * cStride, accumulate);
        Store(c110, c111, c + 11 * cStride, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows6(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* c, nint cStride, bool accumulate)
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

        Store(c00, c01, c, accumulate);
        Store(c10, c11, c + cStride, accumulate);
        Store(c20, c21, c + 2 * cStride, accumulate);
        Store(c30, c31, c + 3 * cStride, accumulate);
        Store(c40, c41, c + 4 * cStride, accumulate);
        Store(c50, c51, c + 5 * cStride, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows4(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* c, nint cStride, bool accumulate)
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

        Store(c00, c01, c, accumulate);
        Store(c10, c11, c + cStride, accumulate);
        Store(c20, c21, c + 2 * cStride, accumulate);
        Store(c30, c31, c + 3 * cStride, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows2(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* c, nint cStride, bool accumulate)
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

        Store(c00, c01, c, accumulate);
        Store(c10, c11, c + cStride, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows1(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* c, nint cStride, bool accumulate)
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

        Store(c00, c01, c, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes left, TLanes right, float* c, bool accumulate)
    {
        if (accumulate)
        {
            left += TLanes.Load(in *c, 0);
            right += TLanes.Load(in *c, (nuint)TLanes.Count);
        }

        TLanes.Store(left, ref *c, 0);
        TLanes.Store(right, ref *c, (nuint)TLanes.Count);
    }
}
