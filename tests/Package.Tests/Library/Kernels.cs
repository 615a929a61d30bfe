using AutoDiff;

namespace TestLibrary;

public static partial class Kernels
{
    [Differentiable]
    public static double Norm(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double v in x)
        {
            if (v < 0)
                continue;
            sum += v * v;
        }

        return Math.Sqrt(sum);
    }

    public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    [DerivativeOf(nameof(Softplus))]
    public static double SoftplusVjp(double x, double dresult) => dresult / (1 + Math.Exp(-x));
}

[Differentiable]
public sealed partial class Line(double slope)
{
    private readonly double[] _offsets = [0.5, slope];

    public double Slope { get; } = slope;

    [Differentiable]
    public double At(double x) => (Slope * x) + (_offsets[0] * _offsets[1]);
}
