using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The rectified maxima of a convolution, image by image: what the convolution gives stays in the first caches, and isn't kept.</summary>
internal readonly unsafe struct PooledPlacementJob<TPlacements>(
    DirectConvolution sizes, PoolingSizes pooling, TPlacements placements, float* images, float* scratch, float* result, uint* places) : IParallelJob
    where TPlacements : unmanaged, IPlacements
{
    internal static nint LengthOfScratch(in DirectConvolution sizes, TPlacements placements) =>
        PinnedBlock.Padded(sizes.OutputLength + PairPlaces512.Slack) + PinnedBlock.Padded((int)placements.ScratchLength + PairPlaces512.Slack);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Images, part, parts);
        float* planes = scratch + part * LengthOfScratch(sizes, placements);
        float* memory = planes + PinnedBlock.Padded(sizes.OutputLength + PairPlaces512.Slack);
        int steps = placements.Steps(sizes.Band(0).Rows), length = sizes.Outputs * pooling.ResultPlane, numbers = sizes.Outputs * PairPlaces512.NumbersOfPlane(pooling);
        for (int image = first; image < end; image++)
        {
            ReadAhead following = image + 1 == end ? default : ReadAhead.Of<Lanes512<float>>(sizes, images, image + 1, sizes.InputLength, steps);
            ReadAhead results = ReadAhead.Of<Lanes512<float>>(sizes, result, image, length, steps);
            placements.Maxima(
                images + (nint)image * sizes.InputLength, memory, planes, result + (nint)image * length, places + (nint)image * numbers, ref following, ref results);
        }
    }
}
