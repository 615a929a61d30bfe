using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>break, continue and return from anywhere.</summary>
public static partial class Exits
{
    [Differentiable]
    public static double ContinueInThreeBranches(ReadOnlySpan<double> x)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < -1)
            {
                y -= x[i];
                continue;
            }

            if (x[i] < 0)
            {
                y *= x[i];
                continue;
            }

            double t = x[i] * y;
            if (t > 2)
            {
                y = t / 3;
                continue;
            }

            y += t;
        }

        return y;
    }

    [Differentiable]
    public static double BreakAndContinue(ReadOnlySpan<double> x, double limit)
    {
        double y = 0;
        foreach (double v in x)
        {
            if (v < 0)
            {
                continue;
            }

            y += v * v;
            if (y > limit)
            {
                y -= limit;
                break;
            }

            y *= 1.5;
        }

        return y;
    }

    [Differentiable]
    public static double ReturnFromNestedLoop(ReadOnlySpan<double> x, double limit)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                y += x[i] * x[j];
                if (y > limit)
                {
                    return y * x[i];
                }
            }

            y *= 0.5;
        }

        return y;
    }

    [Differentiable]
    public static double BreakOfInnerLoop(ReadOnlySpan<double> x)
    {
        double y = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double product = 1;
            for (int j = i; ; j++)
            {
                if (j == x.Length || product > 3)
                {
                    break;
                }

                product *= x[j] + 2;
            }

            y += product;
        }

        return y;
    }

    [Differentiable]
    public static double Forever(double x)
    {
        while (true)
        {
            x = (x * x) + 0.1;
            if (x > 50)
            {
                return x;
            }

            for (; ; )
            {
                x *= 1.25;
                break;
            }
        }
    }

    [Differentiable]
    public static double BreakInDoWhile(double x, int n)
    {
        int i = 0;
        do
        {
            x = Math.Sin(x) + x;
            if (x > 4)
            {
                break;
            }

            if (i == 2)
            {
                x *= 0.7;
                continue;
            }

            x *= 1.1;
        }
        while (++i < n);
        return x;
    }

    [Differentiable]
    public static double ContinueRunsTheIncrement(double x, int n)
    {
        double y = 0;
        for (int i = 0; i < n; i++, y += x * i)
        {
            if (i % 2 == 0)
            {
                continue;
            }

            y *= x;
        }

        return y;
    }

    [Differentiable]
    public static double ReturnInLoopAfterWork(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = Math.Exp(-y) + (x * i);
            if (i == 4)
            {
                return y * y;
            }
        }

        y += x;
        return y;
    }

    [Differentiable]
    public static double BreakWithConditionOnActive(double x)
    {
        double term = 1, sum = 0;
        for (int n = 1; n < 1000; n++)
        {
            sum += term;
            term *= x / n;
            if (Math.Abs(term) < 1e-17)
            {
                break;
            }
        }

        return sum;
    }

    [Differentiable]
    public static double EveryKindOfExit(ReadOnlySpan<double> x, int mode)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i; j < x.Length; j++)
            {
                if (mode == 0 && j == 2)
                {
                    break;
                }

                if (mode == 1 && (i + j) % 2 == 0)
                {
                    continue;
                }

                if (mode == 2 && i == 1 && j == 3)
                {
                    return y * x[j];
                }

                y += Math.Sin(x[j]) * x[i];
            }

            if (mode == 3 && i > 1)
            {
                break;
            }

            if (mode == 4 && i > 1)
            {
                continue;
            }

            y *= 1 + (0.1 * x[i]);
        }

        return y;
    }

    [Differentiable]
    public static void VoidWithReturns(Span<double> x, int n)
    {
        if (n == 0)
        {
            return;
        }

        for (int i = 0; i < x.Length; i++)
        {
            if (i == n)
            {
                return;
            }

            x[i] *= x[i];
        }

        x[0] = 3;
    }
}

public class ExitTests
{
    private static readonly double[] s_x = [1.3, -0.7, 2.2, 0.4, -1.6, 0.9];

    [Fact]
    public void Continue_in_three_branches() =>
        GradientAssert.Agrees(s_x, x => Exits.ContinueInThreeBranches(x), (x, dx) => Exits.ContinueInThreeBranchesGradient(x, dx));

    [Theory]
    [InlineData(1.0)]
    [InlineData(5.0)]
    [InlineData(500.0)]
    public void Break_and_continue_mixed(double limit) => GradientAssert.Agrees(
        limit, s_x, (limit, x) => Exits.BreakAndContinue(x, limit), (limit, x, dx) => Exits.BreakAndContinueGradient(x, limit, dx));

    [Theory]
    [InlineData(1.5)]
    [InlineData(4.0)]
    [InlineData(500.0)]
    public void Return_from_a_nested_loop(double limit) => GradientAssert.Agrees(
        limit, s_x, (limit, x) => Exits.ReturnFromNestedLoop(x, limit), (limit, x, dx) => Exits.ReturnFromNestedLoopGradient(x, limit, dx));

    [Fact]
    public void Break_of_an_inner_loop() => GradientAssert.Agrees(s_x, x => Exits.BreakOfInnerLoop(x), (x, dx) => Exits.BreakOfInnerLoopGradient(x, dx));

    [Theory]
    [InlineData(1.3)]
    [InlineData(9.0)]
    public void Loops_without_a_condition(double x) => GradientAssert.Agrees(x, Exits.Forever, x => Exits.ForeverGradient(x));

    [Theory]
    [InlineData(0.3, 3)]
    [InlineData(0.3, 5)]
    [InlineData(3.0, 5)]
    public void Break_and_continue_in_do_while(double x, int n) =>
        GradientAssert.Agrees(x, x => Exits.BreakInDoWhile(x, n), x => Exits.BreakInDoWhileGradient(x, n));

    [Fact]
    public void Continue_runs_the_increment() =>
        GradientAssert.Agrees(0.8, x => Exits.ContinueRunsTheIncrement(x, 6), x => Exits.ContinueRunsTheIncrementGradient(x, 6));

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void Return_in_a_loop(int n) =>
        GradientAssert.Agrees(0.8, x => Exits.ReturnInLoopAfterWork(x, n), x => Exits.ReturnInLoopAfterWorkGradient(x, n));

    [Fact]
    public void A_series_until_its_terms_vanish()
    {
        (double value, double dx) = Exits.BreakWithConditionOnActiveGradient(1.3);
        GradientAssert.SameBits(Exits.BreakWithConditionOnActive(1.3), value, "The value");
        GradientAssert.Equal(Math.Exp(1.3), dx);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_kind_of_exit(int mode) =>
        GradientAssert.Agrees(s_x, x => Exits.EveryKindOfExit(x, mode), (x, dx) => Exits.EveryKindOfExitGradient(x, mode, dx));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(9)]
    public void Returns_of_a_method_without_a_result(int n) =>
        GradientAssert.AgreesInPlace(s_x, x => Exits.VoidWithReturns(x, n), (x, dx) => Exits.VoidWithReturnsVjp(x, n, dx));
}
