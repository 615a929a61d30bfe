using System.Numerics;

namespace AutoDiff.Gradients.Tests.Jacobians;

/// <summary>A struct that a Jacobian has rows or columns of; its label has none.</summary>
[Differentiable]
public readonly partial record struct Polar(double Radius, double Angle, [property: NoGradient] double Label)
{
    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public (double X, double Y) Point(double stretch) => (stretch * Radius * Math.Cos(Angle) + 0 * Label, Radius * Math.Sin(Angle));
}

/// <summary>Methods with Jacobians.</summary>
public static partial class JacobianMethods
{
    private static int s_calls;

    public static int Calls => s_calls;

    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static double Product(double x, [NoGradient] double y, double z) => x * x * y * z;

    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static (double Sum, int Count, double Ratio) Mixed(double x, int n, double y) => (x + y, n, x / y);

    [Differentiable(Modes = DerivativeModes.Jacobian | DerivativeModes.Jvp)]
    public static Polar ToPolar((double X, double Y) at, double label) => new(Math.Sqrt(at.X * at.X + at.Y * at.Y), Math.Atan2(at.Y, at.X), label);

    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static (double A, double B) Branches(double x, double y)
    {
        if (x > y) return (x * x, 3);
        double t = Math.Sqrt(y);
        return x < 0 ? (t * x, Math.Exp(x * y)) : (t, y);
    }

    // Both rows read the tape of one loop.
    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static (double A, double B) Loops(double x, double y, int n)
    {
        double a = x, b = y;
        while (n-- > 0)
        {
            if (a > 3) a = Math.Sin(a) * b;
            (a, b) = (a * b + 0.1, Math.Cos(a - b));
        }

        return (a, b);
    }

    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static (double First, double Second) Arrays(double x, double y, [NoGradient] ReadOnlySpan<double> weights)
    {
        var values = new double[weights.Length];
        for (int i = 0; i < values.Length; i++) values[i] = weights[i] * x + i * y * y;
        double sum = 0, product = 1;
        foreach (double v in values)
        {
            sum += v;
            product *= v;
        }

        return (sum, product);
    }

    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static (float A, float B) Singles(float x, float y) => (MathF.Exp(x) * y, x - y);

    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static (T A, T B) Generic<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => (x * y, T.Sin(x) + y);

    // A call that isn't differentiated happens once.
    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static (double A, double B) Counted(double x, double y)
    {
        double scale = Count();
        return (x * y * scale, x / y);
    }

    // The result is one row, so a loop runs once as well.
    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static double CountedLoop(double x, int n)
    {
        double product = 1;
        for (int i = 0; i < n; i++) product *= x * Count();
        return product;
    }

    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static (double A, double B) Guarded(double jacobian, double djacobian)
    {
        if (jacobian < 0) throw new ArgumentOutOfRangeException(nameof(jacobian));
        return (jacobian * djacobian, djacobian);
    }

    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static double Calling(in double x, double y) => Large(x, 3) + Large(y, 2) * x;

    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static (double A, double B) WithRule(double x, double y) => (Cube(x) * y, Cube(y) + x);

    private static double Cube(double x) => Math.Pow(x, 3);

    [DerivativeOf(nameof(Cube))]
    private static double CubeVjp(double x, double dresult) => 3 * x * x * dresult;

    [Differentiable]
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static double Large(double x, int n) => n == 0 ? 1 : x * Large(x, n - 1);

    private static double Count() => ++s_calls > 0 ? 1 : 0;
}
