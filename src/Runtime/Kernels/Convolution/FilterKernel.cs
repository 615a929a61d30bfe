using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// The innermost part of the adjoint of a direct convolution's filters: for some values under the filter and one or two registers of filters, the
/// sums over the placements. A value's row of placements begins at its offset; a placement's cotangents of the filters lie side by side.
/// </summary>
internal static unsafe class FilterKernel<TLanes>
    where TLanes : struct, ILanes<TLanes, float>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Values12By2(int rows, int width, nint gap, float* image, nint* offsets, float* cotangents, float* sums)
    {
        TLanes zero = TLanes.Create(0);
        nint o0 = offsets[0], o1 = offsets[1], o2 = offsets[2], o3 = offsets[3], o4 = offsets[4], o5 = offsets[5], o6 = offsets[6], o7 = offsets[7], o8 = offsets[8], o9 = offsets[9], o10 = offsets[10], o11 = offsets[11];
        TLanes s00 = zero, s01 = zero;
        TLanes s10 = zero, s11 = zero;
        TLanes s20 = zero, s21 = zero;
        TLanes s30 = zero, s31 = zero;
        TLanes s40 = zero, s41 = zero;
        TLanes s50 = zero, s51 = zero;
        TLanes s60 = zero, s61 = zero;
        TLanes s70 = zero, s71 = zero;
        TLanes s80 = zero, s81 = zero;
        TLanes s90 = zero, s91 = zero;
        TLanes s100 = zero, s101 = zero;
        TLanes s110 = zero, s111 = zero;
        for (int y = 0; y < rows; y++, image += gap)
        {
            for (float* end = image + width; image < end; image++)
            {
                TLanes d0 = TLanes.Load(in *cotangents, 0), d1 = TLanes.Load(in *cotangents, (nuint)TLanes.Count);
                TLanes x = TLanes.Create(image[o0]);
                s00 = TLanes.MultiplyAdd(x, d0, s00);
                s01 = TLanes.MultiplyAdd(x, d1, s01);
                x = TLanes.Create(image[o1]);
                s10 = TLanes.MultiplyAdd(x, d0, s10);
                s11 = TLanes.MultiplyAdd(x, d1, s11);
                x = TLanes.Create(image[o2]);
                s20 = TLanes.MultiplyAdd(x, d0, s20);
                s21 = TLanes.MultiplyAdd(x, d1, s21);
                x = TLanes.Create(image[o3]);
                s30 = TLanes.MultiplyAdd(x, d0, s30);
                s31 = TLanes.MultiplyAdd(x, d1, s31);
                x = TLanes.Create(image[o4]);
                s40 = TLanes.MultiplyAdd(x, d0, s40);
                s41 = TLanes.MultiplyAdd(x, d1, s41);
                x = TLanes.Create(image[o5]);
                s50 = TLanes.MultiplyAdd(x, d0, s50);
                s51 = TLanes.MultiplyAdd(x, d1, s51);
                x = TLanes.Create(image[o6]);
                s60 = TLanes.MultiplyAdd(x, d0, s60);
                s61 = TLanes.MultiplyAdd(x, d1, s61);
                x = TLanes.Create(image[o7]);
                s70 = TLanes.MultiplyAdd(x, d0, s70);
                s71 = TLanes.MultiplyAdd(x, d1, s71);
                x = TLanes.Create(image[o8]);
                s80 = TLanes.MultiplyAdd(x, d0, s80);
                s81 = TLanes.MultiplyAdd(x, d1, s81);
                x = TLanes.Create(image[o9]);
                s90 = TLanes.MultiplyAdd(x, d0, s90);
                s91 = TLanes.MultiplyAdd(x, d1, s91);
                x = TLanes.Create(image[o10]);
                s100 = TLanes.MultiplyAdd(x, d0, s100);
                s101 = TLanes.MultiplyAdd(x, d1, s101);
                x = TLanes.Create(image[o11]);
                s110 = TLanes.MultiplyAdd(x, d0, s110);
                s111 = TLanes.MultiplyAdd(x, d1, s111);
                cotangents += 2 * TLanes.Count;
            }
        }

        Add(s00, s01, sums);
        Add(s10, s11, sums + 2 * TLanes.Count);
        Add(s20, s21, sums + 4 * TLanes.Count);
        Add(s30, s31, sums + 6 * TLanes.Count);
        Add(s40, s41, sums + 8 * TLanes.Count);
        Add(s50, s51, sums + 10 * TLanes.Count);
        Add(s60, s61, sums + 12 * TLanes.Count);
        Add(s70, s71, sums + 14 * TLanes.Count);
        Add(s80, s81, sums + 16 * TLanes.Count);
        Add(s90, s91, sums + 18 * TLanes.Count);
        Add(s100, s101, sums + 20 * TLanes.Count);
        Add(s110, s111, sums + 22 * TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Values12By1(int rows, int width, nint gap, float* image, nint* offsets, float* cotangents, float* sums)
    {
        TLanes zero = TLanes.Create(0);
        nint o0 = offsets[0], o1 = offsets[1], o2 = offsets[2], o3 = offsets[3], o4 = offsets[4], o5 = offsets[5], o6 = offsets[6], o7 = offsets[7], o8 = offsets[8], o9 = offsets[9], o10 = offsets[10], o11 = offsets[11];
        TLanes s00 = zero;
        TLanes s10 = zero;
        TLanes s20 = zero;
        TLanes s30 = zero;
        TLanes s40 = zero;
        TLanes s50 = zero;
        TLanes s60 = zero;
        TLanes s70 = zero;
        TLanes s80 = zero;
        TLanes s90 = zero;
        TLanes s100 = zero;
        TLanes s110 = zero;
        for (int y = 0; y < rows; y++, image += gap)
        {
            for (float* end = image + width; image < end; image++)
            {
                TLanes d0 = TLanes.Load(in *cotangents, 0);
                TLanes x = TLanes.Create(image[o0]);
                s00 = TLanes.MultiplyAdd(x, d0, s00);
                x = TLanes.Create(image[o1]);
                s10 = TLanes.MultiplyAdd(x, d0, s10);
                x = TLanes.Create(image[o2]);
                s20 = TLanes.MultiplyAdd(x, d0, s20);
                x = TLanes.Create(image[o3]);
                s30 = TLanes.MultiplyAdd(x, d0, s30);
                x = TLanes.Create(image[o4]);
                s40 = TLanes.MultiplyAdd(x, d0, s40);
                x = TLanes.Create(image[o5]);
                s50 = TLanes.MultiplyAdd(x, d0, s50);
                x = TLanes.Create(image[o6]);
                s60 = TLanes.MultiplyAdd(x, d0, s60);
                x = TLanes.Create(image[o7]);
                s70 = TLanes.MultiplyAdd(x, d0, s70);
                x = TLanes.Create(image[o8]);
                s80 = TLanes.MultiplyAdd(x, d0, s80);
                x = TLanes.Create(image[o9]);
                s90 = TLanes.MultiplyAdd(x, d0, s90);
                x = TLanes.Create(image[o10]);
                s100 = TLanes.MultiplyAdd(x, d0, s100);
                x = TLanes.Create(image[o11]);
                s110 = TLanes.MultiplyAdd(x, d0, s110);
                cotangents += TLanes.Count;
            }
        }

        Add(s00, sums);
        Add(s10, sums + TLanes.Count);
        Add(s20, sums + 2 * TLanes.Count);
        Add(s30, sums + 3 * TLanes.Count);
        Add(s40, sums + 4 * TLanes.Count);
        Add(s50, sums + 5 * TLanes.Count);
        Add(s60, sums + 6 * TLanes.Count);
        Add(s70, sums + 7 * TLanes.Count);
        Add(s80, sums + 8 * TLanes.Count);
        Add(s90, sums + 9 * TLanes.Count);
        Add(s100, sums + 10 * TLanes.Count);
        Add(s110, sums + 11 * TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Values6By2(int rows, int width, nint gap, float* image, nint* offsets, float* cotangents, float* sums)
    {
        TLanes zero = TLanes.Create(0);
        nint o0 = offsets[0], o1 = offsets[1], o2 = offsets[2], o3 = offsets[3], o4 = offsets[4], o5 = offsets[5];
        TLanes s00 = zero, s01 = zero;
        TLanes s10 = zero, s11 = zero;
        TLanes s20 = zero, s21 = zero;
        TLanes s30 = zero, s31 = zero;
        TLanes s40 = zero, s41 = zero;
        TLanes s50 = zero, s51 = zero;
        for (int y = 0; y < rows; y++, image += gap)
        {
            for (float* end = image + width; image < end; image++)
            {
                TLanes d0 = TLanes.Load(in *cotangents, 0), d1 = TLanes.Load(in *cotangents, (nuint)TLanes.Count);
                TLanes x = TLanes.Create(image[o0]);
                s00 = TLanes.MultiplyAdd(x, d0, s00);
                s01 = TLanes.MultiplyAdd(x, d1, s01);
                x = TLanes.Create(image[o1]);
                s10 = TLanes.MultiplyAdd(x, d0, s10);
                s11 = TLanes.MultiplyAdd(x, d1, s11);
                x = TLanes.Create(image[o2]);
                s20 = TLanes.MultiplyAdd(x, d0, s20);
                s21 = TLanes.MultiplyAdd(x, d1, s21);
                x = TLanes.Create(image[o3]);
                s30 = TLanes.MultiplyAdd(x, d0, s30);
                s31 = TLanes.MultiplyAdd(x, d1, s31);
                x = TLanes.Create(image[o4]);
                s40 = TLanes.MultiplyAdd(x, d0, s40);
                s41 = TLanes.MultiplyAdd(x, d1, s41);
                x = TLanes.Create(image[o5]);
                s50 = TLanes.MultiplyAdd(x, d0, s50);
                s51 = TLanes.MultiplyAdd(x, d1, s51);
                cotangents += 2 * TLanes.Count;
            }
        }

        Add(s00, s01, sums);
        Add(s10, s11, sums + 2 * TLanes.Count);
        Add(s20, s21, sums + 4 * TLanes.Count);
        Add(s30, s31, sums + 6 * TLanes.Count);
        Add(s40, s41, sums + 8 * TLanes.Count);
        Add(s50, s51, sums + 10 * TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Values6By1(int rows, int width, nint gap, float* image, nint* offsets, float* cotangents, float* sums)
    {
        TLanes zero = TLanes.Create(0);
        nint o0 = offsets[0], o1 = offsets[1], o2 = offsets[2], o3 = offsets[3], o4 = offsets[4], o5 = offsets[5];
        TLanes s00 = zero;
        TLanes s10 = zero;
        TLanes s20 = zero;
        TLanes s30 = zero;
        TLanes s40 = zero;
        TLanes s50 = zero;
        for (int y = 0; y < rows; y++, image += gap)
        {
            for (float* end = image + width; image < end; image++)
            {
                TLanes d0 = TLanes.Load(in *cotangents, 0);
                TLanes x = TLanes.Create(image[o0]);
                s00 = TLanes.MultiplyAdd(x, d0, s00);
                x = TLanes.Create(image[o1]);
                s10 = TLanes.MultiplyAdd(x, d0, s10);
                x = TLanes.Create(image[o2]);
                s20 = TLanes.MultiplyAdd(x, d0, s20);
                x = TLanes.Create(image[o3]);
                s30 = TLanes.MultiplyAdd(x, d0, s30);
                x = TLanes.Create(image[o4]);
                s40 = TLanes.MultiplyAdd(x, d0, s40);
                x = TLanes.Create(image[o5]);
                s50 = TLanes.MultiplyAdd(x, d0, s50);
                cotangents += TLanes.Count;
            }
        }

        Add(s00, sums);
        Add(s10, sums + TLanes.Count);
        Add(s20, sums + 2 * TLanes.Count);
        Add(s30, sums + 3 * TLanes.Count);
        Add(s40, sums + 4 * TLanes.Count);
        Add(s50, sums + 5 * TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLanes left, TLanes right, float* sums)
    {
        TLanes.Store(left + TLanes.Load(in *sums, 0), ref *sums, 0);
        TLanes.Store(right + TLanes.Load(in *sums, (nuint)TLanes.Count), ref *sums, (nuint)TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLanes value, float* sums) => TLanes.Store(value + TLanes.Load(in *sums, 0), ref *sums, 0);
}
