using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>
/// A B where the rows of A and the columns of B are contiguous, as in a layer whose weight is (out, in): sums of products along k need no
/// packing, which for few rows would cost more than the product.
/// </summary>
internal static unsafe class DotProducts
{
    private const int MostRows = 32;
    private const int LeastDepth = 48;

    // These rows of A stay in the first cache beside four columns of B.
    private const int RowsPerBlock = 8;

    internal static bool Fit(MatrixView a, MatrixView b) =>
        Vector512.IsHardwareAccelerated && a.ColumnStride == 1 && b.RowStride == 1 && (b.ColumnStride != 1 || b.Columns == 1)
        && a.Rows <= MostRows && a.Columns >= LeastDepth;

    internal static void Multiply(MatrixView a, MatrixView b, float* c, nint cStride, Addend addend)
    {
        int rows = a.Rows % 4 == 1 && SingleRow512.Fit(b) ? a.Rows - 1 : a.Rows;
        for (int row = 0; row < rows; row += RowsPerBlock)
        {
            int end = Math.Min(rows, row + RowsPerBlock);
            for (int j = 0; j < b.Columns; j += 4)
            {
                for (int i = row; i < end; i += 4)
                {
                    if (j + 4 <= b.Columns && i + 1 == a.Rows)
                        OneByFour(a.Columns, a.At(i, 0), b.At(0, j), b.ColumnStride, addend.At(i, j).Start, c + i * cStride + j);
                    else if (j + 4 <= b.Columns && i + 4 <= a.Rows)
                        FourByFour(a.Columns, a.At(i, 0), a.RowStride, b.At(0, j), b.ColumnStride, addend.At(i, j), c + i * cStride + j, cStride);
                    else
                        Edge(a, b, i, j, c, cStride, addend);
                }
            }
        }

        if (rows < a.Rows)
            SingleRow512.Multiply(a.At(rows, 0), b, addend.At(rows, 0), c + rows * cStride);
    }

