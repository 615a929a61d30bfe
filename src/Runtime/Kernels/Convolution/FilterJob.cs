using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// The adjoints of a direct convolution's filters and biases: the sums over each chunk of images, in memory of its own. Where there are too few
/// chunks for the threads, the panels of filters are divided as well, and each reads the images for itself.
/// </summary>
internal readonly unsafe struct FilterJob<TLanes>(
    DirectConvolution sizes, FilterSums layout, bool splitsPanels, float* images, float* dresult, nint* offsets, float* scratch, float* sums,
    bool wantsWeight, bool wantsBias) : IParallelJob
    where TLanes : struct, ILanes<TLanes, float>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        int panels = splitsPanels ? layout.Panels : 1;
        (int first, int end) = WorkerPool.Share(layout.Chunks * panels, part, parts);
        float* band = scratch + part * layout.LengthOfScratch(sizes);
        for (int piece = first; piece < end; piece++)
        {
            (int chunk, int panel) = Math.DivRem(piece, panels);
            int filter = panel * layout.Width;
            int filters = splitsPanels ? Math.Min(layout.Width, sizes.Outputs - filter) : sizes.Outputs;
            AddChunk(chunk, filter, filters, band, sums + chunk * layout.Length);
        }
    }

    private void AddChunk(int chunk, int filter, int filters, float* band, float* sum)
    {
        Clear(filter, filters, sum);
        (int from, int to) = WorkerPool.Share(sizes.Images, chunk, layout.Chunks);
        int steps = Steps(filters);
        for (int image = from; image < to; image++)
        {
            bool isLast = image + 1 == to;
            ReadAhead values = isLast ? default : ReadAhead.Of<TLanes>(sizes, images, image + 1, sizes.InputLength, steps);
            ReadAhead cotangents = isLast ? default : ReadAhead.Of<TLanes>(sizes, dresult + (nint)filter * sizes.Places, image + 1, sizes.OutputLength, steps, filters * sizes.Places);
            float* d = dresult + (nint)image * sizes.OutputLength + (nint)filter * sizes.Places;
            AddImage(images + (nint)image * sizes.InputLength, d, filter, filters, band, sum, ref values, ref cotangents);
        }
    }

    /// <summary>Clears the sums of some filters.</summary>
    internal void Clear(int filter, int filters, float* sum)
    {
        new Span<float>(sum + layout.LengthOfWeights + filter, filters).Clear();
        new Span<float>(sum + (nint)filter * layout.Values, Panels(filters) * layout.Width * layout.Values).Clear();
    }

    /// <summary>How many pieces of arithmetic the filters of an image are.</summary>
    internal int Steps(int filters) => layout.Values / FilterSums.Height * Panels(filters);

    /// <summary>Adds what an image gives to the sums of some filters; its cotangent is that of the first of them.</summary>
    internal void AddImage(float* image, float* d, int filter, int filters, float* band, float* sum, ref ReadAhead nextValues, ref ReadAhead nextCotangents)
    {
        float* bias = sum + layout.LengthOfWeights + filter, weights = sum + (nint)filter * layout.Values;
        for (int i = 0; wantsBias && i < filters; i++)
            bias[i] += Blas.Sum(new ReadOnlySpan<float>(d + (nint)i * sizes.Places, sizes.Places));
        for (int number = 0; wantsWeight && number < sizes.Bands; number++)
        {
            (int start, int rows) = sizes.Band(number);
            PaddedBand.Fill<TLanes>(sizes, image, start, rows, band);
            AddBand(band, d + start * sizes.ResultWidth, rows, filters, band + PinnedBlock.Padded(sizes.BandLength), weights, ref nextValues, ref nextCotangents);
        }
    }

    private int Panels(int filters) => (filters + layout.Width - 1) / layout.Width;

    private void AddBand(float* band, float* d, int rows, int filters, float* cotangents, float* sum, ref ReadAhead nextValues, ref ReadAhead nextCotangents)
    {
        int width = layout.Width, places = rows * sizes.ResultWidth;
        for (int filter = 0; filter < filters; filter += width, sum += width * layout.Values)
        {
            // The filters of a placement side by side.
            int used = Math.Min(width, filters - filter);
            var view = new MatrixView(d + (nint)filter * sizes.Places, places, used, 1, sizes.Places);
            Packing.Columns(view, 0, places, 0, used, width, cotangents);
            for (int value = 0; value < layout.Values; value += FilterSums.Height)
            {
                nextValues.Step();
                nextCotangents.Step();
                AddValues(rows, band, offsets + value, cotangents, sum + value * width);
            }
        }
    }

    private void AddValues(int rows, float* band, nint* places, float* cotangents, float* sum)
    {
        int width = sizes.ResultWidth, gap = sizes.Pitch - width;
        bool isWide = layout.Width > TLanes.Count;
        if (typeof(TLanes) == typeof(Lanes512<float>))
        {
            if (isWide)
                FilterKernel512.Values12By2(rows, width, gap, band, places, cotangents, sum);
            else if (sizes.Depth <= 9)
                FilterKernel512.Values9By1(rows, width, gap, band, places, cotangents, sum);
            else
                FilterKernel512.Values12By1(rows, width, gap, band, places, cotangents, sum);
        }
        else if (FilterSums.Height == 12)
        {
            if (isWide)
                FilterKernel<TLanes>.Values12By2(rows, width, gap, band, places, cotangents, sum);
            else
                FilterKernel<TLanes>.Values12By1(rows, width, gap, band, places, cotangents, sum);
        }
        else if (isWide)
        {
            FilterKernel<TLanes>.Values6By2(rows, width, gap, band, places, cotangents, sum);
        }
        else
        {
            FilterKernel<TLanes>.Values6By1(rows, width, gap, band, places, cotangents, sum);
        }
    }
}
