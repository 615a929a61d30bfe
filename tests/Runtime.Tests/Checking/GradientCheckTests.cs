namespace AutoDiff.Runtime.Tests.Checking;

public class GradientCheckTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-2.5)]
    [InlineData(1000.0)]
    [InlineData(1e-6)]
    public void ARightScalarDerivativePasses(double x)
    {
        GradientCheckResult result = GradientCheck.Scalar(Math.Sin, x, Math.Cos(x));
        Assert.True(result.Passed, result.ToString());
        Assert.Equal("x", result.Parameter);
        Assert.Null(result.Index);
        result.ThrowIfFailed();
    }

    [Theory]
    [InlineData(1e-7)]
    [InlineData(1e-3)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AWrongScalarDerivativeFails(double error)
    {
        GradientCheckResult result = GradientCheck.Scalar(Math.Exp, 1.5, Math.Exp(1.5) * (1 + error), name: "t");
        Assert.False(result.Passed, result.ToString());
        Assert.Equal("t", result.Parameter);
        var e = Assert.Throws<GradientCheckException>(result.ThrowIfFailed);
        Assert.Contains("t is", e.Message);
        Assert.Same(result, e.Result);
    }

    [Fact]
    public void TheDifferenceIsAccurateNearTheEdgeOfADomain()
    {
        foreach (double x in (double[])[1e-9, 1e-3, 0.5, 3, 1e9])
        {
            GradientCheckResult result = GradientCheck.Scalar(Math.Log, x, 1 / x);
            Assert.True(result.Passed, result.ToString());
            Assert.InRange(result.WorstError, 0, 1e-9);
        }
    }

    [Fact]
    public void ADerivativeBesideAKinkPasses()
    {
        GradientCheckResult result = GradientCheck.Scalar(x => Math.Max(0, x - 1) + x * x, 1.0001, 1 + 2 * 1.0001);
        Assert.True(result.Passed, result.ToString());
        Assert.False(GradientCheck.Scalar(x => Math.Max(0, x - 1) + x * x, 1.0001, 2 * 1.0001).Passed);
    }

    [Fact]
    public void AFunctionThatIsNeverANumberFails()
    {
        GradientCheckResult result = GradientCheck.Scalar(x => double.NaN, 1, 0);
        Assert.False(result.Passed);
        Assert.Equal(double.PositiveInfinity, result.WorstError);
    }

    [Fact]
    public void AConstantHasDerivativeZero()
    {
        Assert.True(GradientCheck.Scalar(x => 3, 1.0, 0).Passed);
        Assert.False(GradientCheck.Scalar(x => 3, 1.0, 1e-6).Passed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void ARightGradientPasses(int directions)
    {
        double[] x = Inputs(50), gradient = GradientOfLogSumExp(x);
        GradientCheckResult result = GradientCheck.Verify(LogSumExp, x, gradient, directions);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(directions == 0 ? 50 : 5, result.Comparisons);
    }

    [Theory]
    [InlineData(0, 17, 1e-6)]
    [InlineData(3, 17, 1e-4)]
    [InlineData(3, 0, 1e-4)]
    [InlineData(3, 49, -1)]
    [InlineData(3, 30, double.NaN)]
    public void TheEntryThatIsOffIsNamed(int directions, int index, double error)
    {
        double[] x = Inputs(50), gradient = GradientOfLogSumExp(x);
        gradient[index] *= 1 + error;
        GradientCheckResult result = GradientCheck.Verify(LogSumExp, x, gradient, directions, name: "logits");
        Assert.False(result.Passed, result.ToString());
        Assert.Equal(("logits", index), (result.Parameter, result.Index));
        Assert.Contains($"logits[{index}]", Assert.Throws<GradientCheckException>(result.ThrowIfFailed).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void OfSeveralParametersTheOneThatIsOffIsNamed(int directions)
    {
        double[] w = Inputs(12), b = Inputs(3), x = Inputs(4);
        double[] dw = new double[12], db = new double[3];
        for (int i = 0; i < 3; i++)
        {
            double activation = Math.Tanh(b[i] + Dot(w.AsSpan(4 * i, 4), x));
            db[i] = 1 - activation * activation;
            for (int j = 0; j < 4; j++)
                dw[4 * i + j] = db[i] * x[j];
        }

        double[] before = [.. w, .. b];
        GradientCheckResult result = GradientCheck.Verify(Layer, [("w", w, dw), ("b", b, db)], directions);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(before, w.Concat(b));

        db[1] *= 1.001;
        result = GradientCheck.Verify(Layer, [("w", w, dw), ("b", b, db)], directions);
        Assert.False(result.Passed);
        Assert.Equal(("b", 1), (result.Parameter, result.Index));
        Assert.Equal(before, w.Concat(b));

        double Layer()
        {
            double sum = 0;
            for (int i = 0; i < 3; i++)
                sum += Math.Tanh(b[i] + Dot(w.AsSpan(4 * i, 4), x));
            return sum;
        }
    }

    [Fact]
    public void AFunctionMayWriteItsBuffers()
    {
        double[] x = [1, 2, 3];
        GradientCheckResult result = GradientCheck.Verify(CumulativeProduct, [("x", x, new double[] { 6, 3, 2 })]);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal([1, 2, 3], x);

        double CumulativeProduct()
        {
            for (int i = 1; i < x.Length; i++)
                x[i] *= x[i - 1];
            return x[^1];
        }
    }

    [Fact]
    public void ValuesAreRestoredWhenTheFunctionThrows()
    {
        double[] x = [1, 2, 3];
        int calls = 0;
        Assert.Throws<FormatException>(() => GradientCheck.Verify(
            () => ++calls == 4 ? throw new FormatException() : x[0], [("x", x, new double[3])]));
        Assert.Equal([1, 2, 3], x);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void SinglePrecisionHasALooserTolerance(int directions)
    {
        float[] x = [.. Inputs(20).Select(v => (float)v)];
        float[] gradient = [.. GradientOfLogSumExp([.. x.Select(v => (double)v)]).Select(v => (float)v)];
        GradientCheckResult result = GradientCheck.Verify(SingleLogSumExp, x, gradient, directions);
        Assert.True(result.Passed, result.ToString());
        Assert.True(GradientCheck.Verify(() => SingleLogSumExp(x), [("x", x, gradient)], directions).Passed);
        gradient[7] *= 1.2f;
        result = GradientCheck.Verify(SingleLogSumExp, x, gradient, directions);
        Assert.False(result.Passed, result.ToString());
        Assert.Equal(7, result.Index);
        Assert.True(GradientCheck.Scalar(MathF.Exp, 1f, MathF.E).Passed);
        Assert.False(GradientCheck.Scalar(MathF.Exp, 1f, 2.7f).Passed);

        static float SingleLogSumExp(float[] v)
        {
            float sum = 0;
            foreach (float value in v)
                sum += MathF.Exp(value);
            return MathF.Log(sum);
        }
    }

    [Fact]
    public void DirectionsAreThoseOfTheSeed()
    {
        double[] x = Inputs(9), gradient = GradientOfLogSumExp(x);
        string first = GradientCheck.Verify(LogSumExp, x, gradient, 2, seed: 1).ToString();
        Assert.Equal(first, GradientCheck.Verify(LogSumExp, x, gradient, 2, seed: 1).ToString());
        Assert.NotEqual(first, GradientCheck.Verify(LogSumExp, x, gradient, 2, seed: 2).ToString());
    }

    [Fact]
    public void BadInputIsRefused()
    {
        double[] x = [1, 2];
        Assert.Throws<ArgumentException>("gradient", () => GradientCheck.Verify(LogSumExp, x, new double[3]));
        Assert.Throws<ArgumentException>("at", () => GradientCheck.Verify(LogSumExp, ReadOnlySpan<double>.Empty, []));
        Assert.Throws<ArgumentException>("parameters", () => GradientCheck.Verify(() => 0.0, []));
        Assert.Throws<ArgumentOutOfRangeException>("directions", () => GradientCheck.Verify(LogSumExp, x, x, -1));
        Assert.Throws<ArgumentOutOfRangeException>("tolerance", () => GradientCheck.Verify(LogSumExp, x, x, tolerance: 0));
        Assert.Throws<ArgumentNullException>("function", () => GradientCheck.Verify((Func<double[], double>)null!, x, x));
    }

    private static double[] Inputs(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Sin(1.7 * i + 0.4))];

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double LogSumExp(double[] x) => Math.Log(x.Sum(Math.Exp));

    private static double[] GradientOfLogSumExp(double[] x)
    {
        double sum = x.Sum(Math.Exp);
        return [.. x.Select(v => Math.Exp(v) / sum)];
    }
}
