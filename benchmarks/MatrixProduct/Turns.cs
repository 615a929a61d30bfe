using System.Diagnostics;

namespace AutoDiff.Benchmarks.MatrixProduct;

/// <summary>
/// Measures several ways to do the same, in turns: what disturbs the machine disturbs all of them. The time is the processor's, so that what other programs take
/// doesn't count, but for the caches that they use; or, for several threads, the clock's.
/// </summary>
internal static class Turns
{
    private const int Count = 9;
    private const double SecondsEach = 0.03, SecondsOfWarmUp = 0.25;

    // OpenBLAS's threads look for work for 100 to 130 ms before they sleep, and take a processor from whoever comes next; ours look for a fifth of one.
    private const int MillisecondsUntilThreadsSleep = 200;

    /// <summary>The median rate of each, in 10^9 operations a second.</summary>
    internal static double[] Medians(double operations, bool byTheClock, params Action[] ways)
    {
        var repetitions = new int[ways.Length];
        for (int i = 0; i < ways.Length; i++)
        {
            // The first calls also let the tiered compiler finish.
            long began = Stopwatch.GetTimestamp();
            do
                ways[i]();
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < SecondsOfWarmUp);
            TimeSpan start = Now(byTheClock);
            ways[i]();
            double seconds = (Now(byTheClock) - start).TotalSeconds;
            repetitions[i] = (int)Math.Clamp(SecondsEach / Math.Max(seconds, operations / 2e11), 1, 100_000);
        }

        var rates = new double[ways.Length][];
        for (int i = 0; i < ways.Length; i++)
            rates[i] = new double[Count];
        for (int turn = 0; turn < Count; turn++)
        {
            if (byTheClock)
                Thread.Sleep(MillisecondsUntilThreadsSleep);
            for (int i = 0; i < ways.Length; i++)
            {
                // Its threads wake.
                ways[i]();
                TimeSpan start = Now(byTheClock);
                for (int n = 0; n < repetitions[i]; n++)
                    ways[i]();
                rates[i][turn] = operations * repetitions[i] / (Now(byTheClock) - start).TotalSeconds / 1e9;
            }
        }

        return [.. rates.Select(rate => rate.Order().ElementAt(Count / 2))];
    }

    private static TimeSpan Now(bool byTheClock) => byTheClock ? Stopwatch.GetElapsedTime(0) : Environment.CpuUsage.UserTime;
}
