using System.Runtime.CompilerServices;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Calls of marked methods, local functions, recursion, and calls without a derivative.</summary>
public static partial class Calls
{
    [Differentiable]
    public static double Square(double x) => x * x;

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Wave(double x, double frequency) => Math.Sin(x * frequency) * x;

    [Differentiable]
    public static double Composed(double x) => Square(Wave(x, 2)) + Wave(Square(x), x);

    [Differentiable]
    public static double InLoop(double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            x = Wave(x, 0.5 * i) + Square(x) * 0.1;
        }

        return x;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double ScaleAndSum(Span<double> x, double s)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= s;
            sum += x[i] * x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double WithBuffers(Span<double> x, double s) => ScaleAndSum(x[..2], s) * ScaleAndSum(x[1..], s + 1);

    [Differentiable]
    public static double Power(double x, int n) => n == 0 ? 1 : n % 2 == 0 ? Power(x * x, n / 2) : x * Power(x, n - 1);

    [Differentiable]
    public static double Even(double x, int n) => n == 0 ? x : Odd(x * 1.1, n - 1) + x;

    [Differentiable]
    public static double Odd(double x, int n) => n == 0 ? x * x : Even(Math.Sin(x), n - 1) * x;

    [Differentiable]
    public static double LocalFunctions(double x, int n)
    {
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            Add(Scaled(x) * i);
        }

        return total;

        double Scaled(double v) => v * x;

        void Add(double v) => total += v * v;
    }

    [Differentiable]
    public static double RecursiveLocal(double x, int n)
    {
        return Horner(n);

        double Horner(int k) => k == 0 ? 1 : (Horner(k - 1) * x) + k;
    }

    [Differentiable]
    public static double NamedAndDefault(double x) => Mixed(b: x, a: 2 * x) + Mixed(x);

    [Differentiable]
    public static double Mixed(double a, double b = 3) => a - (b * b * a);

    [Differentiable]
    public static double Draws(double x, Random random, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            double z = random.NextDouble();
            y *= 1 + (z * x);
        }

        return y;
    }

    [Differentiable]
    public static double Throws(double x, Span<double> y)
    {
        y[0] = x;
        if (x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x));
        }

        return Math.Sqrt(x) * y[0];
    }

    [Differentiable]
    public static void Outs(double x, out double y, ref double z)
    {
        y = x * x * z;
        z = Math.Sin(z) * x;
    }

    [Differentiable]
    public static (double Sum, double Product) Pair(double x, double y) => (x + y, x * y);

    [Differentiable]
    public static double UsesPairs(double x, double y)
    {
        var (s, p) = Pair(x, y);
        (double Sum, double Product) t = Pair(s, p);
        Outs(s, out double o, ref p);
        return (t.Sum * t.Product) + (o * p);
    }
}

public class CallTests
{
    private static readonly double[] s_x = [1.3, -0.7, 2.2];

    [Fact]
    public void Composition() => GradientAssert.Agrees(0.8, Calls.Composed, x => Calls.ComposedGradient(x));

    [Fact]
    public void Calls_in_a_loop() => GradientAssert.Agrees(0.8, x => Calls.InLoop(x, 5), x => Calls.InLoopGradient(x, 5));

    [Fact]
    public void Overlapping_slices_of_one_buffer() => GradientAssert.Agrees(
        1.2, s_x, (s, x) => Calls.WithBuffers(x, s), (s, x, dx) => Calls.WithBuffersGradient(x, s, dx));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    public void Recursion(int n) => GradientAssert.Agrees(1.2, x => Calls.Power(x, n), x => Calls.PowerGradient(x, n));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Mutual_recursion(int n) => GradientAssert.Agrees(1.2, x => Calls.Even(x, n), x => Calls.EvenGradient(x, n));

    [Fact]
    public void Local_functions() => GradientAssert.Agrees(1.2, x => Calls.LocalFunctions(x, 4), x => Calls.LocalFunctionsGradient(x, 4));

    [Fact]
    public void A_recursive_local_function() => GradientAssert.Agrees(1.2, x => Calls.RecursiveLocal(x, 5), x => Calls.RecursiveLocalGradient(x, 5));

    [Fact]
    public void Named_and_default_arguments() => GradientAssert.Agrees(1.2, Calls.NamedAndDefault, x => Calls.NamedAndDefaultGradient(x));

    [Fact]
    public void An_inactive_call_runs_once_and_is_recorded() =>
        GradientAssert.Agrees(0.4, x => Calls.Draws(x, new Random(5), 6), x => Calls.DrawsGradient(x, new Random(5), 6));

    [Fact]
    public void An_exception_leaves_the_adjoints_alone_and_the_writes_done()
    {
        double[] y = [7], dy = [3];
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => Calls.ThrowsGradient(-2, y, dy));
        Assert.Equal("x", thrown.ParamName);
        Assert.Equal([-2.0], y);
        Assert.Equal([3.0], dy);
        GradientAssert.Agrees(2, [7], (x, y) => Calls.Throws(x, y), (x, y, dy) => Calls.ThrowsGradient(x, y, dy));
    }

    [Fact]
    public void Out_and_ref_parameters()
    {
        double z = 0.7, dz = 0.25;
        double dx = Calls.OutsVjp(1.5, out double y, ref z, 2, ref dz);
        GradientAssert.Equal(1.5 * 1.5 * 0.7, y);
        GradientAssert.Equal(Math.Sin(0.7) * 1.5, z);
        GradientAssert.Equal((2 * 2 * 1.5 * 0.7) + (0.25 * Math.Sin(0.7)), dx);
        GradientAssert.Equal((2 * 1.5 * 1.5) + (0.25 * Math.Cos(0.7) * 1.5), dz);
    }

    [Fact]
    public void A_tuple_has_a_tuple_of_cotangents()
    {
        var (value, dx, dy) = Calls.PairVjp(3, 4, (0.5, 2));
        Assert.Equal((7.0, 12.0), value);
        Assert.Equal((8.5, 6.5), (dx, dy));
    }

    [Fact]
    public void Tuples_and_outs_of_callees() => GradientAssert.Agrees(1.2, 0.6, Calls.UsesPairs, (x, y) => Calls.UsesPairsGradient(x, y));
}
