using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

internal static partial class LiftedCaptures
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Keywords(double @in, double @ref, int @params)
    {
        double scoped = @in * @ref;
        return Sum(@params) * scoped;

        double Sum(int @out)
        {
            if (@out <= 0)
            {
                return @ref;
            }

            scoped += Math.Sin(@in * @out);
            return scoped * @in + Sum(@out - 1);
        }
    }

    [Differentiable]
    public static double Mutual(double x, double y, int n)
    {
        double total = y;
        return Even(x, n) * total;

        double Even(double v, int k)
        {
            total += v * y;
            return k <= 0 ? v : Odd(v * x, k - 1);
        }

        double Odd(double v, int k) => k <= 0 ? -v * total : Even(v + x * y, k - 1);
    }

    [Differentiable]
    public static double OutDiscarded(double x)
    {
        Split(x, out _, out double rest);
        Split(rest, out double half, out _);
        return rest * half;
    }

    [Differentiable]
    public static void Split(double v, out double half, out double rest)
    {
        half = v * 0.5;
        rest = v - half * half;
    }
}

public class LiftedCaptureTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void CapturesNamedLikeKeywords(int n) =>
        GradientAssert.Agrees(0.7, 1.2, (x, y) => LiftedCaptures.Keywords(x, y, n), (x, y) => LiftedCaptures.KeywordsGradient(x, y, n));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void MutuallyRecursiveLocalFunctionsAssignACapture(int n) =>
        GradientAssert.Agrees(0.7, 1.2, (x, y) => LiftedCaptures.Mutual(x, y, n), (x, y) => LiftedCaptures.MutualGradient(x, y, n));

    [Fact]
    public void DiscardedOutArgumentsAreReadByTheCallee() => GradientAssert.Agrees(0.7, LiftedCaptures.OutDiscarded, x => LiftedCaptures.OutDiscardedGradient(x));
}
