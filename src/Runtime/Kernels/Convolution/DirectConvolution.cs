namespace AutoDiff.Kernels;

/// <summary>
/// A convolution of stride 1 as a product whose right operand isn't gathered. Rows of an image lie one after another with the padding between
/// them, so the values under one place of the filter, for all placements, are the image itself, shifted: a row of the product's right
/// operand is an offset. The placements that would straddle two rows are computed with the others, and dropped.
/// </summary>
internal readonly record struct DirectConvolution(
    int Images, int Inputs, int Height, int Width, int Outputs, int KernelHeight, int KernelWidth, int PadY, int PadX)
{
    // A band of rows, with all its channels, stays in the second cache.
    private const int FloatsOfABand = 1 << 16;

    // More partial sums than this don't pay for their memory.
    private const int MostChunks = 16;
    private const int FloatsOfAllSums = 1 << 21;

    // As many floats as a tile may read or write beyond what is used of it.
    internal const int Slack = 64;

    internal int Pitch { get; } = Width + 2 * PadX;

    internal int ResultHeight { get; } = Height + 2 * PadY - KernelHeight + 1;

    internal int ResultWidth { get; } = Width + 2 * PadX - KernelWidth + 1;

    // The values under one placement of a filter.
    internal int Depth { get; } = Inputs * KernelHeight * KernelWidth;

    internal int InputLength { get; } = Inputs * Height * Width;

    internal int Bands { get; } = BandsOf(Inputs, Width + 2 * PadX, KernelHeight, Height + 2 * PadY - KernelHeight + 1);

    // Computed once, since the loops ask for them: the rows of the longest band, a plane of it (its result's rows, and those of the input
    // that the last of them reaches further down), and all its planes.
    internal int MostRows { get; private init; }

    internal int PlaneLength { get; private init; }

    internal int BandLength { get; private init; }

    internal int Places => ResultHeight * ResultWidth;

    internal int OutputLength => Outputs * Places;

    internal long Work => (long)Images * Outputs * Depth * Places;

    // The offset of each value under the filter's first placement.
    internal unsafe void Offsets(nint* offsets)
    {
        int k = 0;
        for (int input = 0; input < Inputs; input++)
        {
            for (int y = 0; y < KernelHeight; y++)
            {
                for (int x = 0; x < KernelWidth; x++)
                    offsets[k++] = input * PlaneLength + y * Pitch + x;
            }
        }
    }

    // Into how many sums the images' adjoints of the filters are gathered, whatever the number of threads is.
    internal int Chunks(int lengthOfSums) => Math.Clamp(FloatsOfAllSums / lengthOfSums, 1, Math.Min(Images, MostChunks));

    internal (int Start, int Rows) Band(int band)
    {
        (int start, int end) = WorkerPool.Share(ResultHeight, band, Bands);
        return (start, end - start);
    }

    private static int BandsOf(int inputs, int pitch, int kernelHeight, int resultHeight)
    {
        int least = (Slack + pitch - 1) / pitch;
        int rows = Math.Max(least, FloatsOfABand / (inputs * pitch) - (kernelHeight - 1));
        return (resultHeight + rows - 1) / rows;
    }

    private DirectConvolution InBands()
    {
        int rows = (ResultHeight + Bands - 1) / Bands, plane = (rows + KernelHeight - 1) * Pitch;
        return this with { MostRows = rows, PlaneLength = plane, BandLength = Inputs * plane + Slack + KernelWidth };
    }

    // Of the forward direction; null where the stride needs gathered columns.
    internal static DirectConvolution? Forward(ConvolutionSizes sizes) => !Fits(sizes)
        ? null
        : new DirectConvolution(
            sizes.Images, sizes.Channels, sizes.Height, sizes.Width, sizes.Filters, sizes.KernelHeight, sizes.KernelWidth, sizes.Padding, sizes.Padding)
            .InBands();

    // The adjoint of the images: a convolution of the cotangent with the filters turned round, of channels instead of filters.
    internal static DirectConvolution? Backward(ConvolutionSizes sizes)
    {
        int padY = sizes.KernelHeight - 1 - sizes.Padding, padX = sizes.KernelWidth - 1 - sizes.Padding;
        if (!Fits(sizes) || padY < 0 || padX < 0)
            return null;
        return new DirectConvolution(
            sizes.Images, sizes.Filters, sizes.ResultHeight, sizes.ResultWidth, sizes.Channels, sizes.KernelHeight, sizes.KernelWidth, padY, padX)
            .InBands();
    }

    private static bool Fits(ConvolutionSizes sizes) => sizes.Stride == 1 && sizes.Images > 0 && sizes.ImageLength > 0 && sizes.Filters > 0;
}
