using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// The innermost part of a direct convolution with the filters side by side in registers, for twice seven placements: a placement's values are read one by one, so that none is computed that
/// straddles two rows. The results of a placement lie side by side as well.
/// </summary>
internal static unsafe class SevensKernel512
{
    private const int Lanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void SevensBy2(int depth, float* weights, float* first, float* second, nint* offsets, float* bias, float* firstResult, float* secondResult, nint stride)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> s0x0 = zero, s0x1 = zero;
        Vector512<float> s1x0 = zero, s1x1 = zero;
        Vector512<float> s2x0 = zero, s2x1 = zero;
        Vector512<float> s3x0 = zero, s3x1 = zero;
        Vector512<float> s4x0 = zero, s4x1 = zero;
        Vector512<float> s5x0 = zero, s5x1 = zero;
        Vector512<float> s6x0 = zero, s6x1 = zero;
        Vector512<float> s7x0 = zero, s7x1 = zero;
        Vector512<float> s8x0 = zero, s8x1 = zero;
        Vector512<float> s9x0 = zero, s9x1 = zero;
        Vector512<float> s10x0 = zero, s10x1 = zero;
        Vector512<float> s11x0 = zero, s11x1 = zero;
        Vector512<float> s12x0 = zero, s12x1 = zero;
        Vector512<float> s13x0 = zero, s13x1 = zero;
        for (int k = 0; k < depth; k++, weights += 2 * Lanes)
        {
            float* p = first + offsets[k], q = second + offsets[k];
            Vector512<float> w0 = Vector512.Load(weights), w1 = Vector512.Load(weights + Lanes);
            Vector512<float> x = Vector512.Create(*p);
            s0x0 = Vector512.FusedMultiplyAdd(x, w0, s0x0);
            s0x1 = Vector512.FusedMultiplyAdd(x, w1, s0x1);
            x = Vector512.Create(p[1]);
            s1x0 = Vector512.FusedMultiplyAdd(x, w0, s1x0);
            s1x1 = Vector512.FusedMultiplyAdd(x, w1, s1x1);
            x = Vector512.Create(p[2]);
            s2x0 = Vector512.FusedMultiplyAdd(x, w0, s2x0);
            s2x1 = Vector512.FusedMultiplyAdd(x, w1, s2x1);
            x = Vector512.Create(p[3]);
            s3x0 = Vector512.FusedMultiplyAdd(x, w0, s3x0);
            s3x1 = Vector512.FusedMultiplyAdd(x, w1, s3x1);
            x = Vector512.Create(p[4]);
            s4x0 = Vector512.FusedMultiplyAdd(x, w0, s4x0);
            s4x1 = Vector512.FusedMultiplyAdd(x, w1, s4x1);
            x = Vector512.Create(p[5]);
            s5x0 = Vector512.FusedMultiplyAdd(x, w0, s5x0);
            s5x1 = Vector512.FusedMultiplyAdd(x, w1, s5x1);
            x = Vector512.Create(p[6]);
            s6x0 = Vector512.FusedMultiplyAdd(x, w0, s6x0);
            s6x1 = Vector512.FusedMultiplyAdd(x, w1, s6x1);
            x = Vector512.Create(*q);
            s7x0 = Vector512.FusedMultiplyAdd(x, w0, s7x0);
            s7x1 = Vector512.FusedMultiplyAdd(x, w1, s7x1);
            x = Vector512.Create(q[1]);
            s8x0 = Vector512.FusedMultiplyAdd(x, w0, s8x0);
            s8x1 = Vector512.FusedMultiplyAdd(x, w1, s8x1);
            x = Vector512.Create(q[2]);
            s9x0 = Vector512.FusedMultiplyAdd(x, w0, s9x0);
            s9x1 = Vector512.FusedMultiplyAdd(x, w1, s9x1);
            x = Vector512.Create(q[3]);
            s10x0 = Vector512.FusedMultiplyAdd(x, w0, s10x0);
            s10x1 = Vector512.FusedMultiplyAdd(x, w1, s10x1);
            x = Vector512.Create(q[4]);
            s11x0 = Vector512.FusedMultiplyAdd(x, w0, s11x0);
            s11x1 = Vector512.FusedMultiplyAdd(x, w1, s11x1);
            x = Vector512.Create(q[5]);
            s12x0 = Vector512.FusedMultiplyAdd(x, w0, s12x0);
            s12x1 = Vector512.FusedMultiplyAdd(x, w1, s12x1);
            x = Vector512.Create(q[6]);
            s13x0 = Vector512.FusedMultiplyAdd(x, w0, s13x0);
            s13x1 = Vector512.FusedMultiplyAdd(x, w1, s13x1);
        }

