namespace AutoDiff.Fuzz.Checking;

/// <summary>What can be wrong with the derivative of a program.</summary>
internal enum FailureKind
{
    /// <summary>The fuzzer wrote a program that isn't C#: its own defect.</summary>
    InvalidProgram,

    /// <summary>The generator threw.</summary>
    Crash,

    /// <summary>The generator reported an error.</summary>
    Rejected,

    /// <summary>The generated code has errors or warnings.</summary>
    DoesNotCompile,

    /// <summary>The generated members don't have the signatures that the contract promises.</summary>
    Signature,

    /// <summary>The generated code throws where F doesn't, or the other way round.</summary>
    Throws,

    /// <summary>It runs on and on.</summary>
    Hangs,

    /// <summary>The value isn't F's, bit for bit.</summary>
    Value,

    /// <summary>The final contents of a written buffer aren't F's.</summary>
    Buffer,

    /// <summary>The adjoint isn't what central differences say.</summary>
    Adjoint,

    /// <summary><c>FGradient</c> isn't <c>FVjp</c> with a cotangent of one.</summary>
    Gradient,

    /// <summary>The split form disagrees with <c>FVjp</c>.</summary>
    Split,

    /// <summary><c>FJvp</c> disagrees with F's value or with reverse mode.</summary>
    Tangent,

    /// <summary>A call after warm-up allocates, or the workspace grows.</summary>
    Allocates,

    /// <summary>Debug and Release builds differ.</summary>
    Configuration,
}

internal sealed record Failure(FailureKind Kind, string Detail);

/// <summary>A program to check.</summary>
internal sealed record FuzzProgram(int Seed, string Source)
{
    /// <summary>Whether it has differentiable types, which need C# 13.</summary>
    public bool HasAggregates => Source.Contains("int Doubles", StringComparison.Ordinal);

    /// <summary>Whether derivatives are cut in it.</summary>
    public bool HasConstants => Source.Contains("Gradient.Stop", StringComparison.Ordinal) || Source.Contains("[NoGradient]", StringComparison.Ordinal)
        || Source.Contains("WithRespectTo", StringComparison.Ordinal);

    /// <summary>Whether it computes in single precision anywhere.</summary>
    public bool IsMixed => Source.Contains("float", StringComparison.Ordinal) || Source.Contains("MathF", StringComparison.Ordinal);
}

/// <summary>What came of a program.</summary>
internal sealed record Outcome(FuzzProgram Program, Failure? Failure, string Generated)
{
    /// <summary>Whether the program cuts what it writes as well, which is an error of its own.</summary>
    public bool IsRefusal => Failure is { Kind: FailureKind.Rejected } && Program.HasConstants
        && (Failure.Detail.Contains("GRAD0119", StringComparison.Ordinal) || Failure.Detail.Contains("GRAD0120", StringComparison.Ordinal));

    /// <summary>Whether something is wrong with its derivative.</summary>
    public bool HasFailed => Failure is not null && !IsRefusal;

    /// <summary>How many inputs were compared with differences, and how many had to be skipped: a branch or kink too near, or a value that isn't finite.</summary>
    public int Compared { get; init; }

    public int Skipped { get; init; }
}
