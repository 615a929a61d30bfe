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

    // What is captured is passed by reference, beside arrays whose elements the callee might assign: it can't keep it.
    [Differentiable]
    public static double BesideRows(double x, double y, double[][] rows, int n)
    {
        double total = Down(n);
        return total * x;

        double Down(int k)
        {
            if (k <= 0)
            {
                return rows[0][0];
            }

            x = Math.Sin(x * y);
            return x * rows[1][0] + Down(k - 1);
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

    // The method exchanges what the local function captures, which only reads it.
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Exchanged(double z, double[] u, double[] g)
    {
        (u, g) = (g, u);
        double k = z * 2;
        double Down(double r, int q)
        {
            if (q <= 0)
            {
                return (r * g[1]) + k;
            }

            z = Math.Tanh(z + r);
            return Math.Sin(k * z) + (0.5 * Down(Math.Cos(r) * g[0], q - 1));
        }

        double y = Down(0.3 + u[0], 3);
        k *= k;
        g = u;
        return y + (Down(z, 2) * g[1]);
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
    public void What_is_captured_beside_rows_is_in_the_workspace()
    {
        double[][] rows = [[0.4], [1.7]], drows = [[0], [0]];
        GradientAssert.Agrees(0.8, [1.3], (x, y) => LiftedCaptures.BesideRows(x, y[0], rows, 3), (x, y, dy) =>
        {
            (double value, double dx, double d) = LiftedCaptures.BesideRowsGradient(x, y[0], rows, 3, drows);
            dy[0] += d;
            return (value, dx);
        });
        LiftedCaptures.BesideRowsGradient(0.8, 1.3, rows, 3, drows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        LiftedCaptures.BesideRowsGradient(0.8, 1.3, rows, 3, drows);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void CapturesThatTheMethodAloneAssigns() => GradientAssert.Agrees(
        [0.35],
        [[0.3, 0.7], [0.4, -0.2]],
        (s, b) => LiftedCaptures.Exchanged(s[0], b[0], b[1]),
        (s, b, d) =>
        {
            (double value, double dz) = LiftedCaptures.ExchangedGradient(s[0], b[0], b[1], d[0], d[1]);
            return (value, [dz]);
        });

    [Fact]
    public void DiscardedOutArgumentsAreReadByTheCallee() => GradientAssert.Agrees(0.7, LiftedCaptures.OutDiscarded, x => LiftedCaptures.OutDiscardedGradient(x));
}
