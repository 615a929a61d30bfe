using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Integers that go round loops and change by amounts that differ from iteration to iteration.</summary>
public static partial class TakenBack
{
    /// <summary>The columns of a triangle, one after the other.</summary>
    [Differentiable]
    public static double Triangle(ReadOnlySpan<double> lower, ReadOnlySpan<double> x, int rounds)
    {
        double total = 0;
        var y = new double[x.Length];
        for (int r = 0; r < rounds; r++)
        {
            int start = 0;
            for (int j = 0; j < x.Length; j++)
            {
                ReadOnlySpan<double> column = lower.Slice(start, x.Length - 1 - j);
                for (int i = 0; i < column.Length; i++)
                {
                    y[j + 1 + i] += Math.Sin(column[i] * x[j]) + (r * y[j]);
                }

                start += column.Length;
            }

            total += y[x.Length - 1] * y[1] * start;
        }

        return total;
    }

    /// <summary>Downwards, in two steps each, one on the left and one on the right.</summary>
    [Differentiable]
    public static double TwoSteps(ReadOnlySpan<double> x, double y, int rounds)
    {
        for (int r = 0; r < rounds; r++)
        {
            int at = 1000;
            for (int i = 3; i <= 6; i++)
            {
                at -= i * i;
                y = Math.Sin(y * x[at % x.Length]) + (0.1 * i);
                at = (2 - (-i)) + at;
            }

            y *= x[at % x.Length];
        }

        return y;
    }

    [Differentiable]
    public static double Wraps(ReadOnlySpan<double> x, double y, int rounds)
    {
        for (int r = 0; r < rounds; r++)
        {
            int at = int.MaxValue - 3;
            long far = long.MaxValue - r;
            for (int i = 0; i < 5; i++)
            {
                at = unchecked(at + (i * 0x4000_0001));
                far = unchecked(far - (long.MinValue / 3 * 2));
                y = Math.Sin(y * x[at & 3]) + Math.Cos(y * x[(int)(far & 3)]);
                far += x.Length;
            }
        }

        return y;
    }

    /// <summary>What can't be taken back: what is multiplied, doubled, changed on one branch, or by what was read.</summary>
    [Differentiable]
    public static double Others(ReadOnlySpan<double> x, ReadOnlySpan<int> steps, double y, int rounds)
    {
        for (int r = 0; r < rounds; r++)
        {
            int scaled = 1, doubled = 1, some = 0, read = 0, ahead = 5;
            for (int i = 0; i < steps.Length; i++)
            {
                y = Math.Sin(y * x[scaled & 3]) + Math.Sin(y * x[doubled & 3]) + Math.Sin(y * x[some & 3]) + Math.Sin(y * x[read & 3]) + Math.Sin(y * x[ahead & 3]);
                scaled = (3 * scaled) + i;
                doubled += doubled;
                if (y > 0)
                {
                    some += i;
                }

                read += steps[i];
                ahead = i - ahead;
            }
        }

        return y;
    }

    /// <summary>One integer through two loops, the inner one's trips too.</summary>
    [Differentiable]
    public static double Nested(ReadOnlySpan<double> x, double y, int rounds)
    {
        int at = 0, width = 1;
        for (int r = 0; r < rounds; r++)
        {
            for (int i = 0; i < width; i++)
            {
                y = Math.Sin(y * x[at % x.Length]);
                at += i + r;
            }

            y *= x[width % x.Length];
            width += r;
        }

        return y + x[at % x.Length];
    }
}

public class TakenBackTests
{
    private static readonly double[] s_x = [1.3, -0.7, 2.2, 0.4];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Starts_of_columns(int rounds) => GradientAssert.Agrees(
        [],
        [[0.1, 0.2, -0.3, 0.4, 0.5, -0.6], s_x],
        (_, b) => TakenBack.Triangle(b[0], b[1], rounds),
        (_, b, d) => (TakenBack.TriangleGradient(b[0], b[1], rounds, d[0], d[1]), []));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Two_steps_downwards(int rounds) =>
        GradientAssert.Agrees(0.8, s_x, (y, x) => TakenBack.TwoSteps(x, y, rounds), (y, x, dx) => TakenBack.TwoStepsGradient(x, y, rounds, dx));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Arithmetic_that_wraps(int rounds) =>
        GradientAssert.Agrees(0.8, s_x, (y, x) => TakenBack.Wraps(x, y, rounds), (y, x, dx) => TakenBack.WrapsGradient(x, y, rounds, dx));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_cannot_be_taken_back(int rounds) =>
        GradientAssert.Agrees(0.8, s_x, (y, x) => TakenBack.Others(x, [2, 1, 5], y, rounds), (y, x, dx) => TakenBack.OthersGradient(x, [2, 1, 5], y, rounds, dx));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Nested_loops(int rounds) =>
        GradientAssert.Agrees(0.8, s_x, (y, x) => TakenBack.Nested(x, y, rounds), (y, x, dx) => TakenBack.NestedGradient(x, y, rounds, dx));
}
