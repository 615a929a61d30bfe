using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// <see cref="FilterKernel{TLanes}"/> for 512 bits,
/// written on the registers themselves: through the lanes the compiler moves every other sum to another register and back.
/// </summary>
internal static unsafe class FilterKernel512
{
    private const int Lanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Values12By2(int rows, int width, nint gap, float* image, nint* offsets, float* cotangents, float* sums)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        nint o0 = offsets[0], o1 = offsets[1], o2 = offsets[2], o3 = offsets[3], o4 = offsets[4], o5 = offsets[5], o6 = offsets[6], o7 = offsets[7], o8 = offsets[8], o9 = offsets[9], o10 = offsets[10], o11 = offsets[11];
        Vector512<float> s00 = zero, s01 = zero;
        Vector512<float> s10 = zero, s11 = zero;
        Vector512<float> s20 = zero, s21 = zero;
        Vector512<float> s30 = zero, s31 = zero;
        Vector512<float> s40 = zero, s41 = zero;
        Vector512<float> s50 = zero, s51 = zero;
        Vector512<float> s60 = zero, s61 = zero;
        Vector512<float> s70 = zero, s71 = zero;
        Vector512<float> s80 = zero, s81 = zero;
        Vector512<float> s90 = zero, s91 = zero;
        Vector512<float> s100 = zero, s101 = zero;
        Vector512<float> s110 = zero, s111 = zero;
        for (int y = 0; y < rows; y++, image += gap)
        {
            for (float* end = image + width; image < end; image++)
            {
                Vector512<float> d0 = Vector512.Load(cotangents), d1 = Vector512.Load(cotangents + Lanes);
                Vector512<float> x = Vector512.Create(image[o0]);
                s00 = Vector512.FusedMultiplyAdd(x, d0, s00);
                s01 = Vector512.FusedMultiplyAdd(x, d1, s01);
                x = Vector512.Create(image[o1]);
                s10 = Vector512.FusedMultiplyAdd(x, d0, s10);
                s11 = Vector512.FusedMultiplyAdd(x, d1, s11);
                x = Vector512.Create(image[o2]);
                s20 = Vector512.FusedMultiplyAdd(x, d0, s20);
                s21 = Vector512.FusedMultiplyAdd(x, d1, s21);
                x = Vector512.Create(image[o3]);
                s30 = Vector512.FusedMultiplyAdd(x, d0, s30);
                s31 = Vector512.FusedMultiplyAdd(x, d1, s31);
                x = Vector512.Create(image[o4]);
                s40 = Vector512.FusedMultiplyAdd(x, d0, s40);
                s41 = Vector512.FusedMultiplyAdd(x, d1, s41);
                x = Vector512.Create(image[o5]);
                s50 = Vector512.FusedMultiplyAdd(x, d0, s50);
                s51 = Vector512.FusedMultiplyAdd(x, d1, s51);
                x = Vector512.Create(image[o6]);
                s60 = Vector512.FusedMultiplyAdd(x, d0, s60);
                s61 = Vector512.FusedMultiplyAdd(x, d1, s61);
                x = Vector512.Create(image[o7]);
                s70 = Vector512.FusedMultiplyAdd(x, d0, s70);
                s71 = Vector512.FusedMultiplyAdd(x, d1, s71);
                x = Vector512.Create(image[o8]);
                s80 = Vector512.FusedMultiplyAdd(x, d0, s80);
                s81 = Vector512.FusedMultiplyAdd(x, d1, s81);
                x = Vector512.Create(image[o9]);
                s90 = Vector512.FusedMultiplyAdd(x, d0, s90);
                s91 = Vector512.FusedMultiplyAdd(x, d1, s91);
                x = Vector512.Create(image[o10]);
                s100 = Vector512.FusedMultiplyAdd(x, d0, s100);
                s101 = Vector512.FusedMultiplyAdd(x, d1, s101);
                x = Vector512.Create(image[o11]);
                s110 = Vector512.FusedMultiplyAdd(x, d0, s110);
                s111 = Vector512.FusedMultiplyAdd(x, d1, s111);
                cotangents += 2 * Lanes;
            }
        }

