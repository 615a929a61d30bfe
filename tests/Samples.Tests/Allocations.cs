namespace Samples.Tests;

internal static class Allocations
{
    /// <summary>The bytes that this thread allocates in 50 calls of <paramref name="step"/>, after some to warm up.</summary>
    public static long Of(Action step)
    {
        for (int i = 0; i < 50; i++) step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++) step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
