namespace AutoDiff;

/// <summary>Thrown by <see cref="GradientCheckResult.ThrowIfFailed"/> when a derivative disagrees with differences.</summary>
public sealed class GradientCheckException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="result">The failed check.</param>
    public GradientCheckException(GradientCheckResult result)
        : base(result?.ToString())
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
    }

    /// <summary>The failed check.</summary>
    public GradientCheckResult Result { get; }
}
