using System.Diagnostics;

namespace AutoDiff.Benchmarks.Training;

/// <summary>The times of a step over all turns, and what it allocates.</summary>
internal sealed class Measurement
{
    private readonly List<double> _seconds = [];
    private readonly List<double> _processor = [];

    internal long Bytes { get; private set; } = long.MaxValue;

    internal double Least => _seconds.Min();

    // The processor's time, over all threads: what others take of the machine isn't in it, but for the caches.
    internal double LeastProcessor => _processor.Min();

    internal double Median => _seconds.Order().ElementAt(_seconds.Count / 2);

    // A step's seconds, from some steps; the least of several turns is what the machine's other work disturbs least.
    internal void Add(Turn turn, int steps)
    {
        _seconds.Add(turn.Seconds / steps);
        _processor.Add(turn.ProcessorSeconds / steps);
        Bytes = Math.Min(Bytes, turn.Bytes / steps);
    }

    internal static Turn Of(ICase subject, int steps)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
            subject.Step();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        return new Turn(seconds, processor.TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}

/// <summary>What some steps took.</summary>
internal readonly record struct Turn(double Seconds, double ProcessorSeconds, long Bytes);
