using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The bands of the result of a direct convolution.</summary>
internal readonly unsafe struct PlacementJob<TLanes>(
    DirectConvolution sizes, PlacementOperands operands, float* images, float* scratch, float* result, bool adds) : IPlacements
    where TLanes : struct, ILanes<TLanes, float>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Images * sizes.Bands, part, parts);
        float* memory = scratch + part * LengthOfScratch(sizes);
        for (int piece = first; piece < end; piece++)
        {
            (int image, int number) = Math.DivRem(piece, sizes.Bands);
            int steps = Steps(sizes.Band(number).Rows);
            ReadAhead following = piece + 1 < end ? ReadAhead.Of<TLanes>(sizes, images, image + 1, sizes.InputLength, steps) : default;
            ReadAhead results = ReadAhead.Of<TLanes>(sizes, result, image, sizes.OutputLength, steps);
            Band(images + (nint)image * sizes.InputLength, number, memory, result + (nint)image * sizes.OutputLength, ref following, ref results);
        }
    }

    public int Bands => sizes.Bands;

    public nint ScratchLength => LengthOfScratch(sizes);

    // At least so many tiles make the sums of a panel.
    public int Steps(int rows) => Math.Max(1, Used(rows) / (3 * TLanes.Count)) * ((sizes.Outputs + PlacementProduct.Height - 1) / PlacementProduct.Height);

    public void Band(float* image, int number, float* memory, float* target, ref ReadAhead following, ref ReadAhead results)
    {
        float* band = memory, tile = band + PinnedBlock.Padded(sizes.BandLength);
        (int start, int rows) = sizes.Band(number);
        PaddedBand.Fill<TLanes>(sizes, image, start, rows, band);
        for (int filter = 0; filter < sizes.Outputs; filter += PlacementProduct.Height)
        {
            Sums(operands.Panels + (nint)filter * sizes.Depth, band, rows, tile, ref following, ref results);
            for (int i = filter; i < Math.Min(filter + PlacementProduct.Height, sizes.Outputs); i++)
            {
                float* to = target + (nint)i * sizes.Places + start * sizes.ResultWidth;
                PaddedBand.Take<TLanes>(tile + (i - filter) * Stride, sizes.Pitch, rows, sizes.ResultWidth, operands.Shifts[i], to, adds);
            }
        }
    }

    public void Maxima(float* image, float* memory, float* planes, float* maxima, uint* places, ref ReadAhead following, ref ReadAhead results)
    {
        if (sizes.Bands > 1)
        {
            Placements.Image(this, image, memory, planes, ref following, ref results);
            PairPlaces512.Maxima(sizes, planes, maxima, places);
            return;
        }

        // Each filter's placements are looked at where they are.
        float* band = memory, tile = band + PinnedBlock.Padded(sizes.BandLength);
        int rows = sizes.ResultHeight / 2, length = sizes.ResultWidth / 2, plane = rows * length, numbers = rows * PairPlaces512.NumbersOf(length);
        PaddedBand.Fill<TLanes>(sizes, image, 0, sizes.ResultHeight, band);
        for (int filter = 0; filter < sizes.Outputs; filter += PlacementProduct.Height)
        {
            Sums(operands.Panels + (nint)filter * sizes.Depth, band, sizes.ResultHeight, tile, ref following, ref results);
            for (int i = filter; i < Math.Min(filter + PlacementProduct.Height, sizes.Outputs); i++)
                PairPlaces512.Maxima(rows, tile + (i - filter) * Stride, sizes.Pitch, operands.Shifts[i], length, maxima + (nint)i * plane, places + (nint)i * numbers);
        }
    }

    internal static nint LengthOfScratch(in DirectConvolution sizes) =>
        PinnedBlock.Padded(sizes.BandLength) + PlacementProduct.Height * StrideOf(sizes);

    private nint Stride => StrideOf(sizes);

    // Of a filter's sums, with the placements that straddle two rows.
    private static nint StrideOf(in DirectConvolution sizes) => PinnedBlock.Padded(sizes.MostRows * sizes.Pitch);

    private int Used(int rows) => (rows - 1) * sizes.Pitch + sizes.ResultWidth;

    private void Sums(float* panel, float* band, int rows, float* tile, ref ReadAhead following, ref ReadAhead results)
    {
        int used = Used(rows), column = 0;
        for (; column + 2 * TLanes.Count < used; column += 3 * TLanes.Count)
        {
            following.Step();
            results.Step();
            if (typeof(TLanes) == typeof(Lanes512<float>))
                PlacementKernel512.Tile8By3(sizes.Depth, panel, band + column, operands.Offsets, tile + column, Stride);
            else if (PlacementProduct.Height == 8)
                PlacementKernel<TLanes>.Tile8By3(sizes.Depth, panel, band + column, operands.Offsets, tile + column, Stride);
            else
                PlacementKernel<TLanes>.Tile4By3(sizes.Depth, panel, band + column, operands.Offsets, tile + column, Stride);
        }

        if (typeof(TLanes) == typeof(Lanes512<float>) && column + TLanes.Count < used)
        {
            PlacementKernel512.Tile8By2(sizes.Depth, panel, band + column, operands.Offsets, tile + column, Stride);
            column += 2 * TLanes.Count;
        }

        for (; column < used; column += TLanes.Count)
        {
            if (typeof(TLanes) == typeof(Lanes512<float>))
                PlacementKernel512.Tile8By1(sizes.Depth, panel, band + column, operands.Offsets, tile + column, Stride);
            else if (PlacementProduct.Height == 8)
                PlacementKernel<TLanes>.Tile8By1(sizes.Depth, panel, band + column, operands.Offsets, tile + column, Stride);
            else
                PlacementKernel<TLanes>.Tile4By1(sizes.Depth, panel, band + column, operands.Offsets, tile + column, Stride);
        }
    }
}
