namespace AutoDiff.Benchmarks.Training;

/// <summary>A line of the table: milliseconds a step, the least and the median of the turns, and the least of the processor's time.</summary>
internal sealed record Row(string Case, int Threads, Times Ours, Times? Peer)
{
    public double? Ratio => Peer?.Least / Ours.Least;

    public double? ProcessorRatio => Peer?.Processor / Ours.Processor;
}

/// <summary>Milliseconds and managed bytes a step.</summary>
internal sealed record Times(double Least, double Median, double Processor, long Bytes)
{
    internal static Times Of(Measurement m) => new(m.Least * 1e3, m.Median * 1e3, m.LeastProcessor * 1e3, m.Bytes);
}
