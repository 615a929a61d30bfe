using System.Globalization;

namespace AutoDiff;

/// <summary>What <see cref="GradientCheck"/> found: whether derivatives agree with differences, and where they agree least.</summary>
public sealed class GradientCheckResult
{
    internal GradientCheckResult(bool passed, int comparisons, double tolerance, GradientDeviation worst)
    {
        Passed = passed;
        Comparisons = comparisons;
        Tolerance = tolerance;
        WorstError = worst.RelativeError;
        Parameter = worst.Parameter;
        Index = worst.Index;
        Expected = worst.Expected;
        Actual = worst.Actual;
        DifferenceError = worst.DifferenceError;
    }

    /// <summary>Whether every derivative agrees with its difference within the tolerance.</summary>
    public bool Passed { get; }

    /// <summary>The number of entries or directions that were compared.</summary>
    public int Comparisons { get; }

    /// <summary>The relative tolerance.</summary>
    public double Tolerance { get; }

    /// <summary>The relative error where the two agree least.</summary>
    public double WorstError { get; }

    /// <summary>The parameter in which they agree least; for a check in directions that passes, the direction.</summary>
    public string Parameter { get; }

    /// <summary>The index of the entry in that parameter; null for a scalar and for a direction.</summary>
    public int? Index { get; }

    /// <summary>The derivative there by differences.</summary>
    public double Expected { get; }

    /// <summary>The derivative there that was given.</summary>
    public double Actual { get; }

    /// <summary>
    /// The estimated error of <see cref="Expected"/>. Where it is as large as the deviation, the function isn't smooth there, or its
    /// value isn't repeatable, and differences can't tell.
    /// </summary>
    public double DifferenceError { get; }

    /// <summary>Throws unless the check passed.</summary>
    /// <exception cref="GradientCheckException">A derivative is off; the message names the parameter and index.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
            throw new GradientCheckException(this);
    }

    /// <summary>A report of one line.</summary>
    /// <returns>The report.</returns>
    public override string ToString()
    {
        string place = Index is { } index ? $"{Parameter}[{index}]" : Parameter;
        string verdict = Passed ? "Gradient check passed" : "Gradient check failed";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{verdict}: {place} is {Actual:G17} and by differences {Expected:G17} (relative error {WorstError:E1}, tolerance {Tolerance:E1}, error of the difference {DifferenceError:E1}; {Comparisons} compared).");
    }
}

internal readonly record struct GradientDeviation(
    string Parameter, int? Index, double Expected, double Actual, double DifferenceError)
{
    internal double RelativeError =>
        Expected.Equals(Actual) ? 0
        : double.IsFinite(Expected) && double.IsFinite(Actual)
            ? Math.Abs(Actual - Expected) / Math.Max(Math.Abs(Actual), Math.Abs(Expected))
            : double.PositiveInfinity;
}
