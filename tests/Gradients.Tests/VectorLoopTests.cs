using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

internal static partial class VectorLoops
{
    [Differentiable]
    public static double Axpy(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += a * x[i];
        }

        double sum = 0;
        for (int i = 0; i < y.Length; i++) sum += y[i] * y[i];
        return sum;
    }

    [Differentiable]
    public static float AxpySingle(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < x.Length; i++) y[i] += a * x[i];
        float sum = 0;
        for (int i = 0; i < y.Length; i++) sum += y[i] * y[i];
        return sum;
    }

    // Each element comes of the one that the iteration before wrote.
    [Differentiable]
    public static double Powers(double a, double first, int distance, int n)
    {
        var powers = new double[n + distance];
        for (int i = 0; i < distance; i++) powers[i] = first;
        Span<double> from = powers.AsSpan(0, n), to = powers.AsSpan(distance, n);
        for (int i = 0; i < n; i++)
        {
            to[i] = a * from[i];
        }

        return to[n - 1];
    }

    [Differentiable]
    public static double Triangle(ReadOnlySpan<double> lower, ReadOnlySpan<double> x)
    {
        var product = new double[x.Length];
        int start = 0;
        for (int j = 0; j < x.Length; j++)
        {
            ReadOnlySpan<double> column = lower.Slice(start, x.Length - j);
            for (int i = 0; i < column.Length; i++) product[j + i] += column[i] * x[j];
            start += column.Length;
        }

        double sum = 0;
        for (int i = 0; i < product.Length; i++) sum += (i + 1) * product[i];
        return sum;
    }

    [Differentiable]
    public static double Neighbours(ReadOnlySpan<double> x, Span<double> sums)
    {
        for (int i = 0; i < x.Length - 1; i++) sums[i] = x[i] + x[i + 1];
        double total = 0;
        for (int i = 0; i < x.Length - 1; i++) total += (i + 1) * sums[i];
        return total;
    }

    // Nothing uses the first products: an infinite factor mustn't make a NaN of that.
    [Differentiable]
    public static double Overwritten(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++) y[i] = x[i] * factor;
        for (int i = 0; i < x.Length; i++) y[i] = 3 * x[i];
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += y[i];
        return sum;
    }

    [Differentiable]
    public static double Clipped(double bound, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double v = x[i];
            if (v > bound) v = bound + 0.1 * (v - bound);
            y[i] = -v;
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += y[i] * y[i];
        return sum;
    }

    [Differentiable]
    public static double Shifted(ReadOnlySpan<double> x, int shift, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++) y[i] = 2 * x[i + shift];
        return y[0];
    }

    /// <summary>Sums that one branch adds to, or the other, both, or an inner one; what isn't added may be infinite.</summary>
    [Differentiable(FastMath = true)]
    public static double ChosenSums(ReadOnlySpan<double> x, ReadOnlySpan<double> w, double bound)
    {
        double a = 0.5, b = 0, c = 1, d = -2;
        for (int i = 0; i < x.Length; i++)
        {
            double v = x[i];
            if (v > bound)
            {
                a += v * w[i];
                c -= v;
                if (v > 2 * bound)
                {
                    b += v * v;
                }
            }
            else
            {
                d = v - 1 + d;
                c += 3 * v;
            }
        }

        return (a * b) + (c * d);
    }

    [Differentiable(FastMath = true)]
    public static double Fast(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double gate = 1 / (1 + Math.Exp(-x[i] * w[i]));
            sum += gate * Math.Tanh(x[i]) + Math.Log(1 + gate);
        }

        return sum;
    }
}