        Add(s00, s01, sums);
        Add(s10, s11, sums + 2 * Lanes);
        Add(s20, s21, sums + 4 * Lanes);
        Add(s30, s31, sums + 6 * Lanes);
        Add(s40, s41, sums + 8 * Lanes);
        Add(s50, s51, sums + 10 * Lanes);
        Add(s60, s61, sums + 12 * Lanes);
        Add(s70, s71, sums + 14 * Lanes);
        Add(s80, s81, sums + 16 * Lanes);
        Add(s90, s91, sums + 18 * Lanes);
        Add(s100, s101, sums + 20 * Lanes);
        Add(s110, s111, sums + 22 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Values12By1(int rows, int width, nint gap, float* image, nint* offsets, float* cotangents, float* sums)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        nint o0 = offsets[0], o1 = offsets[1], o2 = offsets[2], o3 = offsets[3], o4 = offsets[4], o5 = offsets[5], o6 = offsets[6], o7 = offsets[7], o8 = offsets[8], o9 = offsets[9], o10 = offsets[10], o11 = offsets[11];
        Vector512<float> s00 = zero;
        Vector512<float> s10 = zero;
        Vector512<float> s20 = zero;
        Vector512<float> s30 = zero;
        Vector512<float> s40 = zero;
        Vector512<float> s50 = zero;
        Vector512<float> s60 = zero;
        Vector512<float> s70 = zero;
        Vector512<float> s80 = zero;
        Vector512<float> s90 = zero;
        Vector512<float> s100 = zero;
        Vector512<float> s110 = zero;
        for (int y = 0; y < rows; y++, image += gap)
        {
            for (float* end = image + width; image < end; image++)
            {
                Vector512<float> d0 = Vector512.Load(cotangents);
                Vector512<float> x = Vector512.Create(image[o0]);
                s00 = Vector512.FusedMultiplyAdd(x, d0, s00);
                x = Vector512.Create(image[o1]);
                s10 = Vector512.FusedMultiplyAdd(x, d0, s10);
                x = Vector512.Create(image[o2]);
                s20 = Vector512.FusedMultiplyAdd(x, d0, s20);
                x = Vector512.Create(image[o3]);
                s30 = Vector512.FusedMultiplyAdd(x, d0, s30);
                x = Vector512.Create(image[o4]);
                s40 = Vector512.FusedMultiplyAdd(x, d0, s40);
                x = Vector512.Create(image[o5]);
                s50 = Vector512.FusedMultiplyAdd(x, d0, s50);
                x = Vector512.Create(image[o6]);
                s60 = Vector512.FusedMultiplyAdd(x, d0, s60);
                x = Vector512.Create(image[o7]);
                s70 = Vector512.FusedMultiplyAdd(x, d0, s70);
                x = Vector512.Create(image[o8]);
                s80 = Vector512.FusedMultiplyAdd(x, d0, s80);
                x = Vector512.Create(image[o9]);
                s90 = Vector512.FusedMultiplyAdd(x, d0, s90);
                x = Vector512.Create(image[o10]);
                s100 = Vector512.FusedMultiplyAdd(x, d0, s100);
                x = Vector512.Create(image[o11]);
                s110 = Vector512.FusedMultiplyAdd(x, d0, s110);
                cotangents += Lanes;
            }
        }

        Add(s00, sums);
        Add(s10, sums + Lanes);
        Add(s20, sums + 2 * Lanes);
        Add(s30, sums + 3 * Lanes);
        Add(s40, sums + 4 * Lanes);
        Add(s50, sums + 5 * Lanes);
        Add(s60, sums + 6 * Lanes);
        Add(s70, sums + 7 * Lanes);
        Add(s80, sums + 8 * Lanes);
        Add(s90, sums + 9 * Lanes);
        Add(s100, sums + 10 * Lanes);
        Add(s110, sums + 11 * Lanes);
    }

    // As many values as a filter of three by three has on images of one channel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Values9By1(int rows, int width, nint gap, float* image, nint* offsets, float* cotangents, float* sums)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        nint o0 = offsets[0], o1 = offsets[1], o2 = offsets[2], o3 = offsets[3], o4 = offsets[4], o5 = offsets[5], o6 = offsets[6], o7 = offsets[7], o8 = offsets[8];
        Vector512<float> s00 = zero;
        Vector512<float> s10 = zero;
        Vector512<float> s20 = zero;
        Vector512<float> s30 = zero;
        Vector512<float> s40 = zero;
        Vector512<float> s50 = zero;
        Vector512<float> s60 = zero;
        Vector512<float> s70 = zero;
        Vector512<float> s80 = zero;
        for (int y = 0; y < rows; y++, image += gap)
        {
            for (float* end = image + width; image < end; image++)
            {
                Vector512<float> d0 = Vector512.Load(cotangents);
                Vector512<float> x = Vector512.Create(image[o0]);
                s00 = Vector512.FusedMultiplyAdd(x, d0, s00);
                x = Vector512.Create(image[o1]);
                s10 = Vector512.FusedMultiplyAdd(x, d0, s10);
                x = Vector512.Create(image[o2]);
                s20 = Vector512.FusedMultiplyAdd(x, d0, s20);
                x = Vector512.Create(image[o3]);
                s30 = Vector512.FusedMultiplyAdd(x, d0, s30);
                x = Vector512.Create(image[o4]);
                s40 = Vector512.FusedMultiplyAdd(x, d0, s40);
                x = Vector512.Create(image[o5]);
                s50 = Vector512.FusedMultiplyAdd(x, d0, s50);
                x = Vector512.Create(image[o6]);
                s60 = Vector512.FusedMultiplyAdd(x, d0, s60);
                x = Vector512.Create(image[o7]);
                s70 = Vector512.FusedMultiplyAdd(x, d0, s70);
                x = Vector512.Create(image[o8]);
                s80 = Vector512.FusedMultiplyAdd(x, d0, s80);
                cotangents += Lanes;
            }
        }

        Add(s00, sums);
        Add(s10, sums + Lanes);
        Add(s20, sums + 2 * Lanes);
        Add(s30, sums + 3 * Lanes);
        Add(s40, sums + 4 * Lanes);
        Add(s50, sums + 5 * Lanes);
        Add(s60, sums + 6 * Lanes);
        Add(s70, sums + 7 * Lanes);
        Add(s80, sums + 8 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<float> left, Vector512<float> right, float* sums)
    {
        (left + Vector512.Load(sums)).Store(sums);
        (right + Vector512.Load(sums + Lanes)).Store(sums + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<float> value, float* sums) => (value + Vector512.Load(sums)).Store(sums);
}
