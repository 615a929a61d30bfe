using System.Runtime.CompilerServices;
using AutoDiff.Gradients.Library;

namespace AutoDiff.Gradients.Tests;

/// <summary>Methods with hand-written derivatives, and methods that call them.</summary>
public static partial class CustomDerivatives
{
    internal static int RuleCalls { get; set; }

    internal static int PrimalCalls { get; set; }

    public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    [DerivativeOf(nameof(Softplus))]
    private static double SoftplusVjp(double x, double result, double dresult)
    {
        RuleCalls++;
        return result < -1 ? double.NaN : dresult / (1 + Math.Exp(-x));
    }

    public static double Norm(double x, double y, double z) => Math.Sqrt((x * x) + (y * y) + (z * z));

    // In another order than the parameters, without z, which it recovers.
    [DerivativeOf(nameof(Norm))]
    private static (double dx, double dy, double dz) NormVjp(double dresult, double result, double y, double x)
    {
        double z = Math.Sqrt((result * result) - (x * x) - (y * y));
        return (dresult * x / result, dresult * y / result, dresult * z / result);
    }

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Cubic))]
    private static (double dx, double dy) CubicVjp(double x, double y, double dresult) => (3 * x * x * y * dresult, x * x * x * dresult);

    [DerivativeOf(typeof(Math), nameof(Math.SinCos))]
    private static double SinCosVjp((double Sin, double Cos) result, (double Sin, double Cos) dresult) =>
        (dresult.Sin * result.Cos) - (dresult.Cos * result.Sin);

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Dot))]
    private static void DotVjp(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double dresult, Span<double> dx, Span<double> dy)
    {
        RuleCalls++;
        for (int i = 0; i < x.Length; i++)
        {
            dx[i] += y[i] * dresult;
            dy[i] += x[i] * dresult;
        }
    }

    public static double Rescale(Span<double> x, double s)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i];
            x[i] = s * x[i] * x[i];
        }

        return sum;
    }

    [DerivativeOf(nameof(Rescale))]
    private static double RescaleVjp(ReadOnlySpan<double> x, double s, double dresult, Span<double> dx)
    {
        double ds = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ds += dx[i] * x[i] * x[i];
            dx[i] = (dx[i] * 2 * s * x[i]) + dresult;
        }

        return ds;
    }

    [DerivativeOf(nameof(Rescale))]
    private static double RescaleJvp(double ds, double s, ReadOnlySpan<double> x, Span<double> dx)
    {
        double dsum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            dsum += dx[i];
            dx[i] = (ds * x[i] * x[i]) + (2 * s * x[i] * dx[i]);
        }

        return dsum;
    }

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Accumulate))]
    private static void AccumulateJvp(Span<double> dx)
    {
        for (int i = 1; i < dx.Length; i++)
        {
            dx[i] += dx[i - 1];
        }
    }

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Doubled))]
    private static double[] DoubledJvp(double[] x, double[] dx) => [.. x.Zip(dx, (v, d) => 4 * v * d)];

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Total))]
    private static double TotalJvp(List<double> list, List<double> dlist) => list.Zip(dlist, (v, d) => 2 * v * d).Sum();

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Polar))]
    private static void PolarJvp(double x, double y, double dx, double dy, double radius, double angle, out double dradius, ref double dangle)
    {
        dradius = ((x * dx) + (y * dy)) / radius;
        dangle = (2 * angle * dangle) + (((x * dy) - (y * dx)) / (radius * radius));
    }

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Cubic))]
    private static double CubicJvp(double result, double x, double dx, double y, double dy) => result * ((3 * dx / x) + (dy / y));

    /// <summary>Its forward derivative alone is written by hand, and shows that it is used: it is five times the truth.</summary>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Halved(double x) => x / 2;

    [DerivativeOf(nameof(Halved))]
    private static double HalvedJvp(double x, double dx) => 2.5 * dx;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double CallsHalved(double x) => Halved(x) * 3;

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Accumulate))]
    private static void AccumulateVjp(double[] dx)
    {
        for (int i = dx.Length - 1; i > 0; i--)
        {
            dx[i - 1] += dx[i];
        }
    }

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Doubled))]
    private static void DoubledVjp(double[] x, ReadOnlySpan<double> dresult, Span<double> dx)
    {
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] += 4 * x[i] * dresult[i];
        }
    }

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Total))]
    private static void TotalVjp(List<double> list, double dresult, List<double> dlist)
    {
        for (int i = 0; i < list.Count; i++)
        {
            dlist[i] += 2 * list[i] * dresult;
        }
    }

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Polar))]
    private static (double dx, double dy) PolarVjp(double x, double y, double radius, double angle, double dradius, ref double dangle)
    {
        (double dx, double dy) = ((dradius * x / radius) - (dangle * y / (radius * radius)), (dradius * y / radius) + (dangle * x / (radius * radius)));
        dangle *= 2 * angle;
        return (dx, dy);
    }

    [DerivativeOf(typeof(PlainMath), nameof(PlainMath.Squared))]
    private static T SquaredVjp<T>(T x, int times, T dresult)
        where T : System.Numerics.INumber<T> => dresult * T.CreateChecked(times + 1) * PlainMath.Squared(x, times - 1);

    [DerivativeOf(typeof(Polynomial), nameof(Polynomial.Value))]
    private static double ValueVjp(Polynomial @this, double x, double dresult)
    {
        double derivative = 0;
        for (int i = @this.Degree; i > 0; i--)
        {
            derivative = (derivative * x) + (i * @this[i]);
        }

        return derivative * dresult;
    }

    public static double Overloaded(double x) => x * x;

    public static double Overloaded(int x) => x;

    public static float Overloaded(float x) => x * x * x;

    [DerivativeOf(nameof(Overloaded), Parameters = [typeof(double)])]
    private static double SquareVjp(double x, double dresult) => 2 * x * dresult;

    [DerivativeOf(nameof(Overloaded))]
    private static float CubeVjp(float x, float dresult) => 3 * x * x * dresult;

    /// <summary>The root has an infinite derivative at 0.</summary>
    public static double Root(double x) => Math.Sqrt(x);

    [DerivativeOf(nameof(Root))]
    private static double RootVjp(double result, double dresult) => dresult / (2 * result);

    /// <summary>Straight through: a step whose derivative is taken for 1.</summary>
    public static double Step(double x) => x > 0 ? 1 : 0;

    [DerivativeOf(nameof(Step))]
    private static double StepVjp(double dresult) => dresult;

    public static double Lookup(ReadOnlySpan<double> table, double x) => table[0] + (table[1] * x * x);

    [DerivativeOf(nameof(Lookup))]
    private static double LookupVjp(ReadOnlySpan<double> table, double x, double dresult) => 2 * table[1] * x * dresult;

    public static double Fixed(double x, double k) => x * k * k;

    [DerivativeOf(nameof(Fixed))]
    private static double FixedVjp([NoGradient] double k, double dresult) => k * k * dresult;

    public static double Noisy(double x, Random random)
    {
        PrimalCalls++;
        return x * random.NextDouble();
    }

    [DerivativeOf(nameof(Noisy))]
    private static double NoisyVjp(double x, double result, double dresult) => result / x * dresult;

    /// <summary>Marked, with a body that couldn't be differentiated, and a derivative that shows that it is used: it is three times the truth.</summary>
    [Differentiable]
    public static double Marked(double x, double y)
    {
        try
        {
            return x * x * y;
        }
        catch (ArithmeticException)
        {
            return 0;
        }
    }

    [DerivativeOf(nameof(Marked))]
    private static (double dx, double dy) MarkedVjp(double x, double y, double dresult) => (6 * x * y * dresult, 3 * x * x * dresult);

    [Differentiable(WithRespectTo = [nameof(x)])]
    public static double MarkedInX(double x, double y) => x * x * y;

    [DerivativeOf(nameof(MarkedInX))]
    private static double MarkedInXVjp(double x, double y, double dresult) => 2 * x * y * dresult;

    [Differentiable]
    public static void MarkedBuffer(Span<double> x, ReadOnlySpan<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= y[i];
        }
    }

    [DerivativeOf(nameof(MarkedBuffer))]
    private static void MarkedBufferRule(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> dx, Span<double> dy)
    {
        for (int i = 0; i < x.Length; i++)
        {
            dy[i] += dx[i] * x[i];
            dx[i] *= y[i];
        }
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Straight(double x, double y) => (Softplus(x * y) * Norm(x, y, 2)) + Softplus(Softplus(y)) + PlainMath.Cubic(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double InLoops(ReadOnlySpan<double> x, double s)
    {
        double sum = 0;
        foreach (double v in x)
        {
            if (v < -0.5)
            {
                continue;
            }

            sum += Softplus(v * s) * PlainMath.Logistic(v + sum);
        }

        int n = 0;
        while (sum > 0.5 && n++ < 5)
        {
            sum = Softplus(sum) * 0.6;
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Tuple(double x)
    {
        (double sin, double cos) = Math.SinCos(x * x);
        return (sin * cos * x) + Math.SinCos(x).Cos;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Buffers(ReadOnlySpan<double> x, Span<double> y, double s)
    {
        double first = PlainMath.Dot(x, y);
        double sum = Rescale(y, s * first);
        return (sum * PlainMath.Dot(y, y)) + PlainMath.Dot(x[1..], y[..^1]);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double BuffersInLoop(double[] x, double s, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            PlainMath.Accumulate(x);
            sum += Rescale(x.AsSpan(1), s) * 0.1;
            double[] doubled = PlainMath.Doubled(x);
            sum += PlainMath.Dot(doubled, x) * 0.01;
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Lists(List<double> list, double s)
    {
        double before = PlainMath.Total(list);
        list[1] *= s;
        return before * PlainMath.Total(list);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double References(double x, double y)
    {
        double angle = x * 0.3;
        double sum = PlainMath.Polar(x, y, out double radius, ref angle) ? angle : 0;
        double[] cells = [radius, sum];
        PlainMath.Polar(y, radius, out cells[0], ref cells[1]);
        PlainMath.Polar(radius, x, out _, ref angle);
        return (cells[0] * cells[1]) + (angle * sum);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Generic(double x) => PlainMath.Squared(x, 3) + PlainMath.Squared(2, 3);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Receiver(double x, Polynomial p) => p.Value(x) * p.Value(p.Value(x));

    [Differentiable]
    public static double Overloads(double x) => Overloaded(x) + Overloaded((float)x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Unused(double x, double y)
    {
        double root = Root(x);
        return y > 0 ? y * y : root;
    }

    [Differentiable]
    public static double StraightThrough(double x) => Step(x) * x;

    [Differentiable]
    public static double Constants(double x, [NoGradient] ReadOnlySpan<double> table) => Lookup(table, x) + Fixed(x, x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Stopped(double x) => Softplus(Gradient.Stop(x)) + Norm(x, Gradient.Stop(x), 1) + Gradient.Stop(Norm(x, x, x));

    [Differentiable]
    public static double InactiveCalls(double x, [NoGradient] ReadOnlySpan<double> y) => (Softplus(y[0]) * x) + PlainMath.Dot(y, y);

    [Differentiable]
    public static double Once(double x, Random random) => Noisy(x, random) * Noisy(x * x, random);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double CallsMarked(double x, double y) => Marked(x, y) + MarkedInX(x, y) + HiddenRule.Softplus(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double OutOfLine(double x, Span<double> y, int n) => n == 0 ? Softplus(x) : Rescale(y, x) + OutOfLine(Softplus(x), y, n - 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double CallsOutOfLine(double x, Span<double> y) => OutOfLine(x, y, 2) * OutOfLine(x * y[0], y, 1);
}
