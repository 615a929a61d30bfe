namespace AutoDiff.Gradients.Library;

/// <summary>A class whose constructor computes: other assemblies differentiate through the method that makes it.</summary>
[Differentiable]
public sealed partial class LibraryModel
{
    private readonly double[] _weights;

    private LibraryModel(double slope, int count)
    {
        Slope = Math.Sin(slope);
        _weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            _weights[i] = slope * (i + 1);
        }
    }

    public double Slope { get; }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static LibraryModel Make(double slope, int count) => new(slope, count);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Run(double x)
    {
        double y = Slope * x;
        foreach (double w in _weights)
        {
            y = (y * x) + w;
        }

        return y;
    }
}
