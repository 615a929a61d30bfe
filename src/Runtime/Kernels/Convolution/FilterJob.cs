namespace AutoDiff.Kernels;

/// <summary>The adjoints of a direct convolution's filters and biases: the sums over each chunk of images, in memory of its own.</summary>
internal readonly unsafe struct FilterJob<TLanes>(
    DirectConvolution sizes, FilterSums layout, float* images, float* dresult, nint* offsets, float* scratch, float* sums, bool wantsWeight, bool wantsBias)
    : IParallelJob
    where TLanes : struct, ILanes<TLanes, float>
{
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(layout.Chunks, part, parts);
        float* band = scratch + part * layout.LengthOfScratch(sizes);
        float* cotangents = band + PinnedBlock.Padded(sizes.BandLength);
        for (int chunk = first; chunk < end; chunk++)
        {
            float* sum = sums + chunk * layout.Length;
            new Span<float>(sum, checked((int)layout.Length)).Clear();
            (int from, int to) = WorkerPool.Share(sizes.Images, chunk, layout.Chunks);
            for (int image = from; image < to; image++)
            {
                float* d = dresult + (nint)image * sizes.OutputLength;
                for (int filter = 0; wantsBias && filter < sizes.Outputs; filter++)
                    sum[layout.LengthOfWeights + filter] += Blas.Sum(new ReadOnlySpan<float>(d + (nint)filter * sizes.Places, sizes.Places));
                for (int number = 0; wantsWeight && number < sizes.Bands; number++)
                {
                    (int start, int rows) = sizes.Band(number);
                    PaddedBand.Fill<TLanes>(sizes, images + (nint)image * sizes.InputLength, start, rows, band);
                    AddBand(band, d + start * sizes.ResultWidth, rows, cotangents, sum);
                }
            }
        }
    }

    private void AddBand(float* band, float* d, int rows, float* cotangents, float* sum)
    {
        int width = layout.Width, places = rows * sizes.ResultWidth;
        for (int filter = 0; filter < sizes.Outputs; filter += width, sum += width * layout.Values)
        {
            // The filters of a placement side by side.
            int used = Math.Min(width, sizes.Outputs - filter);
            var view = new MatrixView(d + (nint)filter * sizes.Places, places, used, 1, sizes.Places);
            Packing.Columns(view, 0, places, 0, used, width, cotangents);
            for (int value = 0; value < layout.Values; value += FilterSums.Height)
                AddValues(rows, band, offsets + value, cotangents, sum + value * width);
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
