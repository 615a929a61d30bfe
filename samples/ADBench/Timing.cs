using System.Diagnostics;
using Samples.Shared;

namespace Samples.ADBench;

/// <summary>Times calls, after a warm-up that lets the runtime compile them.</summary>
/// <param name="Nanoseconds">The median time of a call.</param>
/// <param name="Bytes">What a call allocates.</param>
internal readonly record struct Timing(double Nanoseconds, long Bytes)
{
    // Shorter calls are timed by the dozen: a clock has its limits.
    private const double Shortest = 50e-6;

    public static Timing Of(Action call, TimeSpan budget)
    {
        int calls = 0;
        var watch = Stopwatch.StartNew();
        while (calls < 2 || (watch.Elapsed < budget && calls < 1_000_000))
        {
            call();
            calls++;
        }

        double one = Math.Max(watch.Elapsed.TotalSeconds / calls, 1e-10);
        int repeats = Math.Max(1, (int)Math.Ceiling(Shortest / one)), steps = Math.Clamp((int)(budget.TotalSeconds / (one * repeats)), 3, 1_000);
        var meter = new StepMeter(steps, warmUp: 0);
        for (int i = 0; i < steps; i++)
        {
            meter.Begin();
            for (int j = 0; j < repeats; j++) call();
            meter.End();
        }

        return new(meter.MedianTime.TotalNanoseconds / repeats, meter.MedianBytes / repeats);
    }
}
