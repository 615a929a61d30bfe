namespace AutoDiff.Kernels;

/// <summary>The maxima of the windows of some planes.</summary>
internal readonly unsafe struct MaximumJob(PoolingSizes sizes, float* x, float* result) : IParallelJob
{
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Planes, part, parts);
        for (int plane = first; plane < end; plane++)
        {
            float* target = result + (nint)plane * sizes.ResultPlane;
            for (int y = 0; y < sizes.ResultHeight; y++, target += sizes.ResultWidth)
                Row(x + sizes.RowStart(plane, y), target, isLast: plane + 1 == end && y + 1 == sizes.ResultHeight);
        }
    }

    private void Row(float* window, float* target, bool isLast)
    {
        if (sizes.HasRowsOfPairs)
        {
            PairMaximum.Row(window, sizes.Width, target, sizes.ResultWidth, reachesOver: !isLast);
            return;
        }

        for (int i = 0; i < sizes.ResultWidth; i++)
            target[i] = window[sizes.FirstMaximum(window, i * sizes.Stride)];
    }
}

/// <summary>The cotangents of the maxima of some planes, added to the places that they came from, or written where pairs fill the planes.</summary>
internal readonly unsafe struct MaximumAdjointJob(PoolingSizes sizes, float* x, float* dresult, float* dx, bool adds) : IParallelJob
{
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Planes, part, parts);
        for (int plane = first; plane < end; plane++)
        {
            float* cotangent = dresult + (nint)plane * sizes.ResultPlane;
            for (int y = 0; y < sizes.ResultHeight; y++, cotangent += sizes.ResultWidth)
            {
                bool isLast = plane + 1 == end && y + 1 == sizes.ResultHeight;
                Row(x + sizes.RowStart(plane, y), cotangent, dx + sizes.RowStart(plane, y), isLast);
            }
        }
    }

    private void Row(float* window, float* cotangent, float* target, bool isLast)
    {
        if (sizes.HasRowsOfPairs)
        {
            PairMaximum.AdjointRow(window, sizes.Width, cotangent, target, sizes.ResultWidth, adds, reachesOver: !adds && !isLast);
            return;
        }

        for (int i = 0; i < sizes.ResultWidth; i++)
            target[sizes.FirstMaximum(window, i * sizes.Stride)] += cotangent[i];
    }
}
