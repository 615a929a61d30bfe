namespace AutoDiff.Gradients.Library;

/// <summary>A class that methods of this assembly are generic over.</summary>
[Differentiable]
public abstract partial class LibraryShape
{
    public double Size { get; set; } = 0.8;

    public abstract double At(double x);
}

[Differentiable]
public partial class LibraryCurve(double weight) : LibraryShape
{
    public double Weight { get; set; } = weight;

    public override double At(double x) => Math.Sin(Weight * x) * Size;
}

public static partial class LibraryGenerics
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Twice<T>(T shape, double x)
        where T : LibraryShape => shape.At(shape.At(x)) + shape.Size;
}
