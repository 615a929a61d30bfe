using System.Diagnostics;

namespace AutoDiff.Benchmarks.Generation;

/// <summary>What a piece of work took: time and user CPU time of all threads in milliseconds, bytes allocated.</summary>
internal readonly record struct Cost(double Time, double Cpu, double Bytes)
{
    public static Cost Of(Action work)
    {
        // What earlier work left behind isn't this work's.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.UserTime;
        var clock = Stopwatch.StartNew();
        work();
        double elapsed = clock.Elapsed.TotalMilliseconds;
        cpu = Environment.CpuUsage.UserTime - cpu;
        return new(elapsed, cpu.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}
