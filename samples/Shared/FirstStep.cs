using AutoDiff;

namespace Samples.Shared;

/// <summary>What a sample says of the check that its first gradient goes through.</summary>
internal static class FirstStep
{
    /// <exception cref="GradientCheckException">The gradient is off; the message says where.</exception>
    public static void Report(GradientCheckResult check, string compared)
    {
        check.ThrowIfFailed();
        Console.WriteLine(
            $"The first gradient agrees with central differences ({check.Comparisons} {compared}, tolerance {Summary.Number(check.Tolerance, "0e+0")}).");
    }
}
