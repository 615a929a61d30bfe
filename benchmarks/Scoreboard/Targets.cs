namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>What a case is to reach, and what it does.</summary>
/// <param name="Part">The part that it belongs to.</param>
/// <param name="Case">The case or the size.</param>
/// <param name="Threads">On so many threads.</param>
/// <param name="What">What is measured.</param>
/// <param name="Measured">Its value.</param>
/// <param name="Aim">What is aimed at.</param>
/// <param name="IsMost">Whether that is the most it may be, instead of the least.</param>
internal sealed record Target(string Part, string Case, int Threads, string What, double Measured, double Aim, bool IsMost)
{
    /// <summary>Whether the aim is reached.</summary>
    public bool IsMet => IsMost ? Measured <= Aim : Measured >= Aim;
}

/// <summary>The targets of all parts, one rule a line.</summary>
internal static class Targets
{
    private const double Milli = 1e3;

    private static readonly (string Part, string What, Func<Score, double?> Measure, double Most)[] s_methods =
    [
        ("scalar", "time by C#'s", score => score.ToHandWritten, 1.1),
        ("micrograd", "microseconds", score => score.Ours.Fastest, 10),
        ("gmm", "time by the better of ADBench's Manual and Eigen", score => ToFastest(score, "Manual"), 1),
        ("gmm", "time by the objective's", score => score.ToObjective, 3),
        ("lstm", "time by ADBench's Tapenade", score => ToFastest(score, "Tapenade"), 1),
        ("lstm", "time by the objective's", score => score.ToObjective, 4),
        ("ba", "time by the better of ADBench's Manual and Eigen", score => ToFastest(score, "Manual"), 1),
    ];

    // Of a step on one thread: how many times faster than TorchSharp, and the most microseconds.
    private static readonly (string Case, double Faster, double Most)[] s_steps =
    [
        ("a1", 6, 20), ("a32", 2.5, double.NaN), ("a128", 2, double.NaN), ("a512", 2, double.NaN), ("b", 2, double.NaN), ("c", 3, double.NaN), ("d", 2.2, 30 * Milli), ("e", 20, double.NaN),
    ];

    private static readonly string[] s_dividedSteps = ["b", "c", "d"];

    public static IEnumerable<Target> Of(Score score)
    {
        foreach ((string part, string what, Func<Score, double?> measure, double most) in s_methods)
        {
            if (part == score.Part && measure(score) is { } measured) yield return new(part, score.Case, 1, what, measured, most, IsMost: true);
        }

        yield return new(score.Part, score.Case, 1, "bytes allocated", score.BytesAllocated, 0, IsMost: true);
    }

    public static IEnumerable<Target> Of(LibraryScore score)
    {
        if (score.Part == "products")
        {
            // Products of convolutions are not among those that are compared.
            if (score is { Ratio: { } share, Kind: not "convolution" } && double.IsFinite(share)) yield return new(score.Part, score.Case, score.Threads, "share of OpenBLAS's speed", share, 0.9, IsMost: false);
            yield break;
        }

        foreach ((string name, double faster, double most) in s_steps)
        {
            if (name != score.Case || score.Threads != 1) continue;
            if (score.Ratio is { } ratio) yield return new(score.Part, name, 1, "times faster than TorchSharp", ratio, faster, IsMost: false);
            if (!double.IsNaN(most)) yield return new(score.Part, name, 1, "microseconds", score.Ours, most, IsMost: true);
        }

        if (score.Gain is { } gain && s_dividedSteps.Contains(score.Case)) yield return new(score.Part, score.Case, score.Threads, "gain of the threads, of multiply-adds'", gain, 0.85, IsMost: false);
        yield return new(score.Part, score.Case, score.Threads, "bytes allocated", score.Bytes, 0, IsMost: true);
    }

    // Libraries are named by their files: ManualEigen is one of those that are called Manual.
    private static double? ToFastest(Score score, string name) =>
        score.Ours.Fastest / score.Others.Where(other => other.Name.Contains(name, StringComparison.Ordinal)).Select(other => (double?)other.Timing.Fastest).Min();
}
