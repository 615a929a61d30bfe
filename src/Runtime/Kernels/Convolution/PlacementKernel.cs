using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// The innermost part of a direct convolution: for some filters and some registers of placements, the sums over the values under the filter.
/// The weights of a value lie side by side; a value's row of placements begins at its offset.
/// </summary>
internal static unsafe class PlacementKernel<TLanes>
    where TLanes : struct, ILanes<TLanes, float>
{
    // 8 x 3 sums, with 3 rows and a weight, are in the 32 registers of AVX-512 and Arm; 4 x 3 in the 16 of AVX2.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Tile8By3(int depth, float* weights, float* image, nint* offsets, float* result, nint stride)
    {
        TLanes zero = TLanes.Create(0);
        TLanes s00 = zero, s01 = zero, s02 = zero;
        TLanes s10 = zero, s11 = zero, s12 = zero;
        TLanes s20 = zero, s21 = zero, s22 = zero;
        TLanes s30 = zero, s31 = zero, s32 = zero;
        TLanes s40 = zero, s41 = zero, s42 = zero;
        TLanes s50 = zero, s51 = zero, s52 = zero;
        TLanes s60 = zero, s61 = zero, s62 = zero;
        TLanes s70 = zero, s71 = zero, s72 = zero;
        for (int k = 0; k < depth; k++)
        {
            float* row = image + offsets[k];
            TLanes x0 = TLanes.Load(in *row, 0), x1 = TLanes.Load(in *row, (nuint)TLanes.Count), x2 = TLanes.Load(in *row, (nuint)(2 * TLanes.Count));
            TLanes w = TLanes.Create(*weights);
            s00 = TLanes.MultiplyAdd(w, x0, s00);
            s01 = TLanes.MultiplyAdd(w, x1, s01);
            s02 = TLanes.MultiplyAdd(w, x2, s02);
            w = TLanes.Create(weights[1]);
            s10 = TLanes.MultiplyAdd(w, x0, s10);
            s11 = TLanes.MultiplyAdd(w, x1, s11);
            s12 = TLanes.MultiplyAdd(w, x2, s12);
            w = TLanes.Create(weights[2]);
            s20 = TLanes.MultiplyAdd(w, x0, s20);
            s21 = TLanes.MultiplyAdd(w, x1, s21);
            s22 = TLanes.MultiplyAdd(w, x2, s22);
            w = TLanes.Create(weights[3]);
            s30 = TLanes.MultiplyAdd(w, x0, s30);
            s31 = TLanes.MultiplyAdd(w, x1, s31);
            s32 = TLanes.MultiplyAdd(w, x2, s32);
            w = TLanes.Create(weights[4]);
            s40 = TLanes.MultiplyAdd(w, x0, s40);
            s41 = TLanes.MultiplyAdd(w, x1, s41);
            s42 = TLanes.MultiplyAdd(w, x2, s42);
            w = TLanes.Create(weights[5]);
            s50 = TLanes.MultiplyAdd(w, x0, s50);
            s51 = TLanes.MultiplyAdd(w, x1, s51);
            s52 = TLanes.MultiplyAdd(w, x2, s52);
            w = TLanes.Create(weights[6]);
            s60 = TLanes.MultiplyAdd(w, x0, s60);
            s61 = TLanes.MultiplyAdd(w, x1, s61);
            s62 = TLanes.MultiplyAdd(w, x2, s62);
            w = TLanes.Create(weights[7]);
            s70 = TLanes.MultiplyAdd(w, x0, s70);
            s71 = TLanes.MultiplyAdd(w, x1, s71);
            s72 = TLanes.MultiplyAdd(w, x2, s72);
            weights += 8;
        }

        Store(s00, s01, s02, result);
        Store(s10, s11, s12, result + stride);
        Store(s20, s21, s22, result + 2 * stride);
        Store(s30, s31, s32, result + 3 * stride);
        Store(s40, s41, s42, result + 4 * stride);
        Store(s50, s51, s52, result + 5 * stride);
        Store(s60, s61, s62, result + 6 * stride);
        Store(s70, s71, s72, result + 7 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Tile8By1(int depth, float* weights, float* image, nint* offsets, float* result, nint stride)
    {
        TLanes zero = TLanes.Create(0);
        TLanes s00 = zero;
        TLanes s10 = zero;
        TLanes s20 = zero;
        TLanes s30 = zero;
        TLanes s40 = zero;
        TLanes s50 = zero;
        TLanes s60 = zero;
        TLanes s70 = zero;
        for (int k = 0; k < depth; k++)
        {
            float* row = image + offsets[k];
            TLanes x0 = TLanes.Load(in *row, 0);
            TLanes w = TLanes.Create(*weights);
            s00 = TLanes.MultiplyAdd(w, x0, s00);
            w = TLanes.Create(weights[1]);
            s10 = TLanes.MultiplyAdd(w, x0, s10);
            w = TLanes.Create(weights[2]);
            s20 = TLanes.MultiplyAdd(w, x0, s20);
            w = TLanes.Create(weights[3]);
            s30 = TLanes.MultiplyAdd(w, x0, s30);
            w = TLanes.Create(weights[4]);
            s40 = TLanes.MultiplyAdd(w, x0, s40);
            w = TLanes.Create(weights[5]);
            s50 = TLanes.MultiplyAdd(w, x0, s50);
            w = TLanes.Create(weights[6]);
            s60 = TLanes.MultiplyAdd(w, x0, s60);
            w = TLanes.Create(weights[7]);
            s70 = TLanes.MultiplyAdd(w, x0, s70);
            weights += 8;
        }

        Store(s00, result);
        Store(s10, result + stride);
        Store(s20, result + 2 * stride);
        Store(s30, result + 3 * stride);
        Store(s40, result + 4 * stride);
        Store(s50, result + 5 * stride);
        Store(s60, result + 6 * stride);
        Store(s70, result + 7 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Tile4By3(int depth, float* weights, float* image, nint* offsets, float* result, nint stride)
    {
        TLanes zero = TLanes.Create(0);
        TLanes s00 = zero, s01 = zero, s02 = zero;
        TLanes s10 = zero, s11 = zero, s12 = zero;
        TLanes s20 = zero, s21 = zero, s22 = zero;
        TLanes s30 = zero, s31 = zero, s32 = zero;
        for (int k = 0; k < depth; k++)
        {
            float* row = image + offsets[k];
            TLanes x0 = TLanes.Load(in *row, 0), x1 = TLanes.Load(in *row, (nuint)TLanes.Count), x2 = TLanes.Load(in *row, (nuint)(2 * TLanes.Count));
            TLanes w = TLanes.Create(*weights);
            s00 = TLanes.MultiplyAdd(w, x0, s00);
            s01 = TLanes.MultiplyAdd(w, x1, s01);
            s02 = TLanes.MultiplyAdd(w, x2, s02);
            w = TLanes.Create(weights[1]);
            s10 = TLanes.MultiplyAdd(w, x0, s10);
            s11 = TLanes.MultiplyAdd(w, x1, s11);
            s12 = TLanes.MultiplyAdd(w, x2, s12);
            w = TLanes.Create(weights[2]);
            s20 = TLanes.MultiplyAdd(w, x0, s20);
            s21 = TLanes.MultiplyAdd(w, x1, s21);
            s22 = TLanes.MultiplyAdd(w, x2, s22);
            w = TLanes.Create(weights[3]);
            s30 = TLanes.MultiplyAdd(w, x0, s30);
            s31 = TLanes.MultiplyAdd(w, x1, s31);
            s32 = TLanes.MultiplyAdd(w, x2, s32);
            weights += 4;
        }

        Store(s00, s01, s02, result);
        Store(s10, s11, s12, result + stride);
        Store(s20, s21, s22, result + 2 * stride);
        Store(s30, s31, s32, result + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Tile4By1(int depth, float* weights, float* image, nint* offsets, float* result, nint stride)
    {
        TLanes zero = TLanes.Create(0);
        TLanes s00 = zero;
        TLanes s10 = zero;
        TLanes s20 = zero;
        TLanes s30 = zero;
        for (int k = 0; k < depth; k++)
        {
            float* row = image + offsets[k];
            TLanes x0 = TLanes.Load(in *row, 0);
            TLanes w = TLanes.Create(*weights);
            s00 = TLanes.MultiplyAdd(w, x0, s00);
            w = TLanes.Create(weights[1]);
            s10 = TLanes.MultiplyAdd(w, x0, s10);
            w = TLanes.Create(weights[2]);
            s20 = TLanes.MultiplyAdd(w, x0, s20);
            w = TLanes.Create(weights[3]);
            s30 = TLanes.MultiplyAdd(w, x0, s30);
            weights += 4;
        }

        Store(s00, result);
        Store(s10, result + stride);
        Store(s20, result + 2 * stride);
        Store(s30, result + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes left, TLanes middle, TLanes right, float* result)
    {
        TLanes.Store(left, ref *result, 0);
        TLanes.Store(middle, ref *result, (nuint)TLanes.Count);
        TLanes.Store(right, ref *result, (nuint)(2 * TLanes.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes value, float* result) => TLanes.Store(value, ref *result, 0);
}