    private static void Edge(MatrixView a, MatrixView b, int row, int column, float* c, nint cStride, Addend addend)
    {
        for (int i = row; i < Math.Min(row + 4, a.Rows); i++)
        {
            for (int j = column; j < Math.Min(column + 4, b.Columns); j++)
            {
                float dot = Blas.Dot(new ReadOnlySpan<float>(a.At(i, 0), a.Columns), new ReadOnlySpan<float>(b.At(0, j), a.Columns));
                float* from = addend.At(i, j).Start;
                c[i * cStride + j] = from == null ? dot : *from + dot;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourByFour(int depth, float* a, nint aStride, float* b, nint bStride, Addend addend, float* c, nint cStride)
    {
        float* a1 = a + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
        float* b1 = b + bStride, b2 = b1 + bStride, b3 = b2 + bStride;
        Vector512<float> s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<float> s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        int k = 0;
        for (; k + 16 <= depth; k += 16)
        {
            Vector512<float> y0 = Vector512.Load(b + k), y1 = Vector512.Load(b1 + k), y2 = Vector512.Load(b2 + k), y3 = Vector512.Load(b3 + k);
            Vector512<float> x = Vector512.Load(a + k);
            s00 = Vector512.FusedMultiplyAdd(x, y0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, y1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, y2, s02);
            s03 = Vector512.FusedMultiplyAdd(x, y3, s03);
            x = Vector512.Load(a1 + k);
            s10 = Vector512.FusedMultiplyAdd(x, y0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, y1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, y2, s12);
            s13 = Vector512.FusedMultiplyAdd(x, y3, s13);
            x = Vector512.Load(a2 + k);
            s20 = Vector512.FusedMultiplyAdd(x, y0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, y1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, y2, s22);
            s23 = Vector512.FusedMultiplyAdd(x, y3, s23);
            x = Vector512.Load(a3 + k);
            s30 = Vector512.FusedMultiplyAdd(x, y0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, y1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, y2, s32);
            s33 = Vector512.FusedMultiplyAdd(x, y3, s33);
        }

        // What is left over: a register of which some lanes are unused.
        if (k < depth)
        {
            Vector512<float> used = UsedLanes.Of(depth - k);
            Vector512<float> y0 = Load(b + k, used), y1 = Load(b1 + k, used), y2 = Load(b2 + k, used), y3 = Load(b3 + k, used);
            Vector512<float> x = Load(a + k, used);
            s00 = Vector512.FusedMultiplyAdd(x, y0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, y1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, y2, s02);
            s03 = Vector512.FusedMultiplyAdd(x, y3, s03);
            x = Load(a1 + k, used);
            s10 = Vector512.FusedMultiplyAdd(x, y0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, y1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, y2, s12);
            s13 = Vector512.FusedMultiplyAdd(x, y3, s13);
            x = Load(a2 + k, used);
            s20 = Vector512.FusedMultiplyAdd(x, y0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, y1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, y2, s22);
            s23 = Vector512.FusedMultiplyAdd(x, y3, s23);
            x = Load(a3 + k, used);
            s30 = Vector512.FusedMultiplyAdd(x, y0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, y1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, y2, s32);
            s33 = Vector512.FusedMultiplyAdd(x, y3, s33);
        }

        Vector128<float> r0 = LaneSums.Of(s00, s01, s02, s03), r1 = LaneSums.Of(s10, s11, s12, s13);
        Vector128<float> r2 = LaneSums.Of(s20, s21, s22, s23), r3 = LaneSums.Of(s30, s31, s32, s33);
        LaneSums.Store(r0, addend.At(0, 0).Start, c);
        LaneSums.Store(r1, addend.At(1, 0).Start, c + cStride);
        LaneSums.Store(r2, addend.At(2, 0).Start, c + 2 * cStride);
        LaneSums.Store(r3, addend.At(3, 0).Start, c + 3 * cStride);
    }

    // One row alone, whose columns begin at different places of a cache line: a register that begins between lines lies on two of them; of its halves one does.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneByFour(int depth, float* a, float* b, nint bStride, float* from, float* c)
    {
        float* b1 = b + bStride, b2 = b1 + bStride, b3 = b2 + bStride;
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, t0 = default, t1 = default, t2 = default, t3 = default;
        Vector256<float> u0 = default, u1 = default, u2 = default, u3 = default, v0 = default, v1 = default, v2 = default, v3 = default;
        int k = 0;
        for (; k + 32 <= depth; k += 32)
        {
            Vector256<float> x = Vector256.Load(a + k), y = Vector256.Load(a + k + 8);
            s0 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + k), s0);
            s1 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b1 + k), s1);
            s2 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b2 + k), s2);
            s3 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b3 + k), s3);
            u0 = Vector256.FusedMultiplyAdd(y, Vector256.Load(b + k + 8), u0);
            u1 = Vector256.FusedMultiplyAdd(y, Vector256.Load(b1 + k + 8), u1);
            u2 = Vector256.FusedMultiplyAdd(y, Vector256.Load(b2 + k + 8), u2);
            u3 = Vector256.FusedMultiplyAdd(y, Vector256.Load(b3 + k + 8), u3);
            x = Vector256.Load(a + k + 16);
            y = Vector256.Load(a + k + 24);
            t0 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + k + 16), t0);
            t1 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b1 + k + 16), t1);
            t2 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b2 + k + 16), t2);
            t3 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b3 + k + 16), t3);
            v0 = Vector256.FusedMultiplyAdd(y, Vector256.Load(b + k + 24), v0);
            v1 = Vector256.FusedMultiplyAdd(y, Vector256.Load(b1 + k + 24), v1);
            v2 = Vector256.FusedMultiplyAdd(y, Vector256.Load(b2 + k + 24), v2);
            v3 = Vector256.FusedMultiplyAdd(y, Vector256.Load(b3 + k + 24), v3);
        }

        Vector512<float> z0 = Vector512.Create(s0, u0), z1 = Vector512.Create(s1, u1), z2 = Vector512.Create(s2, u2), z3 = Vector512.Create(s3, u3);
        AddRest(depth - k, a + k, b + k, b1 + k, b2 + k, b3 + k, ref z0, ref z1, ref z2, ref z3);
        z0 += Vector512.Create(t0, v0);
        z1 += Vector512.Create(t1, v1);
        z2 += Vector512.Create(t2, v2);
        z3 += Vector512.Create(t3, v3);
        LaneSums.Store(LaneSums.Of(z0, z1, z2, z3), from, c);
    }

    // What is left over, a register at a time, of which some lanes may be unused.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRest(
        int left, float* a, float* b0, float* b1, float* b2, float* b3,
        ref Vector512<float> s0, ref Vector512<float> s1, ref Vector512<float> s2, ref Vector512<float> s3)
    {
        for (int k = 0; k < left; k += 16)
        {
            Vector512<float> used = UsedLanes.Of(left - k), x = Load(a + k, used);
            s0 = Vector512.FusedMultiplyAdd(x, Load(b0 + k, used), s0);
            s1 = Vector512.FusedMultiplyAdd(x, Load(b1 + k, used), s1);
            s2 = Vector512.FusedMultiplyAdd(x, Load(b2 + k, used), s2);
            s3 = Vector512.FusedMultiplyAdd(x, Load(b3 + k, used), s3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(float* x, Vector512<float> used) => Avx512F.MaskLoad(x, used, Vector512<float>.Zero);
}
