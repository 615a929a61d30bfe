namespace AutoDiff.Gradients.Library;

/// <summary>Marked methods that the tests' own project differentiates through.</summary>
public static partial class LibraryKernels
{
    private const double Scale = 0.25;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Wave(double x, double frequency) => Math.Sin(x * frequency) * Damped(x);

    /// <summary>Not accessible from outside: only its caller's split form is.</summary>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    internal static double Damped(double x) => Math.Exp(-Scale * x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double SumOfSquares(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double v in x)
        {
            sum += v * v;
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ScaleInPlace(Span<double> x, double s)
    {
        double last = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= s + last;
            last = x[i];
        }

        return last;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Weighted(double[] x, List<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * weights[i];
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double[] Powers(double x, int count)
    {
        var powers = new double[count];
        double power = 1;
        for (int i = 0; i < count; i++)
        {
            power *= x;
            powers[i] = power;
        }

        return powers;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static (double Sum, double Product) Pair(double x, double y) => (x + y, x * y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static void Rotate(ref double x, ref double y, double angle, out double squared)
    {
        (x, y) = ((x * Math.Cos(angle)) - (y * Math.Sin(angle)), (x * Math.Sin(angle)) + (y * Math.Cos(angle)));
        squared = (x * x) + (2 * y * y);
    }

    [Differentiable(Modes = DerivativeModes.Jvp, WithRespectTo = [nameof(x)])]
    public static double OnlyX(double x, double y) => x * x * y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Constant(double x, [NoGradient] ReadOnlySpan<double> table) => x * x * table[0];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Power(double x, int n) => n == 0 ? 1 : n % 2 == 0 ? Power(x * x, n / 2) : x * Power(x, n - 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Mixed(double a, double b = 3, params double[] rest)
    {
        double sum = a * b;
        foreach (double r in rest)
        {
            sum += r * r * a;
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Times(this double x, double y) => x * y * y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Checked(double x) => x < 0 ? throw new ArgumentOutOfRangeException(nameof(x)) : Math.Sqrt(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Blend(double x) => x > 4 ? Blend(x / 2) : x * x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Blend(double x, double y) => x * x * y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Blend(double x, int n) => n == 0 ? x : x * Blend(x, n - 1);
}
