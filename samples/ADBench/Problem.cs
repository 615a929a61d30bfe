using AutoDiff;

namespace Samples.ADBench;

/// <summary>How far a result is from what it should be, and what says so.</summary>
public readonly record struct Agreement(string Reference, double Error)
{
    /// <summary>ADBench's own tolerance.</summary>
    public const double Tolerance = 1e-8;

    public bool Holds => Error <= Tolerance;

    /// <summary>The largest of ADBench's differences: relative for large numbers, absolute for small ones.</summary>
    public static Agreement Of(string reference, ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        if (actual.Length != expected.Length) return new(reference, double.PositiveInfinity);
        double worst = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double error = Math.Abs(actual[i] - expected[i]) / Math.Max(1, Math.Abs(actual[i]) + Math.Abs(expected[i]));
            worst = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(worst, error);
        }

        return new(reference, worst);
    }

    public static Agreement Of(GradientCheckResult differences) => new("differences", differences.WorstError);

    public static Agreement Worse(Agreement a, Agreement b) => a.Error >= b.Error ? a : b;
}

/// <summary>An instance of a problem: its objective, its gradient, and what they should be.</summary>
public abstract class Problem(string name, string size)
{
    public string Name => name;

    public string Size => size;

    public abstract double Objective();

    /// <summary>Value and derivatives, which stay with the problem until the next call.</summary>
    public abstract void Differentiate();

    /// <summary>Differentiates, and compares with the golden files <c>{name}_F.txt</c> and <c>{name}_J.txt</c>, or without these with what else is known.</summary>
    public abstract Agreement Check(string? golden);
}
