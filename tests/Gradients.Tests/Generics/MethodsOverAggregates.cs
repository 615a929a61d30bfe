using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiff.Gradients.Library;

namespace AutoDiff.Gradients.Tests.Generics;

public interface IScored
{
    double Score(double x);
}

/// <summary>A class that methods are generic over, with what may be overridden, what may not, and links to others.</summary>
[Differentiable]
public abstract partial class Unit
{
    public double Bias { get; set; } = 0.3;

    public double[] Table = [0.4, -0.7];

    public Unit? Next;

    public virtual double Gain => 0.5 + Bias;

    public abstract double Run(double x);

    public double Shifted(double x) => Run(x) + (Bias * Table[0]);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public virtual double Cost(double x) => 0.5 * Bias * x * x;
}

[Differentiable]
public sealed partial class SineUnit(double weight) : Unit, IScored
{
    public double Weight { get; set; } = weight;

    public override double Run(double x) => Math.Sin(Weight * x) + Table[1];

    public double Score(double x) => Weight * Weight * x;
}

[Differentiable]
public partial class CubicUnit(double a, double b) : Unit, IScored
{
    private readonly double _a = a;

    public double B { get; set; } = b;

    public override double Gain => base.Gain * B;

    public override double Run(double x) => (_a * x * x * x) - (B * x);

    public override double Cost(double x) => base.Cost(x) + (B * _a);

    double IScored.Score(double x) => _a * Math.Exp(B * x);
}

/// <summary>A base class of any number.</summary>
/// <typeparam name="T">The number.</typeparam>
[Differentiable]
public partial class Layer<T>(T weight)
    where T : IFloatingPointIeee754<T>
{
    public T Weight { get; set; } = weight;

    public T Offset = T.Zero;

    public T Apply(T x) => T.Tanh((Weight * x) + Offset);
}

[Differentiable]
public sealed partial class ScaledLayer(double weight, double scale) : Layer<double>(weight)
{
    public double Scale { get; set; } = scale;
}

/// <summary>Marked methods whose type parameters stand for aggregates.</summary>
public static partial class OverAggregates
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Loss<T>(T model, double x)
        where T : Unit => (model.Run(x) * model.Gain) + model.Shifted(x * x) + model.Cost(x) + (model.Bias * model.Table[0]);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Derived<T>(T model, double x)
        where T : CubicUnit => model.Run(model.B * x) + model.Cost(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Scores<T>(T model, double x)
        where T : Unit, IScored => model.Score(x) * model.Run(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Changes<T>(T model, double x)
        where T : Unit
    {
        double before = Math.Sin(model.Bias);
        model.Bias = x * model.Table[1];
        model.Table[0] *= before;
        return before * model.Run(model.Bias) * model.Table[0];
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Chain<T>(T model, int depth, double x)
        where T : Unit => depth == 0 ? model.Run(x) : Chain(model, depth - 1, Math.Sin(x) + model.Bias) * model.Gain;

    /// <summary>Recursion with another type argument.</summary>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Along<T>(T model, double x)
        where T : Unit => model.Next is { } next ? Along(next, model.Run(x)) + model.Bias : model.Run(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Known(SineUnit sine, CubicUnit cubic, double x) => Loss(sine, x) + (Chain(cubic, 2, x) * Pick(sine, sine, x).Weight);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Passed<TUnit>(TUnit model, double x)
        where TUnit : Unit => (Loss(model, x) * Chain(model, 1, x)) + Apart(model, model, x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Apart<T, U>(T first, U second, double x)
        where T : Unit
        where U : T => (first.Run(x) * second.Bias) + second.Run(first.Bias);

    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable]
    public static T Pick<T>(T first, T second, double x)
        where T : Unit => x > 0 ? first : second;

    [Differentiable]
    public static double Picked<T>(T first, T second, double x)
        where T : Unit
    {
        double before = Math.Sin(first.Bias) * Math.Cos(second.Bias);
        T chosen = Pick(first, second, x);
        chosen.Bias *= x;
        return before * chosen.Run(x) * first.Bias * second.Bias;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfArray<T>(T[] models, double x)
        where T : Unit
    {
        T last = models[0];
        for (int i = 0; i < models.Length; i++)
        {
            x = models[i].Run(x) + last.Bias;
            last = models[i];
        }

        T[] reversed = [last, models[0]];
        return x * reversed[0].Cost(x) * reversed[1].Table[0];
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfList<T>(List<T> models, double x)
        where T : Unit
    {
        var own = new List<T>();
        foreach (T model in models)
        {
            x = Math.Sin(model.Run(x)) + (x * model.Gain);
            own.Add(model);
        }

        return x * own[^1].Bias;
    }

    [Differentiable]
    public static double OfSpan<T>(ReadOnlySpan<T> models, double x)
        where T : Unit
    {
        double sum = 0;
        foreach (T model in models)
        {
            sum += model.Run(x) * Math.Exp(-sum);
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static TNumber WithNumber<TLayer, TNumber>(TLayer layer, TNumber x)
        where TLayer : Layer<TNumber>
        where TNumber : IFloatingPointIeee754<TNumber> => layer.Apply(x) * layer.Weight;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfLayer<T>(T layer, double x)
        where T : Layer<double> => layer.Apply(x) * layer.Offset * WithNumber(layer, x);

    /// <summary>What the object is, asked for.</summary>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Asked<T>(T model, double x)
        where T : Unit
    {
        Unit unit = model;
        double y = unit is SineUnit { Weight: > 0 } sine ? sine.Weight * x : x;
        T same = (T)unit;
        return model is null ? 0 : (y * same.Bias) + (ReferenceEquals(same, model) ? model.Run(x) : 0);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Constant<T>([NoGradient] T model, double x)
        where T : Unit => model.Run(x) * model.Bias;

    /// <summary>Of another assembly, with a class of its own.</summary>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Foreign(LibraryCurve curve, double x) => LibraryGenerics.Twice(curve, x) * x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ForeignGeneric<T>(T shape, double x)
        where T : LibraryShape => LibraryGenerics.Twice(shape, x) * shape.Size;
}

/// <summary>A type parameter of the type around the method.</summary>
/// <typeparam name="TUnit">The model.</typeparam>
public static partial class Trainer<TUnit>
    where TUnit : Unit
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Loss(TUnit model, double x) => Math.Cos(model.Run(x)) + OverAggregates.Chain(model, 1, x);
}
