namespace AutoDiff.Fuzz.Generation;

/// <summary>Names of parameters and locals: plain ones, and such as generated code likes itself.</summary>
internal sealed class Vocabulary(Random random)
{
    private static readonly string[] s_plain = ["x", "y", "z", "a", "b", "c", "p", "q", "r", "s", "u", "w", "g", "h", "m", "n"];
    private static readonly string[] s_awkward =
    [
        "t", "dx", "dy", "da", "trip", "trips", "count", "workspace", "mark", "value", "result", "dresult", "adjoints", "snapshot",
        "doubleTape", "results", "xTape", "@in", "@event", "tape", "dt", "zero",
    ];

    private readonly double _awkward = random.NextDouble() < 0.15 ? 0.6 : 0;

    public string Next() => random.NextDouble() < _awkward ? s_awkward[random.Next(s_awkward.Length)] : s_plain[random.Next(s_plain.Length)];
}
