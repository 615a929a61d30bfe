using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The means of the windows of some planes.</summary>
internal readonly unsafe struct MeanJob(PoolingSizes sizes, float* x, float* result) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Planes, part, parts);
        float scale = 1f / (sizes.Kernel * sizes.Kernel);
        for (int plane = first; plane < end; plane++)
        {
            float* target = result + (nint)plane * sizes.ResultPlane;
            for (int y = 0; y < sizes.ResultHeight; y++)
            {
                float* window = x + sizes.RowStart(plane, y);
                for (int i = 0; i < sizes.ResultWidth; i++, window += sizes.Stride)
                    *target++ = Sum(window) * scale;
            }
        }
    }

    private float Sum(float* window)
    {
        float sum = 0;
        for (int y = 0; y < sizes.Kernel; y++, window += sizes.Width)
        {
            for (int x = 0; x < sizes.Kernel; x++)
                sum += window[x];
        }

        return sum;
    }
}

/// <summary>The cotangents of the means of some planes, spread over their windows.</summary>
internal readonly unsafe struct MeanAdjointJob(PoolingSizes sizes, float* dresult, float* dx) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int first, int end) = WorkerPool.Share(sizes.Planes, part, parts);
        float scale = 1f / (sizes.Kernel * sizes.Kernel);
        for (int plane = first; plane < end; plane++)
        {
            float* cotangent = dresult + (nint)plane * sizes.ResultPlane;
            for (int y = 0; y < sizes.ResultHeight; y++)
            {
                float* window = dx + sizes.RowStart(plane, y);
                for (int i = 0; i < sizes.ResultWidth; i++, window += sizes.Stride)
                    Add(window, scale * *cotangent++);
            }
        }
    }

    private void Add(float* window, float value)
    {
        for (int y = 0; y < sizes.Kernel; y++, window += sizes.Width)
        {
            for (int x = 0; x < sizes.Kernel; x++)
                window[x] += value;
        }
    }
}
