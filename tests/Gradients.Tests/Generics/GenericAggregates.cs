using System.Numerics;
using AutoDiff.Gradients.Library;

namespace AutoDiff.Gradients.Tests.Generics;

/// <summary>A struct of any floating-point type, with operators, a computed property and a factory.</summary>
[Differentiable]
public readonly partial record struct Dual<T>(T A, T B)
    where T : IFloatingPointIeee754<T>
{
    public T Size => T.Abs(A) + B;

    public static Dual<T> operator +(Dual<T> x, Dual<T> y) => new(x.A + y.A, x.B + y.B);

    public static Dual<T> operator *(Dual<T> x, Dual<T> y) => new(x.A * y.A, (x.A * y.B) + (x.B * y.A));

    public static Dual<T> Of(T a) => new(a, T.One);

    public T Norm() => (T.Sqrt((A * A) + (B * B)) * T.CreateChecked(0.5)) + T.Pi;
}

/// <summary>A class of any floating-point type, with memory, a marked method and one that isn't.</summary>
[Differentiable]
public sealed partial class Polynomial<T>
    where T : IFloatingPointIeee754<T>
{
    public Polynomial(int n, T bias)
    {
        Weights = new T[n];
        for (int i = 0; i < n; i++)
        {
            Weights[i] = T.CreateChecked(i + 1) / T.CreateChecked(2);
        }

        Bias = bias;
        Extra.Add(T.One);
    }

    public T[] Weights { get; }

    public T Bias { get; set; }

    public List<T> Extra { get; } = [];

    [NoGradient]
    public T Scale { get; set; } = T.One;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public T Eval(T x)
    {
        T sum = Bias, power = T.One;
        for (int i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * power * Scale;
            power *= x;
        }

        return sum + (Extra[0] * x);
    }

    public T Twice(T x) => Eval(x) * T.CreateChecked(2);
}

public interface IActivation
{
    static abstract double Cubed(double x);

    double Apply(double x);
}

public interface IAddable<T>
    where T : IAddable<T>
{
    static abstract T operator +(T a, T b);

    static abstract T Scale(T a, double by);

    double Dot(T other);
}

[Differentiable]
public partial struct Swish : IActivation
{
    public double Beta;

    public static double Cubed(double x) => x * x * x;

    public readonly double Apply(double x) => x / (1 + Math.Exp(-Beta * x));
}

[Differentiable]
public sealed partial class Affine : IActivation
{
    public double A { get; set; } = 2;

    public double B { get; set; } = 1;

    public static double Cubed(double x) => Math.Sin(x);

    public double Apply(double x) => (A * x) + B;
}

[Differentiable]
public readonly partial record struct Plane(double X, double Y) : IAddable<Plane>
{
    public static Plane operator +(Plane a, Plane b) => new(a.X + b.X, a.Y + b.Y);

    public static Plane Scale(Plane a, double by) => new(a.X * by, a.Y * by);

    public double Dot(Plane other) => (X * other.X) + (Y * other.Y);
}

/// <summary>A base class with a type argument that the derived one gives.</summary>
/// <typeparam name="T">The number.</typeparam>
[Differentiable]
public partial class Chain<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly T[] _squared = new T[2];

    public Chain(T first)
    {
        First = first;
        _squared[0] = first;
        _squared[1] = first + first;
    }

    public T First { get; }

    public T Sum()
    {
        T sum = First;
        foreach (T v in _squared)
        {
            sum += v * v;
        }

        return sum;
    }
}

[Differentiable]
public sealed partial class DoubleChain(double k) : Chain<double>(k * 2)
{
    public double Factor => k;

    public double All(double x) => (Sum() * k) + x;
}

/// <summary>A generic type around an aggregate.</summary>
/// <typeparam name="T">The number.</typeparam>
public static partial class Around<T>
    where T : IFloatingPointIeee754<T>
{
    [Differentiable]
    public static T Use(T a, T b)
    {
        var p = new Pair(a, b);
        Pair q = p with { A = b };
        return p.Product + q.Times(a);
    }

    [Differentiable]
    public partial record struct Pair(T A, T B)
    {
        public readonly T Product => A * B;

        [Differentiable]
        public readonly T Times(T x) => Product * x;
    }
}

/// <summary>A model with generic members, and with methods that are generic over aggregates.</summary>
[Differentiable]
public sealed partial class GenericNet
{
    public Polynomial<double> P { get; } = new(3, 0.5);

    public Polynomial<float> Q { get; } = new(2, 0.25f);

    public Dual<double> D { get; set; } = new(1, 2);

    public Swish Swish { get; set; } = new() { Beta = 0.7 };

    public Affine Affine { get; } = new();

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Loss(double x) => (P.Twice(x) * D.Norm()) + ((D * D) + Dual<double>.Of(x)).Size;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Generic(double x, Plane v) => Through(Swish, x) + Through(Affine, x) + Squared(v, new Plane(x, 2), x);

    [Differentiable]
    public float Single(float x) => Q.Eval(x) * Q.Twice(x);

    private static double Through<TActivation>(TActivation activation, double x)
        where TActivation : IActivation => activation.Apply(activation.Apply(x)) * TActivation.Cubed(x);

    private static double Squared<TVector>(TVector a, TVector b, double by)
        where TVector : IAddable<TVector> => (a + TVector.Scale(b, by)).Dot(a);
}

public static partial class GenericUses
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Concrete(double a, double b)
    {
        var d = new Dual<double>(a, b);
        Dual<double> g = (d * d) + Dual<double>.Of(b);
        g = g with { A = g.A + 1 };
        return g.Norm() + d.Size;
    }

    [Differentiable]
    public static T StillGeneric<T>(Dual<T> d, Polynomial<T> p)
        where T : IFloatingPointIeee754<T> => (p.Eval(d.A) * d.Norm()) + d.Size;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfBoth(Dual<double> d, Polynomial<double> p) => p.Twice(d.A) * d.Norm();

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Inherited(double k, double x)
    {
        var chain = new DoubleChain(k);
        return chain.All(x) * chain.Factor;
    }

    [Differentiable]
    public static double Nested(double a, double b) => (Around<double>.Use(a, b) * Around<double>.Use(b, a)) + new Around<double>.Pair(a, b).Product;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static T TwoParameters<T, TOther>(T x, TOther y)
        where T : IFloatingPointIeee754<T>
        where TOther : IFloatingPointIeee754<TOther> => T.Sin(x * x) * T.CreateChecked(double.CreateChecked(TOther.Cos(y)));

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double BothOrders(double x, double y) => TwoParameters(x, y) + TwoParameters(y, x * y);

    /// <summary><c>T.IsZero</c> can't be written of <c>double</c>, which implements it explicitly: the call isn't lowered in place.</summary>
    [Differentiable]
    public static T NotInline<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsZero(x) ? T.One : x * x;

    [Differentiable]
    public static double CallsNotInline(double x) => NotInline(x) * 3;

    [Differentiable]
    public static double Foreign(LibraryPair<double> pair, double x) => pair.Mixed(x) * pair.First;

    [Differentiable]
    public static T ForeignGeneric<T>(LibraryPair<T> pair, T x)
        where T : IFloatingPointIeee754<T> => pair.Mixed(x) * pair.First;
}
