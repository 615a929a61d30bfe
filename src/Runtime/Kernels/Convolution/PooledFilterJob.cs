using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// The adjoints of a convolution of which the rectified maxima are known, image by image: the cotangent of what the convolution gave stays in the first caches.
/// </summary>
internal readonly unsafe struct PooledFilterJob<TPlacements>(
    DirectConvolution sizes, PoolingSizes pooling, FilterSums layout, FilterJob<Lanes512<float>> filters, TPlacements placements,
    float* images, float* dresult, uint* places, float* scratch, float* sums, float* dimages) : IParallelJob
    where TPlacements : unmanaged, IPlacements
{
    internal static nint LengthOfScratch(in DirectConvolution sizes, in FilterSums layout, nint lengthOfPlacements) =>
        PinnedBlock.Padded(sizes.OutputLength + PairPlaces512.Slack) + PinnedBlock.Padded((int)Math.Max(layout.LengthOfScratch(sizes), lengthOfPlacements));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(layout.Chunks, part, parts);
        float* planes = scratch + part * LengthOfScratch(sizes, layout, placements.ScratchLength);
        float* memory = planes + PinnedBlock.Padded(sizes.OutputLength + PairPlaces512.Slack);
        for (int chunk = first; chunk < end; chunk++)
            AddChunk(chunk, planes, memory, sums + chunk * layout.Length);
    }

    private void AddChunk(int chunk, float* planes, float* memory, float* sum)
    {
        int steps = filters.Steps(sizes.Outputs), length = sizes.Outputs * pooling.ResultPlane, numbers = sizes.Outputs * PairPlaces512.NumbersOfPlane(pooling);
        filters.Clear(0, sizes.Outputs, sum);
        (int from, int to) = WorkerPool.Share(sizes.Images, chunk, layout.Chunks);
        for (int image = from; image < to; image++)
        {
            bool isLast = image + 1 == to;
            PairPlaces512.Adjoint(sizes.Outputs * pooling.ResultHeight, dresult + (nint)image * length, pooling.ResultWidth, places + (nint)image * numbers, planes);
            ReadAhead following = isLast ? default : ReadAhead.Of<Lanes512<float>>(sizes, images, image + 1, sizes.InputLength, steps);
            ReadAhead cotangents = isLast ? default : ReadAhead.Of<Lanes512<float>>(sizes, dresult, image + 1, length, steps);
            filters.AddImage(images + (nint)image * sizes.InputLength, planes, 0, sizes.Outputs, memory, sum, ref following, ref cotangents);
            if (dimages == null)
                continue;
            ReadAhead nothing = default;
            Placements.Image(placements, planes, memory, dimages + (nint)image * sizes.InputLength, ref nothing, ref nothing);
        }
    }
}
