using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>A function of a row, and what a cotangent of its result is for the row.</summary>
internal interface IRow
{
    static abstract void Run(ReadOnlySpan<float> x, Span<float> result);

    static abstract void AddAdjoint(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx);
}

/// <summary>Applies a function to each row of a matrix, the rows divided among threads.</summary>
internal static unsafe class Rows
{
    internal static void Run<TRow>(ReadOnlySpan<float> x, Span<float> result, int count, int length)
        where TRow : IRow
    {
        fixed (float* source = x, target = result)
            WorkerPool.Run(new ForwardJob<TRow>(source, target, count, length), Parts(count, length));
    }

    internal static void AddAdjoint<TRow>(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, int count, int length)
        where TRow : IRow
    {
        fixed (float* result = y, cotangent = dy, target = dx)
            WorkerPool.Run(new BackwardJob<TRow>(result, cotangent, target, count, length), Parts(count, length));
    }

    // Over how many threads rows are divided.
    internal static int Parts(int count, int length) => WorkerPool.PartsFor((long)count * length * WorkerPool.CostOfAValue, count);

    private readonly struct ForwardJob<TRow>(float* x, float* result, int count, int length) : IParallelJob
        where TRow : IRow
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share(count, part, parts);
            for (int row = start; row < end; row++)
                TRow.Run(new ReadOnlySpan<float>(x + (nint)row * length, length), new Span<float>(result + (nint)row * length, length));
        }
    }

    private readonly struct BackwardJob<TRow>(float* y, float* dy, float* dx, int count, int length) : IParallelJob
        where TRow : IRow
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share(count, part, parts);
            for (int row = start; row < end; row++)
            {
                nint at = (nint)row * length;
                TRow.AddAdjoint(new ReadOnlySpan<float>(y + at, length), new ReadOnlySpan<float>(dy + at, length), new Span<float>(dx + at, length));
            }
        }
    }
}

internal readonly struct SoftmaxRow : IRow
{
    public static void Run(ReadOnlySpan<float> x, Span<float> result) => RowSoftmax.Run(x, result);

    public static void AddAdjoint(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) => RowSoftmax.AddAdjoint(y, dy, dx);
}

internal readonly struct LogSoftmaxRow : IRow
{
    public static void Run(ReadOnlySpan<float> x, Span<float> result) => RowSoftmax.RunLog(x, result);

    public static void AddAdjoint(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) => RowSoftmax.AddLogAdjoint(y, dy, dx);
}
