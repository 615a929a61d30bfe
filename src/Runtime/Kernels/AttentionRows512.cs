using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>
/// Rows of attention weights on 512-bit registers. Lanes that a query doesn't see are masked: where an exponential underflows, an Intel processor takes ten
/// times as long for the register, which was longer than the rest of the row.
/// </summary>
internal static unsafe class AttentionRows512
{
    private const int Lanes = 16;

    internal static bool IsSupported => Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    /// <summary>Rows of scores become the softmax of scale times them, over the first <paramref name="seen"/> of row 0 and one more in each further row if causal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Softmax(float* x, int rows, int width, int seen, bool causal, float scale)
    {
        Vector512<float> factor = Vector512.Create(scale), least = Vector512.Create(float.NegativeInfinity);
        for (int row = 0; row < rows; row++, x += width)
        {
            int own = Math.Min(width, causal ? seen + row : seen);
            Vector512<float> most = least;
            int i = 0;
            for (; i + Lanes <= own; i += Lanes)
                most = Avx512F.Max(most, Vector512.Load(x + i));
            if (i < own)
                most = Avx512F.Max(most, Avx512F.MaskLoad(x + i, UsedLanes.Of(own - i), least));

            // A NaN may get lost in the maximum; it is in the sum.
            Vector512<float> shift = Vector512.Create(MaxOf(most)), sums = Vector512<float>.Zero;
            for (i = 0; i + Lanes <= own; i += Lanes)
            {
                Vector512<float> exponential = Exp((Vector512.Load(x + i) - shift) * factor);
                exponential.Store(x + i);
                sums += exponential;
            }

            if (i < own)
            {
                Vector512<float> used = UsedLanes.Of(own - i);
                Vector512<float> exponential = Vector512.BitwiseAnd(Exp((Avx512F.MaskLoad(x + i, used, shift) - shift) * factor), used);
                Avx512F.MaskStore(x + i, UsedLanes.Of(width - i), exponential);
                sums += exponential;
                i += Lanes;
            }

            for (; i < width; i += Lanes)
                Avx512F.MaskStore(x + i, UsedLanes.Of(width - i), Vector512<float>.Zero);
            Vector512<float> by = Vector512.Create(1 / Vector512.Sum(sums));
            for (i = 0; i + Lanes <= own; i += Lanes)
                (Vector512.Load(x + i) * by).Store(x + i);
            if (i < own)
            {
                Vector512<float> used = UsedLanes.Of(own - i);
                Avx512F.MaskStore(x + i, used, Avx512F.MaskLoad(x + i, used, least) * by);
            }
        }
    }

    /// <summary>
    /// Rows of adjoints of weights become those of scores: weight (adjoint - sum of weight times adjoint) scale for what a query sees, and 0 elsewhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void ScoreAdjoints(float* weights, float* adjoints, int rows, int width, int seen, bool causal, float scale)
    {
        Vector512<float> factor = Vector512.Create(scale), zero = Vector512<float>.Zero;
        for (int row = 0; row < rows; row++, weights += width, adjoints += width)
        {
            int own = Math.Min(width, causal ? seen + row : seen);
            Vector512<float> even = zero, odd = zero;
            int i = 0;
            for (; i + 2 * Lanes <= own; i += 2 * Lanes)
            {
                even = Vector512.FusedMultiplyAdd(Vector512.Load(weights + i), Vector512.Load(adjoints + i), even);
                odd = Vector512.FusedMultiplyAdd(Vector512.Load(weights + i + Lanes), Vector512.Load(adjoints + i + Lanes), odd);
            }

            for (; i < own; i += Lanes)
            {
                Vector512<float> used = UsedLanes.Of(own - i);
                even = Vector512.FusedMultiplyAdd(Avx512F.MaskLoad(weights + i, used, zero), Avx512F.MaskLoad(adjoints + i, used, zero), even);
            }

            Vector512<float> mean = Vector512.Create(Vector512.Sum(even + odd));
            for (i = 0; i + Lanes <= own; i += Lanes)
                (Vector512.Load(weights + i) * (Vector512.Load(adjoints + i) - mean) * factor).Store(adjoints + i);
            if (i < own)
            {
                Vector512<float> used = UsedLanes.Of(own - i);
                Vector512<float> adjoint = Avx512F.MaskLoad(weights + i, used, zero) * (Avx512F.MaskLoad(adjoints + i, used, zero) - mean) * factor;
                Avx512F.MaskStore(adjoints + i, UsedLanes.Of(width - i), Vector512.BitwiseAnd(adjoint, used));
                i += Lanes;
            }

            for (; i < width; i += Lanes)
                Avx512F.MaskStore(adjoints + i, UsedLanes.Of(width - i), zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> x) => Activation.ExpOfWeight(new Lanes512<float>(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float MaxOf(Vector512<float> x)
    {
        Vector256<float> half = Avx.Max(x.GetLower(), x.GetUpper());
        Vector128<float> quarter = Sse.Max(half.GetLower(), half.GetUpper());
        quarter = Sse.Max(quarter, Sse.MoveHighToLow(quarter, quarter));
        return Sse.MaxScalar(quarter, Sse.Shuffle(quarter, quarter, 1)).ToScalar();
    }
}
