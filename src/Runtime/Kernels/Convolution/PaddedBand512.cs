using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>
/// <see cref="PaddedBand"/> for 512 bits: zeros and values of a row come from one masked load and go with one store, where they were three stores each over part of the one before.
/// </summary>
internal static unsafe class PaddedBand512
{
    private const int Lanes = 16;

    internal static bool IsSupported => Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Fill(in DirectConvolution sizes, float* image, int start, int rows, float* band)
    {
        int pitch = sizes.Pitch, pad = sizes.PadX, used = rows + sizes.KernelHeight - 1, height = sizes.Height, width = sizes.Width;
        int planeLength = sizes.PlaneLength, top = start - sizes.PadY, last = (pitch - 1) / Lanes * Lanes;
        Vector512<float> zero = Vector512<float>.Zero, first = Inside(-pad, width), final = Inside(last - pad, width);
        for (int input = 0; input < sizes.Inputs; input++)
        {
            // In ascending order: what a store writes too much, the next ones overwrite; behind the last plane there is room for a register.
            float* target = band + (nint)input * planeLength;
            float* source = image + ((nint)input * height + top) * width - pad;
            for (int row = 0; row < used; row++, target += pitch, source += width)
            {
                if ((uint)(top + row) >= (uint)height)
                {
                    for (int x = 0; x <= last; x += Lanes)
                        zero.Store(target + x);
                    continue;
                }

                Avx512F.MaskLoad(source, first, zero).Store(target);
                for (int x = Lanes; x < last; x += Lanes)
                {
                    bool isWhole = x >= pad && x - pad + Lanes <= width;
                    (isWhole ? Vector512.Load(source + x) : Avx512F.MaskLoad(source + x, Inside(x - pad, width), zero)).Store(target + x);
                }

                if (last > 0)
                    Avx512F.MaskLoad(source + last, final, zero).Store(target + last);
            }
        }

        new Span<float>(band + (nint)sizes.Inputs * planeLength, DirectConvolution.Slack + sizes.KernelWidth).Clear();
    }

    // Which of a register's values, the first at the given place of a row, lie in the row.
    private static Vector512<float> Inside(int place, int width)
    {
        Vector512<int> places = Vector512<int>.Indices + Vector512.Create(place);
        return (Vector512.GreaterThanOrEqual(places, Vector512<int>.Zero) & Vector512.LessThan(places, Vector512.Create(width))).AsSingle();
    }
}
