namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>One way to compute what a case asks for.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Run">Computes it once; results stay where <paramref name="Results"/> finds them.</param>
/// <param name="Results">Value and derivatives of the last run.</param>
/// <param name="IsOther">Whether it comes of a library that isn't this repository's.</param>
internal sealed record Contender(string Name, Action Run, Func<double[]> Results, bool IsOther = false)
{
    /// <summary>The name of what is written by hand in C#.</summary>
    public const string CSharp = "C#";
}

/// <summary>One line of the scoreboard.</summary>
/// <param name="Part">The part that it belongs to.</param>
/// <param name="Name">The size.</param>
/// <param name="Ours">The generated gradient.</param>
/// <param name="Objective">The method itself, in C#.</param>
/// <param name="Rivals">The hand-written ones; of those with one name the fastest counts.</param>
internal sealed record Contest(string Part, string Name, Contender Ours, Action Objective, IReadOnlyList<Contender> Rivals)
{
    /// <summary>What the generated gradient's workspace has reserved, after a run.</summary>
    public required Func<long> WorkspaceBytes { get; init; }

    /// <summary>The least that a reverse sweep after a forward sweep must keep: one number for each value that a derivative needs and no other value gives back.</summary>
    public long LeastBytes { get; init; }
}

/// <summary>What was measured of one side.</summary>
/// <param name="Fastest">The least time of a run, in microseconds.</param>
/// <param name="Spread">How much longer the median round took, as a share of the fastest.</param>
internal readonly record struct Timing(double Fastest, double Spread);

/// <summary>What one of the others took.</summary>
internal sealed record OtherTiming(string Name, Timing Timing);

/// <summary>A contest's result.</summary>
/// <param name="Others">The libraries that aren't this repository's, the fastest first.</param>
internal sealed record Score(
    string Part, string Case, Timing Ours, Timing Objective, Timing? HandWritten, Timing? Native, string NativeFlags, IReadOnlyList<OtherTiming> Others,
    long BytesAllocated, long WorkspaceBytes, long LeastBytes, double Difference)
{
    public double? ToHandWritten => Ours.Fastest / HandWritten?.Fastest;

    public double? ToNative => Ours.Fastest / Native?.Fastest;

    public double ToObjective => Ours.Fastest / Objective.Fastest;
}
