using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The maxima of the windows of some planes, at least a floor.</summary>
internal readonly unsafe struct MaximumJob(PoolingSizes sizes, float* x, float* result, float floor) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Planes, part, parts);
        for (int plane = first; plane < end; plane++)
        {
            // After the last row of all no other is written.
            int before = plane + 1 == end ? sizes.ResultHeight - 1 : sizes.ResultHeight;
            Rows(plane, 0, before, reachesOver: true);
            Rows(plane, before, sizes.ResultHeight, reachesOver: false);
        }
    }

    private void Rows(int plane, int start, int end, bool reachesOver)
    {
        float* window = x + sizes.RowStart(plane, start), target = result + (nint)plane * sizes.ResultPlane + start * sizes.ResultWidth;
        if (sizes.HasRowsOfPairs)
        {
            PairMaximum.Rows(end - start, window, sizes.Width, target, sizes.ResultWidth, reachesOver, floor);
            return;
        }

        for (int y = start; y < end; y++, window += sizes.Stride * sizes.Width, target += sizes.ResultWidth)
        {
            for (int i = 0; i < sizes.ResultWidth; i++)
                target[i] = MathF.Max(window[sizes.FirstMaximum(window, i * sizes.Stride)], floor);
        }
    }
}

/// <summary>The cotangents of the maxima of some planes, added to the places that they came from, or written where pairs fill the planes; not those of maxima up to the cutoff.</summary>
internal readonly unsafe struct MaximumAdjointJob(PoolingSizes sizes, float* x, float* dresult, float* dx, bool adds, float cutoff) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Planes, part, parts);
        for (int plane = first; plane < end; plane++)
        {
            int before = plane + 1 == end ? sizes.ResultHeight - 1 : sizes.ResultHeight;
            Rows(plane, 0, before, reachesOver: true);
            Rows(plane, before, sizes.ResultHeight, reachesOver: false);
        }
    }

    private void Rows(int plane, int start, int end, bool reachesOver)
    {
        nint from = sizes.RowStart(plane, start);
        float* window = x + from, target = dx + from, cotangent = dresult + (nint)plane * sizes.ResultPlane + start * sizes.ResultWidth;
        if (sizes.HasRowsOfPairs)
        {
            PairMaximum.AdjointRows(end - start, window, sizes.Width, cotangent, target, sizes.ResultWidth, adds, reachesOver, cutoff);
            return;
        }

        for (int y = start; y < end; y++, window += sizes.Stride * sizes.Width, target += sizes.Stride * sizes.Width, cotangent += sizes.ResultWidth)
        {
            for (int i = 0; i < sizes.ResultWidth; i++)
            {
                int largest = sizes.FirstMaximum(window, i * sizes.Stride);
                target[largest] += window[largest] <= cutoff ? 0 : cotangent[i];
            }
        }
    }
}
