using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// Maxima of windows of two by two, side by side: a register of windows at once. Where other rows follow, the last register reaches over the end of the
/// row: what it writes too much is the beginning of rows that are written later. In the last row it reaches back over what is done already.
/// </summary>
internal static unsafe class PairMaximum
{
    private static readonly float[] s_numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>The maxima of some rows of at least four windows, at least a floor; after them others are written, if a row may reach over its end.</summary>
    internal static void Rows(int rows, float* x, int width, float* result, int length, bool reachesOver, float floor)
    {
        if (PairMaximum512.Fits(length, reachesOver))
        {
            PairMaximum512.Rows(rows, x, width, result, length, reachesOver, floor);
            return;
        }

        for (int row = 0; row < rows; row++)
            RowOfLanes(x + (nint)row * 2 * width, width, result + (nint)row * length, length, reachesOver, floor);
    }

    /// <summary>The cotangents of some rows of at least four maxima, added to the places that they came from; or written there, with zeros in the other places. Those of maxima up to the cutoff stay out.</summary>
    internal static void AdjointRows(int rows, float* x, int width, float* dresult, float* dx, int length, bool adds, bool reachesOver, float cutoff)
    {
        if (!adds && PairMaximum512.Fits(length, reachesOver))
        {
            PairMaximum512.AdjointRows(rows, x, width, dresult, dx, length, reachesOver, cutoff);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            nint from = (nint)row * 2 * width;
            AdjointRow(x + from, width, dresult + (nint)row * length, dx + from, length, adds, reachesOver && !adds, cutoff);
        }
    }

    internal static void RowOfLanes(float* x, int width, float* result, int length, bool reachesOver, float floor)
    {
        if (Vector512.IsHardwareAccelerated && Fits(length, Vector512<float>.Count, reachesOver))
            Row<Lanes512<float>>(x, x + width, result, length, reachesOver, floor);
        else if (Vector256.IsHardwareAccelerated && Fits(length, Vector256<float>.Count, reachesOver))
            Row<Lanes256<float>>(x, x + width, result, length, reachesOver, floor);
        else
            Row<Lanes128<float>>(x, x + width, result, length, reachesOver, floor);
    }

    internal static void AdjointRowOfLanes(float* x, int width, float* dresult, float* dx, int length, bool reachesOver, float cutoff) =>
        AdjointRow(x, width, dresult, dx, length, adds: false, reachesOver, cutoff);

    private static void AdjointRow(float* x, int width, float* dresult, float* dx, int length, bool adds, bool reachesOver, float cutoff)
    {
        if (Vector512.IsHardwareAccelerated && Fits(length, Vector512<float>.Count, reachesOver))
            AdjointRow<Lanes512<float>>(x, width, dresult, dx, length, adds, reachesOver, cutoff);
        else if (Vector256.IsHardwareAccelerated && Fits(length, Vector256<float>.Count, reachesOver))
            AdjointRow<Lanes256<float>>(x, width, dresult, dx, length, adds, reachesOver, cutoff);
        else
            AdjointRow<Lanes128<float>>(x, width, dresult, dx, length, adds, reachesOver, cutoff);
    }

    // What a register reaches over is less than the next row.
    private static bool Fits(int length, int register, bool reachesOver) => length >= register || (reachesOver && length > register / 2);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row<TLanes>(float* upper, float* lower, float* result, int length, bool reachesOver, float floor)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes least = TLanes.Create(floor);
        for (int next = 0; next < length; next += TLanes.Count)
        {
            int i = reachesOver ? next : Math.Min(next, length - TLanes.Count);
            (TLanes x00, TLanes x01) = Load<TLanes>(upper + 2 * i);
            (TLanes x10, TLanes x11) = Load<TLanes>(lower + 2 * i);
            TLanes.Store(TLanes.Max(Larger(Larger(Larger(x00, x01), x10), x11), least), ref result[i], 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AdjointRow<TLanes>(float* x, int width, float* dresult, float* dx, int length, bool adds, bool reachesOver, float cutoff)
        where TLanes : struct, ILanes<TLanes, float>
    {
        // With more registers the upper row would reach over what has been written of the lower one.
        TLanes cut = TLanes.Create(cutoff), zero = TLanes.Create(0);
        bool isOne = reachesOver && length <= TLanes.Count;
        for (int next = 0; next < length; next += TLanes.Count)
        {
            int i = isOne ? next : Math.Min(next, length - TLanes.Count);
            (TLanes x00, TLanes x01) = Load<TLanes>(x + 2 * i);
            (TLanes x10, TLanes x11) = Load<TLanes>(x + width + 2 * i);
            TLanes largest = Larger(Larger(Larger(x00, x01), x10), x11), left = TLanes.Load(in dresult[i], 0);
            left = TLanes.Select(TLanes.GreaterThan(cut, largest), zero, TLanes.Select(TLanes.EqualTo(cut, largest), zero, left));
            if (adds && i < next)
            {
                TLanes number = TLanes.Load(in s_numbers[0], 0);
                left = TLanes.Select(TLanes.GreaterThan(number, TLanes.Create(next - i - 1)), left, zero);
            }

            TLanes d00 = Take(x00, largest, ref left), d01 = Take(x01, largest, ref left);
            TLanes d10 = Take(x10, largest, ref left), d11 = Take(x11, largest, ref left);
            Put(d00, d01, dx + 2 * i, adds);
            Put(d10, d11, dx + width + 2 * i, adds);
        }
    }

    // The first of equal ones, and the first NaN, as one after another finds them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Larger<TLanes>(TLanes best, TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes larger = TLanes.Select(TLanes.GreaterThan(x, best), x, best);
        return TLanes.Select(TLanes.EqualTo(best, best), TLanes.Select(TLanes.EqualTo(x, x), larger, x), best);
    }

    // What is left of the cotangents, where this is the maximum or a NaN; there nothing is left then.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Take<TLanes>(TLanes x, TLanes largest, ref TLanes left)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes zero = TLanes.Create(0), isMaximum = TLanes.EqualTo(x, largest), isNumber = TLanes.EqualTo(x, x);
        TLanes taken = TLanes.Select(isMaximum, left, TLanes.Select(isNumber, zero, left));
        left = TLanes.Select(isMaximum, zero, TLanes.Select(isNumber, left, zero));
        return taken;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Even, TLanes Odd) Load<TLanes>(float* x)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Unzip(TLanes.Load(in *x, 0), TLanes.Load(in *x, (nuint)TLanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TLanes>(TLanes even, TLanes odd, float* dx, bool adds)
        where TLanes : struct, ILanes<TLanes, float>
    {
        (TLanes low, TLanes high) = TLanes.Zip(even, odd);
        TLanes.Store(adds ? TLanes.Load(in *dx, 0) + low : low, ref *dx, 0);
        TLanes.Store(adds ? TLanes.Load(in *dx, (nuint)TLanes.Count) + high : high, ref *dx, (nuint)TLanes.Count);
    }
}
