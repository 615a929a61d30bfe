using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// A B for one or two columns of A, as the adjoint of a weight is in a batch of one: each row of C is a sum of scaled rows of B, written at the
/// speed of memory.
/// </summary>
internal static unsafe class OuterProducts
{
    private const int MostDepth = 2;
    private const int LeastColumns = 32;

    internal static bool Fit(MatrixView a, MatrixView b) => a.Columns <= MostDepth && b.ColumnStride == 1 && b.Columns >= LeastColumns;

    internal static void Multiply(MatrixView a, MatrixView b, float* c, nint cStride, Addend addend)
    {
        int row = 0;
        if (a.Columns == 1 && addend.Start == null)
        {
            for (; row + 4 <= a.Rows; row += 4)
                FourRows(*a.At(row, 0), *a.At(row + 1, 0), *a.At(row + 2, 0), *a.At(row + 3, 0), b.Start, c + row * cStride, cStride, b.Columns);
        }

        for (; row < a.Rows; row++)
        {
            float* from = addend.At(row, 0).Start;
            float* target = c + row * cStride;
            float first = *a.At(row, 0);
            if (a.Columns == 1)
                Row(new OneTerm(first, b.Start), from, target, b.Columns);
            else
                Row(new TwoTerms(first, b.Start, *a.At(row, 1), b.At(1, 0)), from, target, b.Columns);
        }
    }

    // B is read once for four rows: where it begins between lines, each of its registers lies on two of them.
    private static void FourRows(float f0, float f1, float f2, float f3, float* b, float* c, nint stride, int length)
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            i = FourRows<Lanes512<float>>(f0, f1, f2, f3, b, c, stride, i, length);
        else if (Vector256.IsHardwareAccelerated)
            i = FourRows<Lanes256<float>>(f0, f1, f2, f3, b, c, stride, i, length);
        else if (Vector128.IsHardwareAccelerated)
            i = FourRows<Lanes128<float>>(f0, f1, f2, f3, b, c, stride, i, length);
        FourRows<SingleLane<float>>(f0, f1, f2, f3, b, c, stride, i, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FourRows<TLanes>(float f0, float f1, float f2, float f3, float* b, float* c, nint stride, int start, int length)
        where TLanes : struct, ILanes<TLanes, float>
    {
        float* c1 = c + stride, c2 = c1 + stride, c3 = c2 + stride;
        int i = start;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
        {
            TLanes x = TLanes.Load(in b[i], 0);
            TLanes.Store(TLanes.Create(f0) * x, ref c[i], 0);
            TLanes.Store(TLanes.Create(f1) * x, ref c1[i], 0);
            TLanes.Store(TLanes.Create(f2) * x, ref c2[i], 0);
            TLanes.Store(TLanes.Create(f3) * x, ref c3[i], 0);
        }

        return i;
    }

    private interface ITerms
    {
        TLanes At<TLanes>(int i)
            where TLanes : struct, ILanes<TLanes, float>;
    }

    private static void Row<TTerms>(TTerms terms, float* from, float* target, int length)
        where TTerms : struct, ITerms
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            i = Row<TTerms, Lanes512<float>>(terms, from, target, i, length);
        else if (Vector256.IsHardwareAccelerated)
            i = Row<TTerms, Lanes256<float>>(terms, from, target, i, length);
        else if (Vector128.IsHardwareAccelerated)
            i = Row<TTerms, Lanes128<float>>(terms, from, target, i, length);
        Row<TTerms, SingleLane<float>>(terms, from, target, i, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Row<TTerms, TLanes>(TTerms terms, float* from, float* target, int start, int length)
        where TTerms : struct, ITerms
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        if (from == null)
        {
            for (; i + TLanes.Count <= length; i += TLanes.Count)
                TLanes.Store(terms.At<TLanes>(i), ref target[i], 0);
        }
        else
        {
            for (; i + TLanes.Count <= length; i += TLanes.Count)
                TLanes.Store(TLanes.Load(in from[i], 0) + terms.At<TLanes>(i), ref target[i], 0);
        }

        return i;
    }

    private readonly struct OneTerm(float factor, float* row) : ITerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(int i)
            where TLanes : struct, ILanes<TLanes, float> => TLanes.Create(factor) * TLanes.Load(in row[i], 0);
    }

    private readonly struct TwoTerms(float factor, float* row, float factor2, float* row2) : ITerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(int i)
            where TLanes : struct, ILanes<TLanes, float> =>
            TLanes.MultiplyAdd(TLanes.Create(factor2), TLanes.Load(in row2[i], 0), TLanes.Create(factor) * TLanes.Load(in row[i], 0));
    }
}
