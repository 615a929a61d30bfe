using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>
/// Maxima of rectified values in windows of two by two that fill planes, and where they came from: for eight windows one number, whose lower half has a bit for each value of the upper row, and whose
/// upper half one for each of the lower. A window whose maximum isn't positive has none. So the adjoint needs four bits of a window, not its values.
/// </summary>
internal static unsafe class PairPlaces512
{
    private const int Windows = 8;

    // A row is read and written by whole registers: as many floats may follow the last.
    internal const int Slack = 16;

    private const uint EvenPlaces = 0x5555;

    internal static bool IsSupported => Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    /// <summary>How many numbers there are for a row of windows.</summary>
    internal static int NumbersOf(int length) => (length + Windows - 1) / Windows;

    /// <summary>How many numbers there are for a plane.</summary>
    internal static int NumbersOfPlane(in PoolingSizes sizes) => sizes.ResultHeight * NumbersOf(sizes.ResultWidth);

    /// <summary>The maxima of so many rows of windows, and their places.</summary>
    /// <param name="rows">How many rows of windows there are.</param>
    /// <param name="x">The first of twice as many rows of values; a register of anything may follow the last.</param>
    /// <param name="pitch">How far rows of values are apart.</param>
    /// <param name="shift">Added to each value first.</param>
    /// <param name="length">How many windows a row has.</param>
    /// <param name="result">The maxima, at least 0.</param>
    /// <param name="places">Where they came from.</param>
    internal static void Maxima(int rows, float* x, nint pitch, float shift, int length, float* result, uint* places)
    {
        bool isOrdered = length < Windows ? ShortRows(rows, x, pitch, shift, length, result, places) : Rows(rows, x, pitch, shift, length, result, places);
        if (!isOrdered)
            OneByOne(rows, x, pitch, shift, length, result, places);
    }

    /// <summary>The same of an image's result of a convolution, whose planes lie one after another.</summary>
    internal static void Maxima(in DirectConvolution sizes, float* planes, float* maxima, uint* places) =>
        Maxima(sizes.Outputs * sizes.ResultHeight / 2, planes, sizes.ResultWidth, 0, sizes.ResultWidth / 2, maxima, places);

    // Whether none is a NaN: otherwise nothing of it counts.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool Rows(int rows, float* x, nint pitch, float shift, int length, float* result, uint* places)
    {
        Vector512<float> zero = Vector512<float>.Zero, shifts = Vector512.Create(shift);
        Vector512<int> even = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 0, 2, 4, 6, 8, 10, 12, 14);
        uint unordered = 0;
        for (int row = 0; row < rows; row++, x += 2 * pitch, result += length)
        {
            // The last windows of a row reach back over some that are done already.
            for (int next = 0; next < length; next += Windows)
            {
                int i = Math.Min(next, length - Windows);
                Vector512<float> upper = Vector512.Load(x + 2 * i) + shifts, lower = Vector512.Load(x + pitch + 2 * i) + shifts;
                unordered |= Unordered(upper, lower);
                Avx512F.PermuteVar16x32(Largest(upper, lower, out Vector512<float> largest), even).GetLower().Store(result + i);
                *places++ = Places(upper, lower, largest);
            }
        }

        return unordered == 0;
    }

    // The same for rows that are less than a register: their maxima are stored masked, since after the last of an image come another's.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool ShortRows(int rows, float* x, nint pitch, float shift, int length, float* result, uint* places)
    {
        Vector512<float> shifts = Vector512.Create(shift), used = UsedLanes.Of(length);
        Vector512<int> even = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 0, 2, 4, 6, 8, 10, 12, 14);
        uint unordered = 0;
        for (int row = 0; row < rows; row++, x += 2 * pitch, result += length)
        {
            Vector512<float> upper = Vector512.Load(x) + shifts, lower = Vector512.Load(x + pitch) + shifts;
            unordered |= Unordered(upper, lower);
            Avx512F.MaskStore(result, used, Avx512F.PermuteVar16x32(Largest(upper, lower, out Vector512<float> largest), even));
            *places++ = Places(upper, lower, largest);
        }

        return unordered == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Unordered(Vector512<float> upper, Vector512<float> lower) => (uint)Avx512F.CompareUnordered(upper, lower).ExtractMostSignificantBits();

    // In both lanes of a window its largest value, and that rectified.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Largest(Vector512<float> upper, Vector512<float> lower, out Vector512<float> largest)
    {
        largest = Avx512F.Max(upper, lower);
        largest = Avx512F.Max(largest, Avx512F.Permute4x32(largest, 0b10_11_00_01));
        return Avx512F.Max(largest, Vector512<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Places(Vector512<float> upper, Vector512<float> lower, Vector512<float> largest)
    {
        uint passed = (uint)Vector512.GreaterThan(largest, Vector512<float>.Zero).ExtractMostSignificantBits();
        uint first = First((uint)Vector512.Equals(upper, largest).ExtractMostSignificantBits());
        uint second = First((uint)Vector512.Equals(lower, largest).ExtractMostSignificantBits());
        uint taken = (first | first >> 1) & EvenPlaces;
        second &= ~(taken | taken << 1);
        return (first & passed) | (second & passed) << 16;
    }

    /// <summary>The cotangents of so many rows of maxima at their places, zeros elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Adjoint(int rows, float* dresult, int length, uint* places, float* dx)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> used = UsedLanes.Of(Math.Min(length, Windows));
        Vector512<int> twice = Vector512.Create(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
        Vector512<uint> first = Avx512F.ShiftLeftLogicalVariable(Vector512<uint>.One, Vector512<uint>.Indices), second = first << 16;
        for (int row = 0; row < rows; row++, dx += 4 * length, dresult += length)
        {
            for (int next = 0; next < length; next += Windows, places++)
            {
                int i = length < Windows ? 0 : Math.Min(next, length - Windows);
                Vector512<float> cotangent = length < Windows ? Avx512F.MaskLoad(dresult, used, zero) : Vector256.Load(dresult + i).ToVector512Unsafe();
                cotangent = Avx512F.PermuteVar16x32(cotangent, twice);
                Vector512<uint> bits = Vector512.Create(*places);
                (Vector512.Equals(bits & first, first).AsSingle() & cotangent).Store(dx + 2 * i);
                (Vector512.Equals(bits & second, second).AsSingle() & cotangent).Store(dx + 2 * length + 2 * i);
            }
        }
    }

    // Of two neighbours the first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint First(uint places) => places & ~((places & EvenPlaces) << 1);

    // The first NaN of a window is its maximum.
    private static void OneByOne(int rows, float* x, nint pitch, float shift, int length, float* result, uint* places)
    {
        float* window = stackalloc float[4];
        var sizes = new PoolingSizes(1, 2, 2, 2, 2);
        for (int row = 0; row < rows; row++, x += 2 * pitch, result += length)
        {
            for (int next = 0; next < length; next += Windows, places++)
            {
                *places = 0;
                int first = length < Windows ? 0 : Math.Min(next, length - Windows);
                for (int i = first; i < Math.Min(length, first + Windows); i++)
                {
                    (window[0], window[1]) = (x[2 * i] + shift, x[2 * i + 1] + shift);
                    (window[2], window[3]) = (x[pitch + 2 * i] + shift, x[pitch + 2 * i + 1] + shift);
                    int largest = sizes.FirstMaximum(window, 0);
                    result[i] = MathF.Max(window[largest], 0);
                    if (!(window[largest] <= 0))
                        *places |= 1u << (2 * (i - first) + largest % 2 + largest / 2 * 16);
                }
            }
        }
    }
}
