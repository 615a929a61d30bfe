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
        for (int row = 0; row < a.Rows; row++)
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