        Vector512<float> b0 = Vector512.Load(bias), b1 = Vector512.Load(bias + Lanes);
        Store(s0x0 + b0, s0x1 + b1, firstResult);
        Store(s1x0 + b0, s1x1 + b1, firstResult + stride);
        Store(s2x0 + b0, s2x1 + b1, firstResult + 2 * stride);
        Store(s3x0 + b0, s3x1 + b1, firstResult + 3 * stride);
        Store(s4x0 + b0, s4x1 + b1, firstResult + 4 * stride);
        Store(s5x0 + b0, s5x1 + b1, firstResult + 5 * stride);
        Store(s6x0 + b0, s6x1 + b1, firstResult + 6 * stride);
        Store(s7x0 + b0, s7x1 + b1, secondResult);
        Store(s8x0 + b0, s8x1 + b1, secondResult + stride);
        Store(s9x0 + b0, s9x1 + b1, secondResult + 2 * stride);
        Store(s10x0 + b0, s10x1 + b1, secondResult + 3 * stride);
        Store(s11x0 + b0, s11x1 + b1, secondResult + 4 * stride);
        Store(s12x0 + b0, s12x1 + b1, secondResult + 5 * stride);
        Store(s13x0 + b0, s13x1 + b1, secondResult + 6 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void SevensBy1(int depth, float* weights, float* first, float* second, nint* offsets, float* bias, float* firstResult, float* secondResult, nint stride)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> s0x0 = zero;
        Vector512<float> s1x0 = zero;
        Vector512<float> s2x0 = zero;
        Vector512<float> s3x0 = zero;
        Vector512<float> s4x0 = zero;
        Vector512<float> s5x0 = zero;
        Vector512<float> s6x0 = zero;
        Vector512<float> s7x0 = zero;
        Vector512<float> s8x0 = zero;
        Vector512<float> s9x0 = zero;
        Vector512<float> s10x0 = zero;
        Vector512<float> s11x0 = zero;
        Vector512<float> s12x0 = zero;
        Vector512<float> s13x0 = zero;
        for (int k = 0; k < depth; k++, weights += Lanes)
        {
            float* p = first + offsets[k], q = second + offsets[k];
            Vector512<float> w0 = Vector512.Load(weights);
            Vector512<float> x = Vector512.Create(*p);
            s0x0 = Vector512.FusedMultiplyAdd(x, w0, s0x0);
            x = Vector512.Create(p[1]);
            s1x0 = Vector512.FusedMultiplyAdd(x, w0, s1x0);
            x = Vector512.Create(p[2]);
            s2x0 = Vector512.FusedMultiplyAdd(x, w0, s2x0);
            x = Vector512.Create(p[3]);
            s3x0 = Vector512.FusedMultiplyAdd(x, w0, s3x0);
            x = Vector512.Create(p[4]);
            s4x0 = Vector512.FusedMultiplyAdd(x, w0, s4x0);
            x = Vector512.Create(p[5]);
            s5x0 = Vector512.FusedMultiplyAdd(x, w0, s5x0);
            x = Vector512.Create(p[6]);
            s6x0 = Vector512.FusedMultiplyAdd(x, w0, s6x0);
            x = Vector512.Create(*q);
            s7x0 = Vector512.FusedMultiplyAdd(x, w0, s7x0);
            x = Vector512.Create(q[1]);
            s8x0 = Vector512.FusedMultiplyAdd(x, w0, s8x0);
            x = Vector512.Create(q[2]);
            s9x0 = Vector512.FusedMultiplyAdd(x, w0, s9x0);
            x = Vector512.Create(q[3]);
            s10x0 = Vector512.FusedMultiplyAdd(x, w0, s10x0);
            x = Vector512.Create(q[4]);
            s11x0 = Vector512.FusedMultiplyAdd(x, w0, s11x0);
            x = Vector512.Create(q[5]);
            s12x0 = Vector512.FusedMultiplyAdd(x, w0, s12x0);
            x = Vector512.Create(q[6]);
            s13x0 = Vector512.FusedMultiplyAdd(x, w0, s13x0);
        }

        Vector512<float> b0 = Vector512.Load(bias);
        Store(s0x0 + b0, firstResult);
        Store(s1x0 + b0, firstResult + stride);
        Store(s2x0 + b0, firstResult + 2 * stride);
        Store(s3x0 + b0, firstResult + 3 * stride);
        Store(s4x0 + b0, firstResult + 4 * stride);
        Store(s5x0 + b0, firstResult + 5 * stride);
        Store(s6x0 + b0, firstResult + 6 * stride);
        Store(s7x0 + b0, secondResult);
        Store(s8x0 + b0, secondResult + stride);
        Store(s9x0 + b0, secondResult + 2 * stride);
        Store(s10x0 + b0, secondResult + 3 * stride);
        Store(s11x0 + b0, secondResult + 4 * stride);
        Store(s12x0 + b0, secondResult + 5 * stride);
        Store(s13x0 + b0, secondResult + 6 * stride);
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
