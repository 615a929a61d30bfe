using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>
/// One row of A times columns of B that are contiguous and begin at the same place of a cache line each, as in a layer for a batch of one. Reading B is all that takes
/// time there: it is read from its start to its end, a line at a time, where several columns at once would be several streams. The row is copied so that it begins where a
/// column does. Sums don't depend on that place: element k is added to lane k mod 16 of the sum k / 16 mod 4.
/// </summary>
internal static unsafe class SingleRow512
{
    private const int Lanes = 16, Sums = 4;

    // Of the row at a time: the copy stays in the first cache.
    private const int Block = 2048;

    internal static bool Fit(MatrixView b) => Avx512F.IsSupported && b.ColumnStride % Lanes == 0;

    /// <summary>c = row b, or what is added and row b.</summary>
    internal static void Multiply(float* row, MatrixView b, Addend addend, float* c)
    {
        float* copy = stackalloc float[Block + (Sums + 2) * Lanes];
        copy = (float*)((nint)(copy + Lanes - 1) & -(Lanes * sizeof(float)));
        float* from = addend.Start;
        for (int k = 0; k < b.Rows; k += Block, from = c)
            MultiplyBlock(Math.Min(Block, b.Rows - k), row + k, b.At(k, 0), b.ColumnStride, b.Columns, copy, from, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MultiplyBlock(int depth, float* row, float* b, nint bStride, int columns, float* copy, float* from, float* c)
    {
        int shift = (int)(((nint)b & (Lanes * sizeof(float) - 1)) / sizeof(float));
        int lines = (shift + depth + Lanes - 1) / Lanes, rest = (lines - 2) / Sums * Sums + 1, left = shift + depth - rest * Lanes;
        Vector512.Store(Vector512<float>.Zero, copy);
        for (int i = lines - 1; i < rest + Sums; i++) Vector512.Store(Vector512<float>.Zero, copy + i * Lanes);
        new ReadOnlySpan<float>(row, depth).CopyTo(new Span<float>(copy + shift, depth));
        b -= shift;
        Vector512<float> aligned = ~UsedLanes.Of(shift), head = aligned & UsedLanes.Of(shift + depth), tail0 = UsedLanes.Of(left), tail1 = UsedLanes.Of(left - Lanes), tail2 = UsedLanes.Of(left - 2 * Lanes);
        Vector512<float> tail3 = UsedLanes.Of(left - 3 * Lanes);
        Vector512<int> turn = (Vector512<int>.Indices + Vector512.Create(shift)) & Vector512.Create(Lanes - 1);
        float* sums = stackalloc float[Sums * Lanes];
        for (int j = 0; j < columns; j++, b += bStride)
        {
            Vector512<float> s0 = Vector512.FusedMultiplyAdd(Vector512.Load(copy), Load(b, head), Vector512<float>.Zero);
            Vector512<float> s1 = default, s2 = default, s3 = default;
            float* x = copy + Lanes, y = b + Lanes, end = copy + rest * Lanes;
            for (; x != end; x += Sums * Lanes, y += Sums * Lanes)
            {
                s1 = Vector512.FusedMultiplyAdd(Vector512.Load(x), Vector512.Load(y), s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.Load(x + Lanes), Vector512.Load(y + Lanes), s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.Load(x + 2 * Lanes), Vector512.Load(y + 2 * Lanes), s3);
                s0 = Vector512.FusedMultiplyAdd(Vector512.Load(x + 3 * Lanes), Vector512.Load(y + 3 * Lanes), s0);
            }

            s1 = Vector512.FusedMultiplyAdd(Vector512.Load(x), Load(y, tail0), s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Load(x + Lanes), Load(y + Lanes, tail1), s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Load(x + 2 * Lanes), Load(y + 2 * Lanes, tail2), s3);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Load(x + 3 * Lanes), Load(y + 3 * Lanes, tail3), s0);

            // Lanes before the place where a column begins are a line behind.
            Vector512<float> sum = Vector512.ConditionalSelect(aligned, s0 + s1 + (s2 + s3), s1 + s2 + (s3 + s0));
            Vector512.Store(Avx512F.PermuteVar16x32(sum, turn), sums + j % Sums * Lanes);
            if (j % Sums == Sums - 1)
                LaneSums.Store(Added(sums), from == null ? null : from + j - (Sums - 1), c + j - (Sums - 1));
        }

        int whole = columns / Sums * Sums;
        Vector128<float> others = Added(sums);
        for (int j = whole; j < columns; j++)
            c[j] = from == null ? others[j - whole] : others[j - whole] + from[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Added(float* sums) => LaneSums.Of(
        Vector512.Load(sums), Vector512.Load(sums + Lanes), Vector512.Load(sums + 2 * Lanes), Vector512.Load(sums + 3 * Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(float* x, Vector512<float> used) => Avx512F.MaskLoad(x, used, Vector512<float>.Zero);
}
