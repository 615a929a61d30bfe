namespace AutoDiff.Gradients.Tests.Aggregates;

[Differentiable]
public partial class Curve
{
    public double Slope { get; set; } = 1;

    public virtual double At(double x) => Slope * x;
}

[Differentiable]
public partial class ShiftedCurve : Curve
{
    public double Shift { get; set; } = 1;

    public override double At(double x) => (Slope * x) + (Shift * Shift);
}

[Differentiable]
public sealed partial class Curves
{
    public Curve[] All { get; set; } = [];

    public static Curves OfDerived() => new() { All = new ShiftedCurve[] { new() { Slope = 0.4, Shift = 0.9 }, new() { Slope = -1.2, Shift = 0.3 } } };

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Sum(double x)
    {
        double sum = 0;
        foreach (Curve curve in All)
        {
            sum += (curve.At(x) * sum) + curve.At(x);
        }

        for (int i = 0; i < All.Length; i++)
        {
            sum += All[i].Slope * x;
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Copied(double x)
    {
        var copy = (Curve[])All.Clone();
        copy[0] = copy[1];
        return copy[0].At(x) * All[0].At(x) * copy[1].Slope;
    }
}

public static partial class CovariantArrays
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Moved(Curve[] curves, double x)
    {
        curves[0] = curves[1];
        return curves[0].At(x) * x;
    }
}
