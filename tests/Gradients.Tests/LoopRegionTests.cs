using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>What loops with loops inside keep for each iteration: in a region where the loops inside keep nothing of that type, on the tape otherwise.</summary>
public static partial class LoopRegions
{
    /// <summary>The inner loop keeps nothing; the outer one begins at 1 and includes its limit.</summary>
    [Differentiable]
    public static double Quiet(ReadOnlySpan<double> x, double y, int rounds)
    {
        double total = 0;
        for (int r = 0; r < rounds; r++)
        {
            for (int j = 1; j <= x.Length - 1 - r; j++)
            {
                double v = Math.Sin(y * x[j]);
                for (int i = 0; i < j; i++)
                {
                    total += v * x[i];
                }

                y = (y * v) + 0.1;
            }

            total *= y;
        }

        return total + y;
    }

    /// <summary>The inner loop keeps what the outer one keeps.</summary>
    [Differentiable]
    public static double Loud(ReadOnlySpan<double> x, double y, int rounds)
    {
        for (int r = 0; r < rounds; r++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                double v = Math.Sin(y * x[j]);
                for (int i = 0; i < j; i++)
                {
                    y = Math.Cos(y * x[i]);
                }

                y = (y * v) + 0.1;
            }
        }

        return y;
    }

    /// <summary>The outer loop keeps numbers of two types, the inner one those of one of them; a branch keeps more.</summary>
    [Differentiable]
    public static double Types(ReadOnlySpan<double> x, double y, int rounds)
    {
        for (int r = 0; r < rounds; r++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                double v = Math.Sin(y * x[j]), w = Math.Exp(-v * v);
                float f = 0.5f;
                for (int i = 0; i < j; i++)
                {
                    f = (f * f) + 0.25f;
                }

                if (v > 0)
                {
                    for (int i = 0; i < 2; i++)
                    {
                        y += Math.Sin(w * y);
                    }
                }

                y = (y * v * w * f) + 0.1;
            }

            if (y > 0)
            {
                for (int j = 2; j < x.Length; j++)
                {
                    double v = Math.Cos(y * x[j]);
                    for (int i = j; i < x.Length; i++)
                    {
                        y += v * v * x[i];
                    }
                }
            }
        }

        return y;
    }

    /// <summary>Three deep: the innermost keeps nothing, the middle one a region.</summary>
    [Differentiable]
    public static double Deep(ReadOnlySpan<double> x, double y, int rounds)
    {
        double total = 0;
        for (int r = 0; r < rounds; r++)
        {
            for (int k = 0; k < 2; k++)
            {
                double u = Math.Cos(y + k);
                for (int j = 0; j < x.Length; j++)
                {
                    double v = Math.Sin(u * x[j]), w = Math.Exp(v);
                    for (int i = 0; i < x.Length; i++)
                    {
                        total += v * w * x[i];
                    }
                }

                y = (u * y) + (0.1 * total);
            }
        }

        return total + y;
    }
}

public class LoopRegionTests
{
    private static readonly double[] s_x = [1.3, -0.7, 0.9, 0.4, -1.1];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void The_inner_loop_keeps_nothing(int rounds) =>
        GradientAssert.Agrees(0.8, s_x, (y, x) => LoopRegions.Quiet(x, y, rounds), (y, x, dx) => LoopRegions.QuietGradient(x, y, rounds, dx));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void The_inner_loop_keeps_as_well(int rounds) =>
        GradientAssert.Agrees(0.8, s_x, (y, x) => LoopRegions.Loud(x, y, rounds), (y, x, dx) => LoopRegions.LoudGradient(x, y, rounds, dx));

    [Fact]
    public void Numbers_of_two_types_and_branches() =>
        GradientAssert.Agrees(0.8, s_x, (y, x) => LoopRegions.Types(x, y, 2), (y, x, dx) => LoopRegions.TypesGradient(x, y, 2, dx));

    [Fact]
    public void Three_deep() =>
        GradientAssert.Agrees(0.8, s_x, (y, x) => LoopRegions.Deep(x, y, 2), (y, x, dx) => LoopRegions.DeepGradient(x, y, 2, dx));
}
