using System.Runtime.CompilerServices;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

internal static partial class NestedTuples
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static ((double A, int N) P, double Q) Pair(double x, int n) => n > 3 ? ((x * x, n), 2) : ((Math.Sin(x), n), x * n);

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ((double A, double B) P, (int N, double C) R) Apart(double x, double y) => ((x * y, x), (2, Math.Exp(y)));

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Together(double x, double y)
    {
        var t = Apart(x, y);
        var ((a, _), (n, c)) = Apart(t.P.A, t.R.C);
        return a * n + c * t.P.B;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Recursive(double x, int depth)
    {
        var ((a, b), c) = Down(x, depth);
        return a * b + c;

        static ((double A, double B) P, double C) Down(double v, int k)
        {
            if (k <= 0)
            {
                return ((v, v * v), 1);
            }

            var (p, c) = Down(v * 0.5, k - 1);
            return ((p.B + v, p.A * c), c + v);
        }
    }
}

public class NestedTupleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void AResultOfTuples(int n)
    {
        ((double A, int N) P, double Q) expected = NestedTuples.Pair(0.8, n);
        (((double A, int N) P, double Q) value, double dx) = NestedTuples.PairVjp(0.8, n, ((0.5, 0), -2));
        Assert.Equal(expected, value);
        (double slope, _) = Differences.Richardson(x => (0.5 * NestedTuples.Pair(x, n).P.A) - (2 * NestedTuples.Pair(x, n).Q), 0.8);
        Assert.Equal(slope, dx, 1e-8);
    }

    [Fact]
    public void ACalleeThatReturnsTuplesOfTuples() => GradientAssert.Agrees(0.7, 0.4, NestedTuples.Together, (x, y) => NestedTuples.TogetherGradient(x, y));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void ARecursiveLocalFunctionThatReturnsTuplesOfTuples(int depth) =>
        GradientAssert.Agrees(0.7, x => NestedTuples.Recursive(x, depth), x => NestedTuples.RecursiveGradient(x, depth));
}
