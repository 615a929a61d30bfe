using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>A single row times a matrix whose rows are contiguous, as in a batch of one: each row of B is read once, and some registers of sums hide their latency.</summary>
internal static unsafe class RowProducts
{
    private const int LeastColumns = 32;

    internal static bool Fit(MatrixView a, MatrixView b) => a.Rows == 1 && b.ColumnStride == 1 && b.Columns >= LeastColumns;

    internal static void Multiply(MatrixView a, MatrixView b, float* c, Addend addend)
    {
        float* from = addend.At(0, 0).Start;
        int column = 0;
        if (Vector512.IsHardwareAccelerated)
            column = Run<Lanes512<float>>(a, b, from, c, column);
        else if (Vector256.IsHardwareAccelerated)
            column = Run<Lanes256<float>>(a, b, from, c, column);
        else if (Vector128.IsHardwareAccelerated)
            column = Run<Lanes128<float>>(a, b, from, c, column);
        Run<SingleLane<float>>(a, b, from, c, column);
    }

    private static int Run<TLanes>(MatrixView a, MatrixView b, float* from, float* c, int start)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int column = start;
        for (; column + 8 * TLanes.Count <= b.Columns; column += 8 * TLanes.Count)
            Eight<TLanes>(a.Columns, a.Start, a.ColumnStride, b.At(0, column), b.RowStride, from == null ? null : from + column, c + column);
        for (; column + TLanes.Count <= b.Columns; column += TLanes.Count)
            One<TLanes>(a.Columns, a.Start, a.ColumnStride, b.At(0, column), b.RowStride, from == null ? null : from + column, c + column);
        return column;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<TLanes>(int depth, float* a, nint aStride, float* b, nint bStride, float* from, float* c)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes zero = TLanes.Create(0);
        TLanes s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero;
        for (int k = 0; k < depth; k++)
        {
            TLanes x = TLanes.Create(*a);
            s0 = TLanes.MultiplyAdd(x, TLanes.Load(in *b, 0), s0);
            s1 = TLanes.MultiplyAdd(x, TLanes.Load(in *b, (nuint)TLanes.Count), s1);
            s2 = TLanes.MultiplyAdd(x, TLanes.Load(in *b, (nuint)(2 * TLanes.Count)), s2);
            s3 = TLanes.MultiplyAdd(x, TLanes.Load(in *b, (nuint)(3 * TLanes.Count)), s3);
            s4 = TLanes.MultiplyAdd(x, TLanes.Load(in *b, (nuint)(4 * TLanes.Count)), s4);
            s5 = TLanes.MultiplyAdd(x, TLanes.Load(in *b, (nuint)(5 * TLanes.Count)), s5);
            s6 = TLanes.MultiplyAdd(x, TLanes.Load(in *b, (nuint)(6 * TLanes.Count)), s6);
            s7 = TLanes.MultiplyAdd(x, TLanes.Load(in *b, (nuint)(7 * TLanes.Count)), s7);
            a += aStride;
            b += bStride;
        }

        Store(s0, from, c, 0);
        Store(s1, from, c, TLanes.Count);
        Store(s2, from, c, 2 * TLanes.Count);
        Store(s3, from, c, 3 * TLanes.Count);
        Store(s4, from, c, 4 * TLanes.Count);
        Store(s5, from, c, 5 * TLanes.Count);
        Store(s6, from, c, 6 * TLanes.Count);
        Store(s7, from, c, 7 * TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLanes>(int depth, float* a, nint aStride, float* b, nint bStride, float* from, float* c)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes sum = TLanes.Create(0);
        for (int k = 0; k < depth; k++, a += aStride, b += bStride)
            sum = TLanes.MultiplyAdd(TLanes.Create(*a), TLanes.Load(in *b, 0), sum);
        Store(sum, from, c, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes sum, float* from, float* c, int offset)
        where TLanes : struct, ILanes<TLanes, float>
    {
        if (from != null)
            sum += TLanes.Load(in *from, (nuint)offset);
        TLanes.Store(sum, ref *c, (nuint)offset);
    }
}
