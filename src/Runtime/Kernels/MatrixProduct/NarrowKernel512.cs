using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>As <see cref="MicroKernel512"/>, a tile of up to 16 columns: B is read one register wide, and only the columns that are there.</summary>
internal static unsafe class NarrowKernel512
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows12(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride, int columns)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> used = UsedLanes.Of(columns);
        Vector512<float> c00 = zero;
        Vector512<float> c10 = zero;
        Vector512<float> c20 = zero;
        Vector512<float> c30 = zero;
        Vector512<float> c40 = zero;
        Vector512<float> c50 = zero;
        Vector512<float> c60 = zero;
        Vector512<float> c70 = zero;
        Vector512<float> c80 = zero;
        Vector512<float> c90 = zero;
        Vector512<float> c100 = zero;
        Vector512<float> c110 = zero;
        float* a3 = a + 3 * rowStride;
        float* a6 = a + 6 * rowStride;
        float* a9 = a + 9 * rowStride;
        nint twoRows = 2 * rowStride;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Avx512F.MaskLoad(b, used, zero);
            c00 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), b0, c00);
            c10 = Vector512.FusedMultiplyAdd(Vector512.Create(a[rowStride]), b0, c10);
            c20 = Vector512.FusedMultiplyAdd(Vector512.Create(a[twoRows]), b0, c20);
            c30 = Vector512.FusedMultiplyAdd(Vector512.Create(*a3), b0, c30);
            c40 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[rowStride]), b0, c40);
            c50 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[twoRows]), b0, c50);
            c60 = Vector512.FusedMultiplyAdd(Vector512.Create(*a6), b0, c60);
            c70 = Vector512.FusedMultiplyAdd(Vector512.Create(a6[rowStride]), b0, c70);
            c80 = Vector512.FusedMultiplyAdd(Vector512.Create(a6[twoRows]), b0, c80);
            c90 = Vector512.FusedMultiplyAdd(Vector512.Create(*a9), b0, c90);
            c100 = Vector512.FusedMultiplyAdd(Vector512.Create(a9[rowStride]), b0, c100);
            c110 = Vector512.FusedMultiplyAdd(Vector512.Create(a9[twoRows]), b0, c110);
            a += columnStride;
            a3 += columnStride;
            a6 += columnStride;
            a9 += columnStride;
            b += bStride;
        }

        Store(c00, from, c, used);
        Store(c10, from + fromStride, c + cStride, used);
        Store(c20, from + 2 * fromStride, c + 2 * cStride, used);
        Store(c30, from + 3 * fromStride, c + 3 * cStride, used);
        Store(c40, from + 4 * fromStride, c + 4 * cStride, used);
        Store(c50, from + 5 * fromStride, c + 5 * cStride, used);
        Store(c60, from + 6 * fromStride, c + 6 * cStride, used);
        Store(c70, from + 7 * fromStride, c + 7 * cStride, used);
        Store(c80, from + 8 * fromStride, c + 8 * cStride, used);
        Store(c90, from + 9 * fromStride, c + 9 * cStride, used);
        Store(c100, from + 10 * fromStride, c + 10 * cStride, used);
        Store(c110, from + 11 * fromStride, c + 11 * cStride, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows4(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride, int columns)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> used = UsedLanes.Of(columns);
        Vector512<float> c00 = zero;
        Vector512<float> c10 = zero;
        Vector512<float> c20 = zero;
        Vector512<float> c30 = zero;
        float* a3 = a + 3 * rowStride;
        nint twoRows = 2 * rowStride;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Avx512F.MaskLoad(b, used, zero);
            c00 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), b0, c00);
            c10 = Vector512.FusedMultiplyAdd(Vector512.Create(a[rowStride]), b0, c10);
            c20 = Vector512.FusedMultiplyAdd(Vector512.Create(a[twoRows]), b0, c20);
            c30 = Vector512.FusedMultiplyAdd(Vector512.Create(*a3), b0, c30);
            a += columnStride;
            a3 += columnStride;
            b += bStride;
        }

        Store(c00, from, c, used);
        Store(c10, from + fromStride, c + cStride, used);
        Store(c20, from + 2 * fromStride, c + 2 * cStride, used);
        Store(c30, from + 3 * fromStride, c + 3 * cStride, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows1(
        int depth, float* a, nint rowStride, nint columnStride, float* b, nint bStride, float* from, nint fromStride, float* c, nint cStride, int columns)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> used = UsedLanes.Of(columns);
        Vector512<float> c00 = zero;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Avx512F.MaskLoad(b, used, zero);
            c00 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), b0, c00);
            a += columnStride;
            b += bStride;
        }

        Store(c00, from, c, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> sums, float* from, float* c, Vector512<float> used)
    {
        if (from != null)
            sums += Avx512F.MaskLoad(from, used, Vector512<float>.Zero);
        Avx512F.MaskStore(c, used, sums);
    }
}

/// <summary>Masks of the first lanes of a register.</summary>
internal static class UsedLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Of(int count) => Vector512.GreaterThan(Vector512.Create(count), Vector512<int>.Indices).AsSingle();
}