/// <summary>Loops that run several iterations at a time give what one at a time would, for every length, overlap and exception.</summary>
public class VectorLoopTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 20), 37];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AScaledVectorIsAdded(int n)
    {
        double[] x = Numbers(n, 1), y = Numbers(n, 2), expected = Numbers(n, 2), dx = new double[n], dy = new double[n];
        double value = VectorLoops.Axpy(1.25, x, expected);
        (double actual, double da) = VectorLoops.AxpyGradient(1.25, x, y, dx, dy);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(actual));
        Assert.Equal(expected, y);
        double slope = 0;
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(2 * y[i] * 1.25, dx[i], 1e-13);
            slope += 2 * y[i] * x[i];
        }

        Assert.Equal(slope, da, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AScaledVectorIsAddedInSinglePrecision(int n)
    {
        float[] x = Array.ConvertAll(Numbers(n, 1), v => (float)v), y = Array.ConvertAll(Numbers(n, 2), v => (float)v), expected = [.. y], dx = new float[n], dy = new float[n];
        float value = VectorLoops.AxpySingle(1.25f, x, expected);
        float actual = VectorLoops.AxpySingleGradient(1.25f, x, y, dx, dy).Value;
        Assert.Equal(value, actual);
        Assert.Equal(expected, y);
        for (int i = 0; i < n; i++) Assert.Equal(2 * y[i] * 1.25f, dx[i], 1e-5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(16)]
    public void WhatAnIterationWritesTheNextOneReads(int distance)
    {
        const int N = 16;
        int exponent = ((N - 1) / distance) + 1;
        (double value, double da, double dfirst) = VectorLoops.PowersGradient(1.5, 2, distance, N);
        Assert.Equal(VectorLoops.Powers(1.5, 2, distance, N), value);
        Assert.Equal(2 * Math.Pow(1.5, exponent), value, 1e-9);
        Assert.Equal(2 * exponent * Math.Pow(1.5, exponent - 1), da, 1e-9);
        Assert.Equal(Math.Pow(1.5, exponent), dfirst, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void RowsThatStartElsewhereEachTime(int n)
    {
        double[] lower = Numbers(n * (n + 1) / 2, 3), x = Numbers(n, 4), dlower = new double[lower.Length], dx = new double[n];
        Assert.Equal(VectorLoops.Triangle(lower, x), VectorLoops.TriangleGradient(lower, x, dlower, dx));
        for (int j = 0, start = 0; j < n; start += n - j, j++)
        {
            double slope = 0;
            for (int i = j; i < n; i++)
            {
                Assert.Equal((i + 1) * x[j], dlower[start + i - j], 1e-12);
                slope += (i + 1) * lower[start + i - j];
            }

            Assert.Equal(slope, dx[j], 1e-11);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void TwoNeighboursAreAddedTo(int n)
    {
        double[] x = Numbers(n, 5), sums = new double[n], dx = new double[n], dsums = new double[n];
        VectorLoops.NeighboursGradient(x, sums, dx, dsums);
        for (int i = 0; i < n; i++) Assert.Equal(i + (i < n - 1 ? i + 1 : 0), dx[i], 1e-13);
    }

    [Fact]
    public void AnInfiniteFactorOfWhatIsOverwritten()
    {
        double[] x = Numbers(11, 6), dx = new double[11];
        double dfactor = VectorLoops.OverwrittenGradient(double.PositiveInfinity, x, new double[11], dx, new double[11]).dfactor;
        Assert.Equal(0, dfactor);
        Assert.All(dx, d => Assert.Equal(3, d));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void BranchesAreChosenElementByElement(int n)
    {
        double[] x = Numbers(n, 7), y = new double[n], expected = new double[n], dx = new double[n];
        Assert.Equal(VectorLoops.Clipped(0.2, x, expected), VectorLoops.ClippedGradient(0.2, x, y, dx, new double[n]).Value);
        Assert.Equal(expected, y);
        for (int i = 0; i < n; i++) Assert.Equal(-2 * y[i] * (x[i] > 0.2 ? 0.1 : 1), dx[i], 1e-13);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void SumsOfBranches(int n)
    {
        double[] x = [.. Enumerable.Range(0, n).Select(i => Math.Sin(3 * i))], dx = new double[n], dw = new double[n];
        double[] w = [.. x.Select(v => v > 0.2 ? Math.Cos(v) : double.PositiveInfinity)];
        double a = 0.5, b = 0, c = 1, d = -2;
        for (int i = 0; i < n; i++)
        {
            a += x[i] > 0.2 ? x[i] * w[i] : 0;
            b += x[i] > 0.4 ? x[i] * x[i] : 0;
            c += x[i] > 0.2 ? -x[i] : 3 * x[i];
            d += x[i] > 0.2 ? 0 : x[i] - 1;
        }

        double value = VectorLoops.ChosenSumsGradient(x, w, 0.2, dx, dw).Value;
        GradientAssert.Equal((a * b) + (c * d), value, 1e-12);
        for (int i = 0; i < n; i++)
        {
            bool isAbove = x[i] > 0.2;
            GradientAssert.Equal(isAbove ? x[i] * b : 0, dw[i], 1e-12);
            GradientAssert.Equal(isAbove ? (w[i] * b) - d + (x[i] > 0.4 ? 2 * a * x[i] : 0) : (3 * d) + c, dx[i], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void FunctionsAndSumsOfFastMath(int n)
    {
        double[] x = Numbers(n, 9), w = Numbers(n, 10), dx = new double[n], dw = new double[n];
        if (n > 2) x[2] = 21.5;
        Assert.Equal(VectorLoops.Fast(x, w), VectorLoops.FastGradient(x, w, dx, dw), 1e-13);
        for (int i = 0; i < n; i++)
        {
            double gate = 1 / (1 + Math.Exp(-x[i] * w[i])), tanh = Math.Tanh(x[i]), dgate = (tanh + 1 / (1 + gate)) * gate * (1 - gate);
            Assert.Equal(dgate * w[i] + gate / Math.Pow(Math.Cosh(x[i]), 2), dx[i], 1e-13);
            Assert.Equal(dgate * x[i], dw[i], 1e-13);
        }
    }

    [Theory]
    [InlineData(-1, 20)]
    [InlineData(3, 20)]
    [InlineData(0, 10)]
    [InlineData(int.MaxValue, 20)]
    [InlineData(int.MinValue, 20)]
    public void AnElementThatIsNotThere(int shift, int length)
    {
        double[] x = Numbers(17, 8), expected = new double[length], y = new double[length], dx = new double[17];
        Assert.Throws<IndexOutOfRangeException>(() => VectorLoops.Shifted(x, shift, expected));
        Assert.Throws<IndexOutOfRangeException>(() => VectorLoops.ShiftedGradient(x, shift, y, dx, new double[length]));
        Assert.Equal(expected, y);
        Assert.All(dx, d => Assert.Equal(0, d));
    }

    private static double[] Numbers(int n, int seed)
    {
        var random = new Random(seed);
        var numbers = new double[n];
        for (int i = 0; i < n; i++) numbers[i] = (random.NextDouble() * 2) - 1;
        return numbers;
    }
}
