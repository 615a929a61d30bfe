namespace AutoDiff.Gradients.Library;

/// <summary>Methods that aren't marked: some have derivatives here, for some the tests' project has them.</summary>
public static class PlainMath
{
    /// <summary>Has a derivative in this project.</summary>
    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    [DerivativeOf(nameof(Logistic))]
    public static double LogisticVjp(double result, double dresult) => dresult * result * (1 - result);

    /// <summary>Has a derivative in the project that calls it.</summary>
    public static double Cubic(double x, double y)
    {
        double cube = x;
        for (int i = 0; i < 2; i++)
        {
            cube *= x;
        }

        return cube * y;
    }

    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    public static void Accumulate(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
        {
            x[i] += x[i - 1];
        }
    }

    public static double[] Doubled(double[] x) => Array.ConvertAll(x, v => 2 * v * v);

    public static double Total(List<double> list)
    {
        double total = 0;
        foreach (double v in list)
        {
            total += v * v;
        }

        return total;
    }

    public static bool Polar(double x, double y, out double radius, ref double angle)
    {
        radius = Math.Sqrt((x * x) + (y * y));
        angle = (angle * angle) + Math.Atan2(y, x);
        return radius > 0;
    }

    public static T Squared<T>(T x, int times)
        where T : System.Numerics.INumber<T>
    {
        T y = x;
        for (int i = 0; i < times; i++)
        {
            y *= x;
        }

        return y;
    }
}

/// <summary>An object without derivatives of its own.</summary>
public sealed class Polynomial(params double[] coefficients)
{
    public double this[int i] => coefficients[i];

    public int Degree => coefficients.Length - 1;

    public double Value(double x)
    {
        double value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            value = (value * x) + coefficients[i];
        }

        return value;
    }
}

/// <summary>A marked method whose derivative only this type sees.</summary>
public static partial class HiddenRule
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    [DerivativeOf(nameof(Softplus))]
    private static double SoftplusVjp(double x, double result, double dresult) => dresult / (1 + Math.Exp(-x)) * (result > 0 ? 1 : double.NaN);
}

/// <summary>A differentiable type whose operators can't be differentiated through from elsewhere: their source is in another assembly.</summary>
[Differentiable]
public readonly partial record struct Interval(double Low, double High)
{
    public double Width => High - Low;

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval operator -(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static implicit operator Interval(double x) => new(x, 2 * x);
}
