namespace AutoDiff.Benchmarks.Training;

/// <summary>A line of the table: milliseconds a step, the least and the median of the turns, and the least of the processor's time.</summary>
/// <param name="Case">The case.</param>
/// <param name="Threads">On so many threads.</param>
/// <param name="Ours">Our times.</param>
/// <param name="Peer">The other framework's.</param>
/// <param name="Reserved">What the workspace of the case has reserved, in bytes.</param>
/// <param name="Arithmetic">The multiply-adds of as many threads in the same turns, 10^9 operations a second, the most of them.</param>
internal sealed record Row(string Case, int Threads, Times Ours, Times? Peer, long Reserved, double Arithmetic)
{
    public double? Ratio => Peer?.Least / Ours.Least;

    public double? ProcessorRatio => Peer?.Processor / Ours.Processor;
}

/// <summary>Milliseconds and managed bytes a step.</summary>
internal sealed record Times(double Least, double Median, double Processor, long Bytes)
{
    internal static Times Of(Measurement m) => new(m.Least * 1e3, m.Median * 1e3, m.LeastProcessor * 1e3, m.Bytes);
}

/// <summary>What the machine does at most on so many threads: 10^9 operations a second, and 10^9 bytes copied.</summary>
internal sealed record Limit(int Threads, double Arithmetic, double Copying);

/// <summary>All that a run has found, with the peak memory of the processes in bytes.</summary>
internal sealed record Result(IReadOnlyList<Limit> Limits, IReadOnlyList<Row> Rows, long PeakBytes, long? PeerPeakBytes);
