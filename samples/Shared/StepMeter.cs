using System.Diagnostics;

namespace Samples.Shared;

/// <summary>Times steps and counts the bytes that they allocate on the managed heap, over all threads.</summary>
internal sealed class StepMeter(int steps, int warmUp)
{
    private readonly double[] _seconds = new double[Math.Max(0, steps - warmUp)];
    private readonly long[] _bytes = new long[Math.Max(0, steps - warmUp)];
    private long _bytesBefore;
    private long _startedAt;
    private int _count;

    /// <summary>Steps measured, those of the warm-up left out.</summary>
    public int Measured => Math.Clamp(_count - warmUp, 0, _seconds.Length);

    /// <summary>The median of the measured steps' times.</summary>
    public TimeSpan MedianTime => TimeSpan.FromSeconds(Median(_seconds));

    /// <summary>The median of the bytes that were allocated during a step.</summary>
    public long MedianBytes => Median(_bytes);

    /// <summary>All of them: what the runtime's own threads allocated meanwhile is in it, as a thread that compiles.</summary>
    public long AllBytes => _bytes.Sum();

    public void Begin()
    {
        _bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
        _startedAt = Stopwatch.GetTimestamp();
    }

    public void End()
    {
        long stoppedAt = Stopwatch.GetTimestamp();
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - _bytesBefore;
        int index = _count++ - warmUp;
        if (index < 0 || index >= _seconds.Length) return;
        _seconds[index] = (double)(stoppedAt - _startedAt) / Stopwatch.Frequency;
        _bytes[index] = bytes;
    }

    private T Median<T>(T[] values)
    {
        T[] sorted = [.. values[..Measured].Order()];
        return sorted.Length == 0 ? default! : sorted[sorted.Length / 2];
    }
}
