namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>A number whose marked operators call themselves.</summary>
[Differentiable]
public partial struct Measure(double value)
{
    public double Value = value;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Measure operator *(Measure a, int n) => n == 0 ? new(1) : new((a * (n - 1)).Value * a.Value);

    [Differentiable]
    public static Measure operator ++(Measure a)
    {
        if (a.Value > 3)
        {
            return a;
        }

        a.Value *= 2;
        return ++a;
    }

    [Differentiable]
    public static explicit operator double(Measure a) => a.Value > 10 ? a.Value : (double)new Measure(a.Value * a.Value);
}

public static partial class RecursiveOperators
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Powers(double x, double y) => (new Measure(x) * 3).Value * (new Measure(y) * 2).Value;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Assigned(double x, double y)
    {
        var a = new Measure(x * y);
        a *= 2;
        a++;
        return a.Value * y;
    }

    [Differentiable]
    public static double Converted(double x, double y) => (double)new Measure(x + y) * x;
}
