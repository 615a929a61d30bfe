using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// <see cref="PlacementKernel{TLanes}"/> for 512 bits,
/// written on the registers themselves: through the lanes the compiler moves every other sum to another register and back.
/// </summary>
internal static unsafe class PlacementKernel512
{
    private const int Lanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Tile8By3(int depth, float* weights, float* image, nint* offsets, float* result, nint stride)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> s00 = zero, s01 = zero, s02 = zero;
        Vector512<float> s10 = zero, s11 = zero, s12 = zero;
        Vector512<float> s20 = zero, s21 = zero, s22 = zero;
        Vector512<float> s30 = zero, s31 = zero, s32 = zero;
        Vector512<float> s40 = zero, s41 = zero, s42 = zero;
        Vector512<float> s50 = zero, s51 = zero, s52 = zero;
        Vector512<float> s60 = zero, s61 = zero, s62 = zero;
        Vector512<float> s70 = zero, s71 = zero, s72 = zero;
        for (int k = 0; k < depth; k++)
        {
            float* row = image + offsets[k];
            Vector512<float> x0 = Vector512.Load(row), x1 = Vector512.Load(row + Lanes), x2 = Vector512.Load(row + 2 * Lanes);
            Vector512<float> w = Vector512.Create(*weights);
            s00 = Vector512.FusedMultiplyAdd(w, x0, s00);
            s01 = Vector512.FusedMultiplyAdd(w, x1, s01);
            s02 = Vector512.FusedMultiplyAdd(w, x2, s02);
            w = Vector512.Create(weights[1]);
            s10 = Vector512.FusedMultiplyAdd(w, x0, s10);
            s11 = Vector512.FusedMultiplyAdd(w, x1, s11);
            s12 = Vector512.FusedMultiplyAdd(w, x2, s12);
            w = Vector512.Create(weights[2]);
            s20 = Vector512.FusedMultiplyAdd(w, x0, s20);
            s21 = Vector512.FusedMultiplyAdd(w, x1, s21);
            s22 = Vector512.FusedMultiplyAdd(w, x2, s22);
            w = Vector512.Create(weights[3]);
            s30 = Vector512.FusedMultiplyAdd(w, x0, s30);
            s31 = Vector512.FusedMultiplyAdd(w, x1, s31);
            s32 = Vector512.FusedMultiplyAdd(w, x2, s32);
            w = Vector512.Create(weights[4]);
            s40 = Vector512.FusedMultiplyAdd(w, x0, s40);
            s41 = Vector512.FusedMultiplyAdd(w, x1, s41);
            s42 = Vector512.FusedMultiplyAdd(w, x2, s42);
            w = Vector512.Create(weights[5]);
            s50 = Vector512.FusedMultiplyAdd(w, x0, s50);
            s51 = Vector512.FusedMultiplyAdd(w, x1, s51);
            s52 = Vector512.FusedMultiplyAdd(w, x2, s52);
            w = Vector512.Create(weights[6]);
            s60 = Vector512.FusedMultiplyAdd(w, x0, s60);
            s61 = Vector512.FusedMultiplyAdd(w, x1, s61);
            s62 = Vector512.FusedMultiplyAdd(w, x2, s62);
            w = Vector512.Create(weights[7]);
            s70 = Vector512.FusedMultiplyAdd(w, x0, s70);
            s71 = Vector512.FusedMultiplyAdd(w, x1, s71);
            s72 = Vector512.FusedMultiplyAdd(w, x2, s72);
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
    internal static void Tile8By2(int depth, float* weights, float* image, nint* offsets, float* result, nint stride)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> s00 = zero, s01 = zero;
        Vector512<float> s10 = zero, s11 = zero;
        Vector512<float> s20 = zero, s21 = zero;
        Vector512<float> s30 = zero, s31 = zero;
        Vector512<float> s40 = zero, s41 = zero;
        Vector512<float> s50 = zero, s51 = zero;
        Vector512<float> s60 = zero, s61 = zero;
        Vector512<float> s70 = zero, s71 = zero;
        for (int k = 0; k < depth; k++)
        {
            float* row = image + offsets[k];
            Vector512<float> x0 = Vector512.Load(row), x1 = Vector512.Load(row + Lanes);
            Vector512<float> w = Vector512.Create(*weights);
            s00 = Vector512.FusedMultiplyAdd(w, x0, s00);
            s01 = Vector512.FusedMultiplyAdd(w, x1, s01);
            w = Vector512.Create(weights[1]);
            s10 = Vector512.FusedMultiplyAdd(w, x0, s10);
            s11 = Vector512.FusedMultiplyAdd(w, x1, s11);
            w = Vector512.Create(weights[2]);
            s20 = Vector512.FusedMultiplyAdd(w, x0, s20);
            s21 = Vector512.FusedMultiplyAdd(w, x1, s21);
            w = Vector512.Create(weights[3]);
            s30 = Vector512.FusedMultiplyAdd(w, x0, s30);
            s31 = Vector512.FusedMultiplyAdd(w, x1, s31);
            w = Vector512.Create(weights[4]);
            s40 = Vector512.FusedMultiplyAdd(w, x0, s40);
            s41 = Vector512.FusedMultiplyAdd(w, x1, s41);
            w = Vector512.Create(weights[5]);
            s50 = Vector512.FusedMultiplyAdd(w, x0, s50);
            s51 = Vector512.FusedMultiplyAdd(w, x1, s51);
            w = Vector512.Create(weights[6]);
            s60 = Vector512.FusedMultiplyAdd(w, x0, s60);
            s61 = Vector512.FusedMultiplyAdd(w, x1, s61);
            w = Vector512.Create(weights[7]);
            s70 = Vector512.FusedMultiplyAdd(w, x0, s70);
            s71 = Vector512.FusedMultiplyAdd(w, x1, s71);
            weights += 8;
        }

        Store(s00, s01, result);
        Store(s10, s11, result + stride);
        Store(s20, s21, result + 2 * stride);
        Store(s30, s31, result + 3 * stride);
        Store(s40, s41, result + 4 * stride);
        Store(s50, s51, result + 5 * stride);
        Store(s60, s61, result + 6 * stride);
        Store(s70, s71, result + 7 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Tile8By1(int depth, float* weights, float* image, nint* offsets, float* result, nint stride)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> s00 = zero;
        Vector512<float> s10 = zero;
        Vector512<float> s20 = zero;
        Vector512<float> s30 = zero;
        Vector512<float> s40 = zero;
        Vector512<float> s50 = zero;
        Vector512<float> s60 = zero;
        Vector512<float> s70 = zero;
        for (int k = 0; k < depth; k++)
        {
            float* row = image + offsets[k];
            Vector512<float> x0 = Vector512.Load(row);
            Vector512<float> w = Vector512.Create(*weights);
            s00 = Vector512.FusedMultiplyAdd(w, x0, s00);
            w = Vector512.Create(weights[1]);
            s10 = Vector512.FusedMultiplyAdd(w, x0, s10);
            w = Vector512.Create(weights[2]);
            s20 = Vector512.FusedMultiplyAdd(w, x0, s20);
            w = Vector512.Create(weights[3]);
            s30 = Vector512.FusedMultiplyAdd(w, x0, s30);
            w = Vector512.Create(weights[4]);
            s40 = Vector512.FusedMultiplyAdd(w, x0, s40);
            w = Vector512.Create(weights[5]);
            s50 = Vector512.FusedMultiplyAdd(w, x0, s50);
            w = Vector512.Create(weights[6]);
            s60 = Vector512.FusedMultiplyAdd(w, x0, s60);
            w = Vector512.Create(weights[7]);
            s70 = Vector512.FusedMultiplyAdd(w, x0, s70);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> left, Vector512<float> middle, Vector512<float> right, float* result)
    {
        left.Store(result);
        middle.Store(result + Lanes);
        right.Store(result + 2 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> left, Vector512<float> right, float* result)
    {
        left.Store(result);
        right.Store(result + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> value, float* result) => value.Store(result);
}
