namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Layers of several kinds behind one class: abstract and virtual methods and properties.</summary>
[Differentiable]
public abstract partial class Stage
{
    public virtual double Bias { get; set; } = 0.1;

    public virtual double Gain => 1;

    public abstract double Forward(double x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public virtual double Penalty(double x) => 0.5 * Bias * x;
}

[Differentiable]
public partial class TanhStage(double weight, double offset) : Stage
{
    private readonly double _offset = offset;

    public double Weight { get; } = weight;

    public override double Gain => Weight * 0.5;

    public override double Forward(double x) => (Math.Tanh((Weight * x) + _offset) * Gain) + Bias;

    public override double Penalty(double x) => base.Penalty(x) + (Weight * Weight * x);
}

[Differentiable]
public sealed partial class PolynomialStage(double weight) : TanhStage(weight, 0.3)
{
    public double[] Coefficients { get; } = [0.5, -0.2, 0.9];

    public override double Forward(double x)
    {
        double sum = base.Forward(x);
        for (int i = 0; i < Coefficients.Length; i++)
        {
            sum += Coefficients[i] * Math.Pow(x, i + 1);
        }

        return sum;
    }
}

[Differentiable]
public sealed partial class ReluStage : Stage
{
    public override double Forward(double x) => Math.Max(x, 0);
}

/// <summary>One that contains another: its method is marked, since it may call itself.</summary>
[Differentiable]
public sealed partial class ResidualStage(Stage inner) : Stage
{
    public Stage Inner { get; } = inner;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public override double Forward(double x) => x + (0.5 * Inner.Forward(x));

    public override double Penalty(double x) => Inner.Penalty(x) * Bias;
}

/// <summary>A marked abstract method has members that are as virtual as it is.</summary>
[Differentiable]
public abstract partial class Shape
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public abstract double Area(double scale);
}

[Differentiable]
public sealed partial class Disc(double radius) : Shape
{
    public double Radius { get; } = radius;

    public override double Area(double scale) => Math.PI * Radius * Radius * scale;
}

[Differentiable]
public sealed partial class Union(params Shape[] parts) : Shape
{
    public Shape[] Parts { get; } = parts;

    public override double Area(double scale)
    {
        double sum = 0;
        foreach (Shape part in Parts)
        {
            sum += part.Area(scale * 0.9) * scale;
        }

        return sum;
    }
}

/// <summary>Behind an interface, the receiver is a constant.</summary>
public interface IActivation
{
    double Apply(double x);
}

public sealed partial class Square : IActivation
{
    [Differentiable]
    public double Apply(double x) => x * x;
}

public readonly partial struct Wave(double frequency) : IActivation
{
    private readonly double _frequency = frequency;

    [Differentiable]
    public double Apply(double x) => Math.Sin(_frequency * x);
}

[Differentiable]
public sealed partial class Pipeline
{
    public List<Stage> Stages { get; } = [];

    public Stage[] Tail { get; init; } = [];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Loss(double x)
    {
        double y = x;
        foreach (Stage stage in Stages)
        {
            y = (stage.Forward(y) * stage.Gain) + stage.Bias;
        }

        for (int i = 0; i < Tail.Length; i++)
        {
            Tail[i].Bias = y * 0.1;
            y += Tail[i].Forward(y) + Tail[i].Penalty(y);
        }

        return y * y;
    }
}

internal static partial class Virtual
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Through(IActivation[] activations, double x)
    {
        double y = x;
        foreach (IActivation activation in activations)
        {
            y = Math.Cos(activation.Apply(y)) + y;
        }

        return y;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Areas(Shape shape, double scale) => Math.Log(shape.Area(scale)) * shape.Area(scale * scale);

    [Differentiable]
    public static double Chosen(Stage a, Stage b, double x) => (x > 0 ? a : b).Forward(x);
}
