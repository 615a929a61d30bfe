using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>Rows of an image with zeros around them, and rows of a result taken from between what straddles two.</summary>
internal static unsafe class PaddedBand
{
    private static readonly float[] s_lanes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>The rows of an image under a band of the result, channel by channel.</summary>
    internal static void Fill<TLanes>(in DirectConvolution sizes, float* image, int start, int rows, float* band)
        where TLanes : struct, ILanes<TLanes, float>
    {
        if (typeof(TLanes) == typeof(Lanes512<float>) && PaddedBand512.IsSupported)
        {
            PaddedBand512.Fill(sizes, image, start, rows, band);
            return;
        }

        int pitch = sizes.Pitch, pad = sizes.PadX, used = rows + sizes.KernelHeight - 1, height = sizes.Height, width = sizes.Width;
        int planeLength = sizes.PlaneLength, top = start - sizes.PadY;
        float* end = image + sizes.InputLength;
        for (int input = 0; input < sizes.Inputs; input++)
        {
            float* plane = band + (nint)input * planeLength;
            float* source = image + (nint)input * height * width;
            for (int row = 0; row < used; row++)
            {
                // In ascending order: what a copy writes too much, the next ones overwrite.
                float* target = plane + (nint)row * pitch;
                int y = top + row;
                if ((uint)y >= (uint)height)
                {
                    Zeros<TLanes>(target, pitch);
                    continue;
                }

                Zeros<TLanes>(target, pad);
                Copy<TLanes>(source + (nint)y * width, end, target + pad, width);
                Zeros<TLanes>(target + pad + width, pad);
            }
        }

        new Span<float>(band + (nint)sizes.Inputs * sizes.PlaneLength, DirectConvolution.Slack + sizes.KernelWidth).Clear();
    }

    /// <summary>Rows of a result, from rows of a longer pitch: with a bias, or added to what is there.</summary>
    internal static void Take<TLanes>(float* source, int pitch, int rows, int width, float bias, float* result, bool adds)
        where TLanes : struct, ILanes<TLanes, float>
    {
        if (typeof(TLanes) == typeof(Lanes512<float>) && Avx512F.IsSupported)
        {
            TakeMasked(source, pitch, rows, width, bias, result, adds);
            return;
        }

        fixed (float* lanes = s_lanes)
        {
            TLanes shift = TLanes.Create(bias), number = TLanes.Load(in *lanes, 0), zero = TLanes.Create(0);
            float* end = result + (nint)rows * width;
            for (int row = 0; row < rows; row++, source += pitch, result += width)
            {
                for (int x = 0; x < width; x += TLanes.Count)
                {
                    // What a store writes too much is the beginning of later rows, which come after it; there nothing is added.
                    if (result + x + TLanes.Count <= end)
                    {
                        TLanes value = TLanes.Load(in source[x], 0) + shift;
                        if (adds)
                        {
                            if (x + TLanes.Count > width)
                                value = TLanes.Select(TLanes.GreaterThan(TLanes.Create(width - x), number), value, zero);
                            value += TLanes.Load(in result[x], 0);
                        }

                        TLanes.Store(value, ref result[x], 0);
                        continue;
                    }

                    for (int i = x; i < width; i++)
                        result[i] = (adds ? result[i] : 0) + (source[i] + bias);
                    break;
                }
            }
        }
    }

    // Where stores are masked, each row ends where it ends.
    private static void TakeMasked(float* source, int pitch, int rows, int width, float bias, float* result, bool adds)
    {
        const int Lanes = 16;
        int whole = width & -Lanes;
        Vector512<float> shift = Vector512.Create(bias), used = UsedLanes.Of(width - whole);
        for (int row = 0; row < rows; row++, source += pitch, result += width)
        {
            for (int x = 0; x < whole; x += Lanes)
            {
                Vector512<float> value = Vector512.Load(source + x) + shift;
                (adds ? value + Vector512.Load(result + x) : value).Store(result + x);
            }

            if (whole == width)
                continue;
            Vector512<float> last = Vector512.Load(source + whole) + shift;
            Avx512F.MaskStore(result + whole, used, adds ? last + Avx512F.MaskLoad(result + whole, used, Vector512<float>.Zero) : last);
        }
    }

    // May write more than the count, as a copy does; behind the last plane there is room for a register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Zeros<TLanes>(float* target, int count)
        where TLanes : struct, ILanes<TLanes, float>
    {
        for (int i = 0; i < count; i += TLanes.Count)
            TLanes.Store(TLanes.Create(0), ref target[i], 0);
    }

    // May write more than the width, but reads no further than the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TLanes>(float* source, float* end, float* target, int width)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int x = 0;
        for (; x < width && source + x + TLanes.Count <= end; x += TLanes.Count)
            TLanes.Store(TLanes.Load(in source[x], 0), ref target[x], 0);
        for (; x < width; x++)
            target[x] = source[x];
    }
}
