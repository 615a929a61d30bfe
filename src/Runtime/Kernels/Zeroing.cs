using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>Sets values to 0, divided among threads where there are many.</summary>
internal static unsafe class Zeroing
{
    // Nothing is read: a thread is worth waking for four times as many values as elsewhere.
    private const int CostOfAValue = 2;

    internal static void Run<T>(Span<T> values)
        where T : unmanaged
    {
        int parts = ValueRange.Parts(values.Length, CostOfAValue);
        if (parts == 1)
        {
            values.Clear();
            return;
        }

        fixed (T* start = values)
            WorkerPool.Run(new Job<T>(start, values.Length), parts);
    }

    private readonly struct Job<T>(T* values, int length) : IParallelJob
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = ValueRange.Of(length, part, parts);
            new Span<T>(values + start, end - start).Clear();
        }
    }
}
