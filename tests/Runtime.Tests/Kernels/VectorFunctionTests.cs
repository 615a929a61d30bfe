using System.Runtime.Intrinsics;
using AutoDiff.CompilerServices;

namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>The elementary functions of generated code against exact arithmetic.</summary>
public class VectorFunctionTests
{
    private static readonly double[] s_edges =
    [
        0, -0.0, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, 1e-300, 1e-17, -1e-17, 1e-9, 1e-8, -1e-8, 0.1, 0.34657, 0.3466, 0.5, -0.5, 0.7, 1, -1, 1.4142135,
        1.4142136, 2, 10, 19, 22, -22, 36, 37, 100, 700, 709.7827, 709.79, 745, -700, -708.5, -745, -745.2, -800, 1e300, -1e300, double.MaxValue,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Fact]
    public void Exp_is_within_1_unit() => Check(
        VectorFunctions.Exp, VectorFunctions.Exp, VectorFunctions.Exp, VectorFunctions.Exp, Math.Exp, (x, _) => FixedPoint.Exp(x), Points(-708, 709));

    [Fact]
    public void Sigmoid_is_within_1_unit() => Check(
        VectorFunctions.Sigmoid, VectorFunctions.Sigmoid, VectorFunctions.Sigmoid, VectorFunctions.Sigmoid, x => 1 / (1 + Math.Exp(-x)),
        (x, _) => FixedPoint.Sigmoid(x), [.. Points(-40, 40), .. Points(-240, 200)]);

    [Fact]
    public void Tanh_is_within_1_unit() => Check(
        VectorFunctions.Tanh, VectorFunctions.Tanh, VectorFunctions.Tanh, VectorFunctions.Tanh, Math.Tanh, (x, _) => FixedPoint.Tanh(x),
        [.. Points(-1, 1), .. Points(-20, 20), .. Powers(-40, 4)]);

    [Fact]
    public void Log_is_within_1_unit() => Check(
        VectorFunctions.Log, VectorFunctions.Log, VectorFunctions.Log, VectorFunctions.Log, Math.Log, FixedPoint.Log,
        [.. Points(0.5, 2), .. Points(0.99, 1.01), .. Powers(-200, 300).Select(Math.Abs)]);

    // Beyond the range of the exact arithmetic, and for what isn't a number, the value is the framework's to a few units, and the same special one.
    private static void Check(
        Func<double, double> single, Func<Vector128<double>, Vector128<double>> two, Func<Vector256<double>, Vector256<double>> four,
        Func<Vector512<double>, Vector512<double>> eight, Func<double, double> framework, Func<FixedPoint, double, FixedPoint> exact, IEnumerable<double> points)
    {
        double worst = 0;
        foreach (double x in points)
        {
            double value = single(x), units = Math.Abs(exact(FixedPoint.From(x), framework(x)).UnitsFrom(value));
            worst = Math.Max(worst, units);
            Assert.True(units <= 1, $"{x:R}: {value:R} is {units} units from the exact value");
            SameBits(value, two(Vector128.Create(x))[1]);
            SameBits(value, four(Vector256.Create(x))[3]);
            SameBits(value, eight(Vector512.Create(x))[7]);
        }

        Assert.True(worst > 0.3, $"{worst}: the exact arithmetic was asked nothing");
        foreach (double x in s_edges)
        {
            double expected = framework(x), value = single(x);
            SameBits(value, two(Vector128.Create(x))[0]);
            SameBits(value, four(Vector256.Create(x))[0]);
            SameBits(value, eight(Vector512.Create(x))[0]);
            if (double.IsNaN(expected))
                Assert.True(double.IsNaN(value), $"{x:R}: {value:R}");
            else if (expected == 0 || double.IsInfinity(expected) || !double.IsNormal(expected))
                Assert.True(Math.Abs(value - expected) <= double.Epsilon || value == expected, $"{x:R}: {expected:R} and {value:R}");
            else
                Assert.True(Math.Abs(value - expected) <= 4e-16 * Math.Abs(expected), $"{x:R}: {expected:R} and {value:R}");
            if (expected == 0 && x == 0)
                SameBits(expected, value);
        }
    }

    private static void SameBits(double expected, double actual) =>
        Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual) || (double.IsNaN(expected) && double.IsNaN(actual)));

    private static IEnumerable<double> Points(double from, double to)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 500).Select(_ => from + (to - from) * random.NextDouble())];
    }

    private static IEnumerable<double> Powers(int from, int to)
    {
        var random = new Random(6);
        return [.. Enumerable.Range(0, 500).Select(_ => (random.Next(2) == 0 ? -1 : 1) * Math.Pow(2, from + (to - from) * random.NextDouble()))];
    }
}
