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
        int parts = WorkerPool.PartsFor(sizes.Work, sizes.Images * sizes.Bands);
        nint length = PlacementJob<TLanes>.LengthOfScratch(sizes);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Span<float> panels = Tensor.Scratch([(sizes.Outputs + Height - 1) / Height * Height, sizes.Depth]).AsSpan();
        Span<float> table = Tensor.Scratch([sizes.Depth, sizeof(nint) / sizeof(float)]).AsSpan();
        Span<float> memory = Tensor.Scratch([parts, checked((int)length)]).AsSpan();
        fixed (float* packed = panels, places = table, scratch = memory)
        {
            Pack(sizes, weight, 0, sizes.Outputs, Height, packed, turnsFilters);
            sizes.Offsets((nint*)places);
            WorkerPool.Run(new PlacementJob<TLanes>(sizes, images, packed, (nint*)places, bias, scratch, result, adds), parts);
        }
    }

    private static void RunSevens(in DirectConvolution sizes, float* images, float* weight, float* bias, float* result, bool turnsFilters)
    {
        int parts = WorkerPool.PartsFor(sizes.Work, sizes.Images * sizes.Bands), whole = sizes.Outputs / SevensJob.Width * SevensJob.Width;
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Span<float> panels = Tensor.Scratch([sizes.Outputs, sizes.Depth]).AsSpan(), shift = Tensor.Scratch([sizes.Outputs]).AsSpan();
        Span<float> table = Tensor.Scratch([sizes.Depth, sizeof(nint) / sizeof(float)]).AsSpan();
        Span<float> memory = Tensor.Scratch([parts, checked((int)SevensJob.LengthOfScratch(sizes))]).AsSpan();
        fixed (float* packed = panels, places = table, scratch = memory, shifts = shift)
        {
            Pack(sizes, weight, 0, whole, SevensJob.Width, packed, turnsFilters);
            Pack(sizes, weight, whole, sizes.Outputs, SevensJob.Width / 2, packed, turnsFilters);
            sizes.Offsets((nint*)places);
            if (bias == null)
                shift.Clear();
            else
                new ReadOnlySpan<float>(bias, sizes.Outputs).CopyTo(shift);
            WorkerPool.Run(new SevensJob(sizes, images, packed, (nint*)places, shifts, scratch, result), parts);
        }
    }

    // Panels of filters, in a panel the weights of one value side by side; filters that aren't there are zeros.
    private static void Pack(in DirectConvolution sizes, float* weight, int start, int end, int height, float* panels, bool turnsFilters)
    {
        int taps = sizes.KernelHeight * sizes.KernelWidth;
        for (int filter = start; filter < start + (end - start + height - 1) / height * height; filter++)
        {
            float* target = panels + (nint)(filter / height) * height * sizes.Depth + filter % height;
            for (int input = 0; input < sizes.Inputs; input++)
            {
                for (int tap = 0; tap < taps; tap++, target += height)
                {
                    if (filter >= sizes.Outputs)
                        *target = 0;
                    else if (turnsFilters)
                        *target = weight[((nint)input * sizes.Outputs + filter) * taps + (taps - 1 - tap)];
                    else
                        *target = weight[((nint)filter * sizes.Inputs + input) * taps + tap];
                }
            }
        }
    }
}
