using System.Numerics;

namespace AutoDiff.Gradients.Tests.Generics;

internal interface IStep
{
    static abstract double Scale(int n);

    double Shift(int n);
}

internal readonly struct DoubleStep : IStep
{
    public static double Scale(int n) => 2 * n;

    public double Shift(int n) => n;
}

/// <summary>Methods that are generic over the floating-point type, and methods that call them.</summary>
public static partial class GenericMethods
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static T Loop<T>(T x, ReadOnlySpan<T> w)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero, half = T.CreateChecked(0.5);
        for (int i = 0; i < w.Length; i++)
        {
            if (w[i] < T.Zero)
            {
                continue;
            }

            sum += (T.Exp(x * w[i]) * half) + (T.Sqrt(T.Max(w[i], T.One)) * T.CreateChecked(i) / T.Pi);
            if (sum > T.CreateChecked(100))
            {
                break;
            }

            sum = (sum * T.Pow(w[i], T.CreateChecked(3))) - T.Cos(-x);
        }

        return sum++ > T.NegativeOne ? -sum : T.Tanh(sum);
    }

    [Differentiable]
    public static T LocalArrays<T>(T[] w, int n)
        where T : struct, IFloatingPointIeee754<T>
    {
        var squares = new T[n];
        for (int i = 0; i < n; i++)
        {
            squares[i] = T.IsNaN(w[i]) ? T.Abs(w[i]) : w[i] * w[i];
        }

        T sum = default;
        int k = 0;
        while (k < n && sum < T.CreateTruncating(50.0))
        {
            sum += squares[k] * squares[(k + 1) % n];
            k++;
        }

        return T.CreateChecked(double.CreateChecked(sum) * 2.5) + T.Log(T.FusedMultiplyAdd(sum, sum, T.One));
    }

    [Differentiable]
    public static T Power<T>(T x, int n)
        where T : IFloatingPointIeee754<T> => n == 0 ? T.One : x * Power(x, n - 1);

    [Differentiable]
    internal static double WithStrategy<TStep>(double x, TStep step, int n)
        where TStep : struct, IStep => (x * TStep.Scale(n)) + (x * x * step.Shift(n));

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Calls(double x, double y)
    {
        double[] w = [x, y, x * y];
        return Loop<double>(x, w) + LocalArrays(w, 3) + (Power(x, 4) * WithStrategy(y, default(DoubleStep), 3)) + Statics<double>.Square(x);
    }
}

/// <summary>A generic type around the methods.</summary>
public static partial class Statics<T>
    where T : IFloatingPointIeee754<T>
{
    [Differentiable]
    public static T Square(T x) => (x * x) + Sine(x);

    [Differentiable]
    public static T Sine(T x) => T.Sin(x);
}
