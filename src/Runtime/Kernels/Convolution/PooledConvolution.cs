namespace AutoDiff.Kernels;

/// <summary>A convolution of which only the maxima of rectified windows are read: neither its result nor the cotangent of that are in memory whole.</summary>
internal static unsafe class PooledConvolution
{
    /// <summary>Whether images are computed one by one: windows of two by two fill the planes, and there are images enough for the threads.</summary>
    internal static bool Fits(in ConvolutionSizes sizes, in PoolingSizes pooling) =>
        PairPlaces512.IsSupported && pooling.PairsFillPlanes && DirectConvolution.Forward(sizes) is not null && DirectConvolution.Backward(sizes) is not null
        && OperationWatch.Current is null && (KernelThreads.Count == 1 || sizes.Images >= 2 * KernelThreads.Count);

    /// <summary>How many numbers say where the maxima came from.</summary>
    internal static int NumbersOf(in PoolingSizes pooling) => checked(pooling.Planes * PairPlaces512.NumbersOfPlane(pooling));

    /// <summary>result = the rectified maxima, places = where they came from.</summary>
    internal static void Run(in DirectConvolution sizes, in PoolingSizes pooling, float* images, float* weight, float* bias, float* result, uint* places)
    {
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Span<float> shared = Tensor.Scratch([PlacementOperands.LengthOf(sizes)]).AsSpan();
        fixed (float* operands = shared)
        {
            var packed = new PlacementOperands(sizes, operands, weight, bias, turnsFilters: false, SevensJob.Fits(sizes));
            if (packed.IsSevens)
                Run(sizes, pooling, new SevensJob(sizes, packed, null, null, null), images, result, places);
            else
                Run(sizes, pooling, new PlacementJob<Lanes512<float>>(sizes, packed, null, null, null, adds: false), images, result, places);
        }
    }

    /// <summary>dweight, dbias and, where backward says how, dimages are added into, or dimages written; null stands for one that isn't wanted.</summary>
    internal static void AddAdjoint(
        in DirectConvolution sizes, in PoolingSizes pooling, DirectConvolution? backward, float* images, float* weight, float* dresult, uint* places,
        float* dimages, bool adds, float* dweight, float* dbias)
    {
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        DirectConvolution turned = backward ?? sizes;
        Span<float> shared = Tensor.Scratch([PlacementOperands.LengthOf(turned)]).AsSpan();
        fixed (float* operands = shared)
        {
            bool isSevens = backward is not null && !adds && SevensJob.Fits(turned);
            PlacementOperands packed = backward is null ? default : new PlacementOperands(turned, operands, weight, null, turnsFilters: true, isSevens);
            var adjoint = new Adjoint(images, dresult, places, backward is null ? null : dimages, dweight, dbias);
            if (isSevens)
                AddAdjoint(sizes, pooling, new SevensJob(turned, packed, null, null, null), adjoint);
            else
                AddAdjoint(sizes, pooling, new PlacementJob<Lanes512<float>>(turned, packed, null, null, null, adds), adjoint);
        }
    }

    private static void Run<TPlacements>(in DirectConvolution sizes, in PoolingSizes pooling, TPlacements placements, float* images, float* result, uint* places)
        where TPlacements : unmanaged, IPlacements
    {
        int parts = WorkerPool.PartsFor(sizes.Work, sizes.Images);
        Span<float> memory = Tensor.Scratch([parts, checked((int)PooledPlacementJob<TPlacements>.LengthOfScratch(sizes, placements))]).AsSpan();
        fixed (float* scratch = memory)
            WorkerPool.Run(new PooledPlacementJob<TPlacements>(sizes, pooling, placements, images, scratch, result, places), parts);
    }

    private static void AddAdjoint<TPlacements>(in DirectConvolution sizes, in PoolingSizes pooling, TPlacements placements, Adjoint adjoint)
        where TPlacements : unmanaged, IPlacements
    {
        FilterSums layout = FilterSums.Of<Lanes512<float>>(sizes);
        int parts = WorkerPool.PartsFor(sizes.Work, layout.Chunks);
        Span<float> table = Tensor.Scratch([FilterProduct.LengthOfOffsets(layout)]).AsSpan();
        Span<float> all = Tensor.Scratch([layout.Chunks, (int)layout.Length]).AsSpan();
        nint length = PooledFilterJob<TPlacements>.LengthOfScratch(sizes, layout, placements.ScratchLength);
        Span<float> memory = Tensor.Scratch([parts, checked((int)length)]).AsSpan();
        fixed (float* offsets = table, sums = all, scratch = memory)
        {
            FilterProduct.Offsets(sizes, table, (nint*)offsets);
            var filters = new FilterJob<Lanes512<float>>(
                sizes, layout, splitsPanels: false, null, null, (nint*)offsets, null, null, adjoint.Weight != null, adjoint.Bias != null);
            WorkerPool.Run(
                new PooledFilterJob<TPlacements>(
                    sizes, pooling, layout, filters, placements, adjoint.Images, adjoint.Result, adjoint.Places, scratch, sums, adjoint.Inputs),
                parts);
            layout.AddTo(sizes, sums, adjoint.Weight, adjoint.Bias);
        }
    }

    // What the adjoint is computed from, and what is added into.
    private readonly struct Adjoint(float* images, float* dresult, uint* places, float* dimages, float* dweight, float* dbias)
    {
        internal readonly float* Images = images;
        internal readonly float* Result = dresult;
        internal readonly uint* Places = places;
        internal readonly float* Inputs = dimages;
        internal readonly float* Weight = dweight;
        internal readonly float* Bias = dbias;
    }
}
