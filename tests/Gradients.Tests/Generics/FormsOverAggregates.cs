using System.Runtime.CompilerServices;

namespace AutoDiff.Gradients.Tests.Generics;

[Differentiable]
public partial class LinearUnit : Unit
{
    public double Slope = 0.8;

    public virtual double Level
    {
        get => Slope * Slope;
        set => Slope = value * 2;
    }

    public static LinearUnit operator +(LinearUnit a, LinearUnit b) => new() { Slope = a.Slope * b.Slope };

    public override double Run(double x) => (Slope * x) + 1;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double With<T>(T other, double x)
        where T : Unit => (other.Run(x) * Slope) + (Run(x) * other.Bias);
}

/// <summary>Forms of C# on objects of a type parameter.</summary>
public static partial class FormsOverAggregates
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Cast<T>(T model, double x)
        where T : Unit
    {
        SineUnit? sine = model as SineUnit;
        double y = model switch { CubicUnit cubic => cubic.B + x, LinearUnit { Slope: > 0 } linear => linear.Slope * x, _ => model.Bias };
        return sine is null ? x * y : sine.Weight * x;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double LocalFunctions<T>(T model, double x)
        where T : Unit
    {
        return Repeated(model, 3, x) + Once(model, x);

        static double Repeated(T m, int n, double y) => n == 0 ? m.Run(y) : Repeated(m, n - 1, Math.Sin(y) * m.Bias);

        double Once<U>(U m, double y)
            where U : Unit => m.Run(y) * m.Bias * x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable]
    public static void Swap<T>(ref T a, ref T b, double x)
        where T : Unit
    {
        (a, b) = (b, a);
        a.Bias *= x;
    }

    [Differentiable]
    public static double Swapped<T>(T model, T other, double x)
        where T : Unit
    {
        T a = model, b = other;
        double y = Math.Sin(model.Bias) * Math.Cos(other.Bias);
        Swap(ref a, ref b, x);
        return y * a.Run(x) * b.Bias;
    }

    [Differentiable]
    public static (T Model, double Value) Both<T>(T model, double x)
        where T : Unit => (model, model.Run(x));

    [Differentiable]
    public static double OfBoth<T>(T model, double x)
        where T : Unit
    {
        (T same, double y) = Both(model, x);
        return same.Bias * y;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Extension<T>(this T model, double x)
        where T : Unit => model.Run(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Maybe<T>(T? model, double x)
        where T : Unit
    {
        T? best = null;
        if (model != null)
        {
            best = model;
        }

        return (best?.Run(x) ?? 0) + (best == null ? 0 : best.Bias) + x;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Rows<T>(T[][] models, double x)
        where T : Unit
    {
        double sum = 0;
        foreach (T[] row in models)
        {
            foreach (T model in row)
            {
                sum += model.Run(x) * model.Bias;
            }
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OwnArray<T>(T model, double x)
        where T : Unit
    {
        var own = new T[2];
        own[0] = model;
        own[1] = own[0];
        own[1].Bias *= x;
        return own[0].Run(x) * own[0].Bias;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Members<T>(T model, double x)
        where T : LinearUnit
    {
        model.Level = x;
        return ((model + model).Slope * model.Level) + model.With(model, x);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable]
    public static Unit AsBase<T>(T model)
        where T : Unit => model;

    [Differentiable]
    public static double Kept<T>(T model, double x)
        where T : Unit
    {
        double y = Math.Sin(model.Bias);
        AsBase(model).Bias = x * x;
        return y * model.Bias;
    }

    [Differentiable]
    public static double ToItself<T>(T model, double x)
        where T : Unit
    {
        Unit unit = model;
        double y = Math.Sin(model.Bias);
        unit.Bias = x * x;
        model.Next = model;
        model.Next.Bias *= y;
        return y * unit.Bias;
    }
}
