using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace AutoDiff.Kernels;

/// <summary>A direct convolution of images with filters, and the adjoint of its images, on the widest registers of the machine.</summary>
internal static unsafe class PlacementProduct
{
    // As many filters at once as the registers have room for.
    internal static int Height => Vector512.IsHardwareAccelerated || AdvSimd.IsSupported ? 8 : 4;

    /// <summary>result = images * weight + bias, or it is added to the result.</summary>
    internal static void Run(in DirectConvolution sizes, float* images, float* weight, float* bias, float* result, bool turnsFilters, bool adds)
    {
        if (!adds && SevensJob.Fits(sizes))
            RunSevens(sizes, images, weight, bias, result, turnsFilters);
        else if (Vector512.IsHardwareAccelerated)
            Run<Lanes512<float>>(sizes, images, weight, bias, result, turnsFilters, adds);
        else if (Vector256.IsHardwareAccelerated)
            Run<Lanes256<float>>(sizes, images, weight, bias, result, turnsFilters, adds);
        else
            Run<Lanes128<float>>(sizes, images, weight, bias, result, turnsFilters, adds);
    }

    internal static void Run<TLanes>(in DirectConvolution sizes, float* images, float* weight, float* bias, float* result, bool turnsFilters, bool adds)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int parts = Parts(sizes);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Span<float> shared = Tensor.Scratch([PlacementOperands.LengthOf(sizes)]).AsSpan();
        Span<float> memory = Tensor.Scratch([parts, checked((int)PlacementJob<TLanes>.LengthOfScratch(sizes))]).AsSpan();
        fixed (float* operands = shared, scratch = memory)
        {
            var packed = new PlacementOperands(sizes, operands, weight, bias, turnsFilters, isSevens: false);
            WorkerPool.Run(new PlacementJob<TLanes>(sizes, packed, images, scratch, result, adds), parts);
        }
    }

    private static void RunSevens(in DirectConvolution sizes, float* images, float* weight, float* bias, float* result, bool turnsFilters)
    {
        int parts = Parts(sizes);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Span<float> shared = Tensor.Scratch([PlacementOperands.LengthOf(sizes)]).AsSpan();
        Span<float> memory = Tensor.Scratch([parts, checked((int)SevensJob.LengthOfScratch(sizes))]).AsSpan();
        fixed (float* operands = shared, scratch = memory)
        {
            var packed = new PlacementOperands(sizes, operands, weight, bias, turnsFilters, isSevens: true);
            WorkerPool.Run(new SevensJob(sizes, packed, images, scratch, result), parts);
        }
    }

    private static int Parts(in DirectConvolution sizes) => WorkerPool.PartsFor(sizes.Work, sizes.Images * sizes.Bands);
}
