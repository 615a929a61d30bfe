namespace AutoDiff.Runtime.Tests.Taping;

internal static class Allocation
{
    /// <summary>
    /// The bytes that the thread allocates in one run of the action, after two runs to warm up: in the one of three with the fewest, as the
    /// runtime itself allocates now and then, for what it compiles.
    /// </summary>
    internal static long AfterWarmUp(Action action)
    {
        action();
        action();
        long least = long.MaxValue;
        for (int run = 0; run < 3 && least > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
