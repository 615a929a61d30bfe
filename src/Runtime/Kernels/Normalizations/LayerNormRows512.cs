using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>Rows of a layer normalization that are whole 512-bit registers, in as few passes as their sums allow: a call for each sum and line took longer than what it did.</summary>
internal static unsafe class LayerNormRows512
{
    private const int Lanes = 16;

    internal static bool Fit(int width) => Vector512.IsHardwareAccelerated && width % (2 * Lanes) == 0 && width > 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Apply(float* x, int rows, int width, double epsilon, float* weight, float* bias, float* result)
    {
        for (int row = 0; row < rows; row++, x += width, result += width)
        {
            Vector512<float> mean = Mean(x, width), scale = Scale(x, width, mean, epsilon);
            for (int i = 0; i < width; i += Lanes)
                Vector512.FusedMultiplyAdd((Vector512.Load(x + i) - mean) * scale, Vector512.Load(weight + i), Vector512.Load(bias + i)).Store(result + i);
        }
    }

    /// <summary>The adjoint of x of some rows is written or added to, unless it is null; those of weight and bias are added to their sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Adjoint(
        float* x, int rows, int width, double epsilon, float* weight, float* cotangent, float* dx, bool addsX, float* dweight, float* dbias)
    {
        for (int row = 0; row < rows; row++, x += width, cotangent += width)
        {
            Vector512<float> mean = Mean(x, width), scale = Scale(x, width, mean, epsilon);
            Vector512<float> sums = Vector512<float>.Zero, slopes = sums;
            for (int i = 0; i < width; i += Lanes)
            {
                Vector512<float> normalized = (Vector512.Load(x + i) - mean) * scale, d = Vector512.Load(cotangent + i), scaled = d * Vector512.Load(weight + i);
                Vector512.FusedMultiplyAdd(d, normalized, Vector512.Load(dweight + i)).Store(dweight + i);
                (d + Vector512.Load(dbias + i)).Store(dbias + i);
                sums += scaled;
                slopes = Vector512.FusedMultiplyAdd(scaled, normalized, slopes);
            }

            if (dx == null)
                continue;
            Vector512<float> average = Vector512.Create(Vector512.Sum(sums) / width), slope = Vector512.Create(Vector512.Sum(slopes) / width);
            for (int i = 0; i < width; i += Lanes)
            {
                Vector512<float> normalized = (Vector512.Load(x + i) - mean) * scale, scaled = Vector512.Load(cotangent + i) * Vector512.Load(weight + i);
                Vector512<float> adjoint = scale * (scaled - average - normalized * slope);
                (addsX ? Vector512.Load(dx + i) + adjoint : adjoint).Store(dx + i);
            }

            dx += width;
        }
    }

    // Two sums in turns hide the latency of an addition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Mean(float* x, int width)
    {
        Vector512<float> even = Vector512<float>.Zero, odd = even;
        for (int i = 0; i < width; i += 2 * Lanes)
        {
            even += Vector512.Load(x + i);
            odd += Vector512.Load(x + i + Lanes);
        }

        return Vector512.Create(Vector512.Sum(even + odd) / width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scale(float* x, int width, Vector512<float> mean, double epsilon)
    {
        Vector512<float> even = Vector512<float>.Zero, odd = even;
        for (int i = 0; i < width; i += 2 * Lanes)
        {
            Vector512<float> deviation = Vector512.Load(x + i) - mean, next = Vector512.Load(x + i + Lanes) - mean;
            even = Vector512.FusedMultiplyAdd(deviation, deviation, even);
            odd = Vector512.FusedMultiplyAdd(next, next, odd);
        }

        return Vector512.Create((float)(1 / Math.Sqrt((double)Vector512.Sum(even + odd) / width + epsilon)));
    }
}
