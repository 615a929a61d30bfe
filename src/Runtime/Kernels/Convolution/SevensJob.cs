using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>
/// The bands of the result of a direct convolution whose rows are whole sevens, as those of images of 28 or 224 are: with filters side by side in registers. Where rows lie one after another with
/// the padding between them, as in <see cref="PlacementJob{TLanes}"/>, a row of 14 costs as much as one of 16.
/// </summary>
internal readonly unsafe struct SevensJob(DirectConvolution sizes, PlacementOperands operands, float* images, float* scratch, float* result) : IPlacements
{
    private const int Seven = 7;

    // Filters are in panels of two registers; one is left over.
    internal const int Width = 32;

    // Placements whose results are kept before they go where they belong: they stay in the first cache, and whole registers of them become rows.
    private const int MostPlaces = 112;

    // For fewer values under a filter the tiles' beginnings and ends cost more than what is spared.
    private const int LeastDepth = 32;

    internal static bool Fits(in DirectConvolution sizes) => Avx512F.IsSupported && Vector512.IsHardwareAccelerated
        && sizes.ResultWidth % Seven == 0 && sizes.Outputs % (Width / 2) == 0 && sizes.Depth >= LeastDepth;

    internal static nint LengthOfScratch(in DirectConvolution sizes) => PinnedBlock.Padded(sizes.BandLength) + RowsAtOnce(sizes) * sizes.ResultWidth * Width;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Images * sizes.Bands, part, parts);
        float* memory = scratch + part * LengthOfScratch(sizes);
        for (int piece = first; piece < end; piece++)
        {
            (int image, int number) = Math.DivRem(piece, sizes.Bands);
            bool isLast = piece + 1 == end;
            int steps = Steps(sizes.Band(number).Rows);
            ReadAhead following = isLast ? default : ReadAhead.Of<Lanes512<float>>(sizes, images, image + 1, sizes.InputLength, steps);
            ReadAhead results = isLast ? default : ReadAhead.Of<Lanes512<float>>(sizes, result, image + 1, sizes.OutputLength, steps);
            Band(images + (nint)image * sizes.InputLength, number, memory, result + (nint)image * sizes.OutputLength, ref following, ref results);
        }
    }

    public int Bands => sizes.Bands;

    public nint ScratchLength => LengthOfScratch(sizes);

    public int Steps(int rows) => rows * sizes.ResultWidth / (2 * Seven) * ((sizes.Outputs + Width - 1) / Width);

    public void Band(float* image, int number, float* memory, float* target, ref ReadAhead following, ref ReadAhead results)
    {
        float* band = memory, sums = band + PinnedBlock.Padded(sizes.BandLength);
        (int start, int rows) = sizes.Band(number);
        PaddedBand.Fill<Lanes512<float>>(sizes, image, start, rows, band);
        for (int filter = 0; filter < sizes.Outputs; filter += Width)
        {
            int filters = Math.Min(Width, sizes.Outputs - filter);
            for (int row = 0; row < rows; row += RowsAtOnce(sizes))
            {
                int count = Math.Min(RowsAtOnce(sizes), rows - row) * sizes.ResultWidth;
                Sums(operands.Panels + (nint)filter * sizes.Depth, operands.Shifts + filter, filters, band + (nint)row * sizes.Pitch, count, sums, ref following, ref results);
                float* to = target + (nint)filter * sizes.Places + (start + row) * sizes.ResultWidth;
                Packing.Transpose(sums, filters, 1, count, filters, to, sizes.Places);
            }
        }
    }

    public void Maxima(float* image, float* memory, float* planes, float* maxima, uint* places, ref ReadAhead following, ref ReadAhead results)
    {
        Placements.Image(this, image, memory, planes, ref following, ref results);
        PairPlaces512.Maxima(sizes, planes, maxima, places);
    }

    private static int RowsAtOnce(in DirectConvolution sizes) => Math.Max(1, MostPlaces / sizes.ResultWidth);

    private void Sums(float* panel, float* shift, int filters, float* band, int count, float* sums, ref ReadAhead following, ref ReadAhead results)
    {
        int x = 0;
        for (int place = 0; place < count; place += 2 * Seven)
        {
            following.Step();
            results.Step();
            float* left = Next(ref band, ref x), target = sums + (nint)place * filters;

            // Of an odd number the last seven are computed twice.
            bool isLast = place + Seven == count;
            float* right = isLast ? left : Next(ref band, ref x);
            float* rightTarget = isLast ? target : target + (nint)Seven * filters;
            if (filters == Width)
                SevensKernel512.SevensBy2(sizes.Depth, panel, left, right, operands.Offsets, shift, target, rightTarget, filters);
            else
                SevensKernel512.SevensBy1(sizes.Depth, panel, left, right, operands.Offsets, shift, target, rightTarget, filters);
        }
    }

    // Seven placements, and on to those that follow.
    private float* Next(ref float* row, ref int x)
    {
        float* at = row + x;
        x += Seven;
        if (x == sizes.ResultWidth)
        {
            x = 0;
            row += sizes.Pitch;
        }

        return at;
    }
}
