using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

internal static partial class LoopHeaders
{
    [Differentiable]
    public static double AssignsAConstant(double x, double[] a, int n)
    {
        for (int i = 0; i < (n = 3) % 6; i += 3)
        {
            x += 0.1 * a[n++ % a.Length];
        }

        return a[n % a.Length] * x * n;
    }

    [Differentiable]
    public static double AssignsWhatTheOuterLoopSays(double x, double[] a, int n)
    {
        for (int i = 1; i < a.Length; i += 2)
        {
            for (int j = n; j < (n = i % 5) % 4; j += 3)
            {
                x *= a[j];
                n += 2;
            }
        }

        return a[n % a.Length] * x;
    }

    [Differentiable]
    public static double AssignsInAWhile(double x, double[] a, int n)
    {
        int i = 0, last = 7;
        while ((last = 2) + n > i)
        {
            x *= a[i % a.Length];
            i++;
            last = i;
        }

        return x * last * a[last];
    }
}

/// <summary>What a loop's condition assigns counts once more when the loop ends: found by the fuzzer, seeds 302607 and 305226.</summary>
public class LoopHeaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void AConditionThatAssignsAConstant(int n) => Agrees(
        n, LoopHeaders.AssignsAConstant, (x, a, da) => LoopHeaders.AssignsAConstantGradient(x, a, n, da));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AConditionThatAssignsWhatAnOuterLoopSays(int n) => Agrees(
        n, LoopHeaders.AssignsWhatTheOuterLoopSays, (x, a, da) => LoopHeaders.AssignsWhatTheOuterLoopSaysGradient(x, a, n, da));

    [Theory]
    [InlineData(-2)]
    [InlineData(0)]
    [InlineData(3)]
    public void AConditionOfAWhileThatAssigns(int n) => Agrees(
        n, LoopHeaders.AssignsInAWhile, (x, a, da) => LoopHeaders.AssignsInAWhileGradient(x, a, n, da));

    private static void Agrees(int n, Func<double, double[], int, double> method, Func<double, double[], double[], (double, double)> gradient) => GradientAssert.Agrees(
        [0.7],
        [[0.8, -1.2, 0.5, 1.3]],
        (s, b) => method(s[0], b[0], n),
        (s, b, d) =>
        {
            (double value, double dx) = gradient(s[0], b[0], d[0]);
            return (value, [dx]);
        });
}
