using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>The adjoints of a direct convolution's filters and biases, on the widest registers of the machine.</summary>
internal static unsafe class FilterProduct
{
    /// <summary>dweight and dbias are added into; null stands for one that isn't wanted.</summary>
    internal static void Run(in DirectConvolution sizes, float* images, float* dresult, float* dweight, float* dbias)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Lanes512<float>>(sizes, images, dresult, dweight, dbias);
        else if (Vector256.IsHardwareAccelerated)
            Run<Lanes256<float>>(sizes, images, dresult, dweight, dbias);
        else
            Run<Lanes128<float>>(sizes, images, dresult, dweight, dbias);
    }

    internal static void Run<TLanes>(in DirectConvolution sizes, float* images, float* dresult, float* dweight, float* dbias)
        where TLanes : struct, ILanes<TLanes, float>
    {
        FilterSums layout = FilterSums.Of<TLanes>(sizes);
        bool splitsPanels = layout.Chunks < 2 * KernelThreads.Count;
        int parts = WorkerPool.PartsFor(sizes.Work, splitsPanels ? layout.Chunks * layout.Panels : layout.Chunks);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Span<float> table = Tensor.Scratch([LengthOfOffsets(layout)]).AsSpan();
        Span<float> memory = Tensor.Scratch([parts, checked((int)layout.LengthOfScratch(sizes))]).AsSpan();
        Span<float> all = Tensor.Scratch([layout.Chunks, (int)layout.Length]).AsSpan();
        fixed (float* places = table, scratch = memory, sums = all)
        {
            Offsets(sizes, table, (nint*)places);
            var job = new FilterJob<TLanes>(
                sizes, layout, splitsPanels, images, dresult, (nint*)places, scratch, sums, dweight != null, dbias != null);
            WorkerPool.Run(job, parts);
            layout.AddTo(sizes, sums, dweight, dbias);
        }
    }

    /// <summary>How many floats the offsets of the values under the filters take.</summary>
    internal static int LengthOfOffsets(in FilterSums layout) => checked(layout.Values * (sizeof(nint) / sizeof(float)));

    /// <summary>The offsets; the values that fill the last tile are sums that nobody reads.</summary>
    internal static void Offsets(in DirectConvolution sizes, Span<float> table, nint* offsets)
    {
        table.Clear();
        sizes.Offsets(offsets);
    }
}
