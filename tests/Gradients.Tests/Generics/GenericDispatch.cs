using System.Numerics;

namespace AutoDiff.Gradients.Tests.Generics;

/// <summary>A class of any floating-point type whose objects may be of derived types: generic ones, others, nested ones.</summary>
[Differentiable]
public partial class GenericLayer<T>
    where T : IFloatingPointIeee754<T>
{
    public T Weight { get; set; } = T.One;

    public virtual T Scale => Weight;

    public virtual T Run(T x) => Weight * x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public virtual T Deep(T x) => Weight * T.Sin(x);
}

/// <summary>A derived class with the same type parameter.</summary>
[Differentiable]
public partial class SquareLayer<T> : GenericLayer<T>
    where T : IFloatingPointIeee754<T>
{
    public T Bias { get; set; } = T.One;

    public override T Scale => Weight * Bias;

    public override T Run(T x) => (Weight * x * x) + Bias;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public override T Deep(T x) => Weight * x * Bias;
}

/// <summary>A derived class that calls another object's virtual methods.</summary>
[Differentiable]
public partial class NestingLayer<T> : SquareLayer<T>
    where T : IFloatingPointIeee754<T>
{
    public GenericLayer<T> Inner { get; set; } = new SquareLayer<T>();

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public override T Deep(T x) => Inner.Deep(Weight * x) * Bias;
}

/// <summary>A derived class of one of the types alone.</summary>
[Differentiable]
public partial class CubeLayer : GenericLayer<double>
{
    public double Factor { get; set; } = 2;

    public override double Run(double x) => Factor * Weight * x * x * x;
}

/// <summary>The same, of the other type.</summary>
[Differentiable]
public partial class SingleLayer : GenericLayer<float>
{
    public override float Run(float x) => Weight * Weight * x;
}

/// <summary>No type argument of the base class's fits: it is left out where objects of the base class are told apart.</summary>
[Differentiable]
public partial class ReferencesOnly<T> : GenericLayer<T>
    where T : class, IFloatingPointIeee754<T>
{
}

/// <summary>Its second type argument doesn't follow from the base class's.</summary>
[Differentiable]
public partial class TaggedLayer<T, TTag> : GenericLayer<T>
    where T : IFloatingPointIeee754<T>
{
    [NoGradient]
    public TTag? Tag { get; set; }

    public override T Run(T x) => Weight + x;
}

/// <summary>A class in a generic type.</summary>
public static partial class Nesting<T>
    where T : IFloatingPointIeee754<T>
{
    [Differentiable]
    public partial class Layer : GenericLayer<T>
    {
        public override T Run(T x) => Weight * Weight * x;
    }
}

public static partial class GenericDispatch
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Run(GenericLayer<double> layer, double x) => layer.Run(x) * layer.Scale * 2;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float RunSingle(GenericLayer<float> layer, float x) => layer.Run(x) * 2;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Deep(GenericLayer<double> layer, double x) => layer.Deep(x) * x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static T RunAny<T>(GenericLayer<T> layer, T x)
        where T : IFloatingPointIeee754<T> => layer.Run(x) * layer.Deep(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ThroughAny(GenericLayer<double> layer, double x) => RunAny(layer, x) + Twice(layer, x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Patterns(GenericLayer<double> layer, double x) => layer switch
    {
        CubeLayer cube => cube.Factor * x,
        SquareLayer<double> square => square.Bias * x * x,
        TaggedLayer<double, int> tagged => tagged.Weight * Math.Exp(x),
        _ => layer.Weight,
    };

    [Differentiable(Modes = DerivativeModes.Jvp)]
    private static T Twice<T>(GenericLayer<T> layer, T x)
        where T : IFloatingPointIeee754<T> => layer.Run(layer.Run(x));
}
