using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace AutoDiff.Kernels;

/// <summary>
/// The memory in which the adjoints of filters are summed, once for each chunk of images: panels of filters, in a panel the filters of one
/// value under them side by side; then the biases.
/// </summary>
internal readonly record struct FilterSums(int Values, int Panels, int Width, nint LengthOfWeights, nint Length, int Chunks)
{
    // As many values under the filters at once as the registers have room for.
    internal static int Height => Vector512.IsHardwareAccelerated || AdvSimd.IsSupported ? 12 : 6;

    internal static FilterSums Of<TLanes>(in DirectConvolution sizes)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int width = sizes.Outputs <= TLanes.Count ? TLanes.Count : 2 * TLanes.Count;
        int values = (sizes.Depth + Height - 1) / Height * Height, panels = (sizes.Outputs + width - 1) / width;
        int weights = checked(values * panels * width), length = checked(weights + PinnedBlock.Padded(sizes.Outputs));
        return new FilterSums(values, panels, width, weights, length, sizes.Chunks(length));
    }

    internal nint LengthOfScratch(in DirectConvolution sizes) =>
        PinnedBlock.Padded(sizes.BandLength) + PinnedBlock.Padded(sizes.MostRows * sizes.ResultWidth) * Width;

    /// <summary>dweight += the sums of all chunks, in their order; so dbias.</summary>
    internal unsafe void AddTo(in DirectConvolution sizes, float* sums, float* dweight, float* dbias)
    {
        for (int chunk = 1; chunk < Chunks; chunk++)
            Blas.Add(new ReadOnlySpan<float>(sums + chunk * Length, (int)Length), new Span<float>(sums, (int)Length));
        for (int filter = 0; filter < sizes.Outputs; filter++)
        {
            float* source = sums + (nint)(filter / Width) * Width * Values + filter % Width;
            for (int value = 0; dweight != null && value < sizes.Depth; value++)
                dweight[(nint)filter * sizes.Depth + value] += source[(nint)value * Width];
            if (dbias != null)
                dbias[filter] += sums[LengthOfWeights + filter];
        }
    }
}
