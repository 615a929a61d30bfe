namespace AutoDiff.Runtime.Tests.Taping;

internal static class Allocation
{
    /// <summary>The bytes that the thread allocates in one run of the action, after two runs to warm up.</summary>
    internal static long AfterWarmUp(Action action)
    {
        action();
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
