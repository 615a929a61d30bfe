using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The bands of the result of a direct convolution.</summary>
internal readonly unsafe struct PlacementJob<TLanes>(
    DirectConvolution sizes, float* images, float* weights, nint* offsets, float* bias, float* scratch, float* result, bool adds) : IParallelJob
    where TLanes : struct, ILanes<TLanes, float>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Images * sizes.Bands, part, parts);
        float* band = scratch + part * LengthOfScratch(sizes);
        float* tile = band + PinnedBlock.Padded(sizes.BandLength);
        for (int piece = first; piece < end; piece++)
        {
            (int image, int number) = Math.DivRem(piece, sizes.Bands);
            (int start, int rows) = sizes.Band(number);
            PaddedBand.Fill<TLanes>(sizes, images + (nint)image * sizes.InputLength, start, rows, band);
            int tiles = Tiles(rows), panels = (sizes.Outputs + PlacementProduct.Height - 1) / PlacementProduct.Height;
            ReadAhead following = piece + 1 < end ? ReadAhead.Of<TLanes>(sizes, images, image + 1, 0, sizes.InputLength, sizes.InputLength, tiles * panels) : default;
            for (int filter = 0; filter < sizes.Outputs; filter += PlacementProduct.Height)
            {
                int length = Math.Min(PlacementProduct.Height, sizes.Outputs - filter) * sizes.Places;
                ReadAhead results = ReadAhead.Of<TLanes>(sizes, result, image, filter * sizes.Places, length, sizes.OutputLength, tiles);
                Sums(weights + (nint)filter * sizes.Depth, band, rows, tile, ref following, ref results);
                for (int i = filter; i < Math.Min(filter + PlacementProduct.Height, sizes.Outputs); i++)
                {
                    float* target = result + (nint)image * sizes.OutputLength + (nint)i * sizes.Places + start * sizes.ResultWidth;
                    PaddedBand.Take<TLanes>(
                        tile + (i - filter) * Stride, sizes.Pitch, rows, sizes.ResultWidth, bias == null ? 0 : bias[i], target, adds);
                }
            }
        }
    }

    internal static nint LengthOfScratch(in DirectConvolution sizes) =>
        PinnedBlock.Padded(sizes.BandLength) + PlacementProduct.Height * StrideOf(sizes);

    private nint Stride => StrideOf(sizes);

    // Of a filter's sums, with the placements that straddle two rows.
    private static nint StrideOf(in DirectConvolution sizes) => PinnedBlock.Padded(sizes.MostRows * sizes.Pitch);

    // At least so many tiles make the sums of a panel.
    private int Tiles(int rows) => Math.Max(1, Used(rows) / (3 * TLanes.Count));

    private int Used(int rows) => (rows - 1) * sizes.Pitch + sizes.ResultWidth;

    private void Sums(float* panel, float* band, int rows, float* tile, ref ReadAhead following, ref ReadAhead results)
    {
        int used = Used(rows), column = 0;
        for (; column + 2 * TLanes.Count < used; column += 3 * TLanes.Count)
        {
            following.Step();
            results.Step();
            if (typeof(TLanes) == typeof(Lanes512<float>))
                PlacementKernel512.Tile8By3(sizes.Depth, panel, band + column, offsets, tile + column, Stride);
            else if (PlacementProduct.Height == 8)
                PlacementKernel<TLanes>.Tile8By3(sizes.Depth, panel, band + column, offsets, tile + column, Stride);
            else
                PlacementKernel<TLanes>.Tile4By3(sizes.Depth, panel, band + column, offsets, tile + column, Stride);
        }

        if (typeof(TLanes) == typeof(Lanes512<float>) && column + TLanes.Count < used)
        {
            PlacementKernel512.Tile8By2(sizes.Depth, panel, band + column, offsets, tile + column, Stride);
            column += 2 * TLanes.Count;
        }

        for (; column < used; column += TLanes.Count)
        {
            if (typeof(TLanes) == typeof(Lanes512<float>))
                PlacementKernel512.Tile8By1(sizes.Depth, panel, band + column, offsets, tile + column, Stride);
            else if (PlacementProduct.Height == 8)
                PlacementKernel<TLanes>.Tile8By1(sizes.Depth, panel, band + column, offsets, tile + column, Stride);
            else
                PlacementKernel<TLanes>.Tile4By1(sizes.Depth, panel, band + column, offsets, tile + column, Stride);
        }
    }
}
