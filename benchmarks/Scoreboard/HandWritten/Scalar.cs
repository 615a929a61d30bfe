using AutoDiff;

namespace AutoDiff.Benchmarks.Scoreboard.HandWritten;

/// <summary>A method of 30 operations on three numbers, and its gradient by hand.</summary>
internal static partial class Scalar
{
    [Differentiable]
    public static double Value(double x, double y, double z)
    {
        double a = x * y + z, b = a * a - x * z, c = Math.Sin(a) + y * b, e = Math.Exp(-0.1 * (x * x + y * y));
        double g = c * e + b / (1 + z * z), h = g * g + 0.5 * c - a * e, u = Math.Sqrt(1 + h * h);
        return h / u + g * x - 0.25 * b * y;
    }

    public static (double Value, double Dx, double Dy, double Dz) Gradient(double x, double y, double z)
    {
        double a = x * y + z, b = a * a - x * z, c = Math.Sin(a) + y * b, e = Math.Exp(-0.1 * (x * x + y * y)), denominator = 1 + z * z;
        double g = c * e + b / denominator, h = g * g + 0.5 * c - a * e, u = Math.Sqrt(1 + h * h), v = h / u + g * x - 0.25 * b * y;
        double dh = 1 / (u * u * u), dg = x + dh * 2 * g, dc = dh * 0.5 + dg * e, db = -0.25 * y + dg / denominator + dc * y;
        double de = -dh * a + dg * c, da = -dh * e + dc * Math.Cos(a) + db * 2 * a;
        return (
            v,
            g - 0.2 * x * e * de - db * z + da * y,
            -0.25 * b - 0.2 * y * e * de + dc * b + da * x,
            -dg * b / (denominator * denominator) * 2 * z - db * x + da);
    }
}
