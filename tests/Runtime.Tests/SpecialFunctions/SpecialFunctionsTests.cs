using System.Globalization;

namespace AutoDiff.Runtime.Tests;

public class SpecialFunctionsTests
{
    private const double Tolerance = 1e-14;

    [Theory]
    [InlineData("Erf")]
    [InlineData("NormalCdf")]
    [InlineData("LogGamma")]
    [InlineData("Digamma")]
    [InlineData("Trigamma")]
    public void AgreesWithTheReference(string name)
    {
        Func<double, double> function = name switch
        {
            "Erf" => SpecialFunctions.Erf,
            "NormalCdf" => SpecialFunctions.NormalCdf,
            "LogGamma" => SpecialFunctions.LogGamma,
            "Trigamma" => SpecialFunctions.Trigamma,
            _ => SpecialFunctions.Digamma,
        };
        var off = new List<string>();
        int count = 0;
        foreach ((double x, double expected) in Reference(name))
        {
            double actual = function(x);
            double error = expected == actual ? 0 : Math.Abs(actual - expected) / Math.Abs(expected);
            if (!(error <= Tolerance))
                off.Add($"{name}({x:R}) = {actual:R}, not {expected:R}: off by {error:E1}");
            count++;
        }

        Assert.True(count >= 70, $"Only {count} reference values.");
        Assert.True(off.Count == 0, string.Join(Environment.NewLine, off));
    }

    [Theory]
    [InlineData("Erf")]
    [InlineData("NormalCdf")]
    [InlineData("LogGamma")]
    [InlineData("Digamma")]
    [InlineData("Trigamma")]
    public void FloatsAgreeWithTheReference(string name)
    {
        Func<float, float> function = name switch
        {
            "Erf" => SpecialFunctions.Erf,
            "NormalCdf" => SpecialFunctions.NormalCdf,
            "LogGamma" => SpecialFunctions.LogGamma,
            "Trigamma" => SpecialFunctions.Trigamma,
            _ => SpecialFunctions.Digamma,
        };
        foreach ((double x, double expected) in Reference(name))
        {
            if ((float)x == x && Math.Abs(expected) < float.MaxValue)
                Assert.Equal((float)expected, function((float)x), tolerance: Math.Abs((float)expected) * 2e-7f);
        }
    }

    [Fact]
    public void TrigammaAtPolesAndEnds()
    {
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Trigamma(0.0));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Trigamma(-3.0));
        Assert.Equal(0, SpecialFunctions.Trigamma(double.PositiveInfinity));
        Assert.True(double.IsNaN(SpecialFunctions.Trigamma(double.NegativeInfinity)));
        Assert.True(double.IsNaN(SpecialFunctions.Trigamma(double.NaN)));
    }

    [Fact]
    public void ErfAtTheEnds()
    {
        Assert.Equal(1, SpecialFunctions.Erf(double.PositiveInfinity));
        Assert.Equal(-1, SpecialFunctions.Erf(double.NegativeInfinity));
        Assert.True(double.IsNaN(SpecialFunctions.Erf(double.NaN)));
        Assert.True(double.IsNegative(SpecialFunctions.Erf(-0.0)));
    }

    [Fact]
    public void NormalCdfAtTheEnds()
    {
        Assert.Equal(1, SpecialFunctions.NormalCdf(double.PositiveInfinity));
        Assert.Equal(0, SpecialFunctions.NormalCdf(double.NegativeInfinity));
        Assert.Equal(0, SpecialFunctions.NormalCdf(-1e200));
        Assert.Equal(0, SpecialFunctions.NormalCdf(double.MinValue));
        Assert.Equal(1, SpecialFunctions.NormalCdf(double.MaxValue));
        Assert.True(double.IsNaN(SpecialFunctions.NormalCdf(double.NaN)));
        Assert.Equal(0.5, SpecialFunctions.NormalCdf(0.0));
        Assert.InRange(SpecialFunctions.NormalCdf(-38), double.Epsilon, 1e-308);
    }

    [Fact]
    public void LogGammaAtPolesZerosAndEnds()
    {
        foreach (double pole in (double[])[0, -0.0, -1, -2, -19, -20, -21, -1e15, -1e300])
            Assert.Equal(double.PositiveInfinity, SpecialFunctions.LogGamma(pole));
        Assert.Equal(0, SpecialFunctions.LogGamma(1.0));
        Assert.Equal(0, SpecialFunctions.LogGamma(2.0));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.LogGamma(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.LogGamma(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.LogGamma(double.MaxValue));
        Assert.True(double.IsNaN(SpecialFunctions.LogGamma(double.NaN)));
    }

    [Fact]
    public void DigammaAtPolesAndEnds()
    {
        Assert.Equal(double.NegativeInfinity, SpecialFunctions.Digamma(0.0));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Digamma(-0.0));
        Assert.True(double.IsNaN(SpecialFunctions.Digamma(-1.0)));
        Assert.True(double.IsNaN(SpecialFunctions.Digamma(-1e300)));
        Assert.True(double.IsNaN(SpecialFunctions.Digamma(double.NegativeInfinity)));
        Assert.True(double.IsNaN(SpecialFunctions.Digamma(double.NaN)));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.Digamma(double.PositiveInfinity));
    }

    [Fact]
    public void AnIntegerIsTakenInDoublePrecision()
    {
        Assert.Equal(SpecialFunctions.LogGamma(7.0), SpecialFunctions.LogGamma(7));
        Assert.Equal(SpecialFunctions.Digamma(7.0), SpecialFunctions.Digamma(7));
        Assert.Equal(SpecialFunctions.Erf(1.0), SpecialFunctions.Erf(1));
        Assert.Equal(SpecialFunctions.NormalCdf(-9.0), SpecialFunctions.NormalCdf(-9L));
    }

    [Fact]
    public void TheFunctionsAreContinuousWhereTheirFormsMeet()
    {
        foreach (double x in (double[])[-20.25, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 9.5, 10, 1e17])
            AssertContinuous(SpecialFunctions.LogGamma, x);
        foreach (double x in (double[])[-6, -1, 1, 6])
            AssertContinuous(SpecialFunctions.Erf, x);
        foreach (double x in (double[])[-1, 1])
            AssertContinuous(SpecialFunctions.NormalCdf, x);
        foreach (double x in (double[])[1, 2, 3, 10])
            AssertContinuous(SpecialFunctions.Digamma, x);

        static void AssertContinuous(Func<double, double> f, double x) =>
            Assert.Equal(f(Math.BitDecrement(x)), f(Math.BitIncrement(x)), Math.Abs(f(x)) * 1e-14);
    }

    private static IEnumerable<(double X, double Value)> Reference(string name) =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "SpecialFunctions", "reference.csv"))
        let cells = line.Split(',')
        where cells[0] == name
        select (double.Parse(cells[1], CultureInfo.InvariantCulture), double.Parse(cells[2], CultureInfo.InvariantCulture));
}
