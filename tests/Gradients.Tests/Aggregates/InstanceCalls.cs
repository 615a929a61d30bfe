using System.Runtime.CompilerServices;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Methods that are called in split form: large, kept out of line, or recursive; with and without changes to the receiver.</summary>
[Differentiable]
public sealed partial class Filter
{
    private static readonly double s_scale = 0.7;

    public double[] Taps { get; init; } = [0.5, -0.3, 0.8];

    public double Gain = 1.2;

    [Differentiable(Modes = DerivativeModes.Jvp), MethodImpl(MethodImplOptions.NoInlining)]
    public double Run(double x, Span<double> state)
    {
        double sum = 0;
        for (int i = 0; i < Taps.Length; i++)
        {
            sum += Taps[i] * Math.Sin((x * Gain) + i);
            state[i] += sum * Taps[i];
        }

        return sum * sum;
    }

    [Differentiable, MethodImpl(MethodImplOptions.NoInlining)]
    public void Adapt(double x)
    {
        Gain = (Gain * x) + Taps[1];
        Taps[0] *= Gain;
    }

    [Differentiable, MethodImpl(MethodImplOptions.NoInlining)]
    public Filter Mixed(Filter other, double t) => new() { Taps = [Taps[0] * t, other.Taps[1]], Gain = other.Gain * Gain };

    /// <summary>Uses what only this class can: it is marked, so that it isn't lowered in place elsewhere.</summary>
    [Differentiable]
    public double Scaled(double x) => Hidden(x) * Gain;

    private static double Hidden(double x) => x * s_scale;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Power(double x, int n) => n == 0 ? Gain : Power(x, n - 1) * x * Taps[n % Taps.Length];
}

internal static partial class Instance
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Alternate(Filter a, Filter b, double x, int n)
    {
        Span<double> state = stackalloc double[3];
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            Filter chosen = i % 2 == 0 ? a : b;
            sum += chosen.Run(x + (sum * 0.1), state);
            sum += state[1] * b.Run(sum, state);
            if (i == 1)
            {
                a.Adapt(sum);
            }
        }

        return sum + state[2];
    }

    [Differentiable]
    public static double Mixing(Filter a, Filter b, double t)
    {
        Filter c = a.Mixed(b, t);
        Filter d = c.Mixed(a, c.Gain);
        return (d.Gain * d.Taps[0]) + (d.Taps[1] * c.Taps[0]);
    }

    [Differentiable]
    public static double Scaled(Filter a, double x) => a.Scaled(x) * x;

    [Differentiable]
    public static double Constant([NoGradient] Filter a, double x)
    {
        Span<double> state = stackalloc double[3];
        return a.Run(2, state) * x * a.Power(x, 2);
    }
}

/// <summary>Both filters as one model.</summary>
[Differentiable]
public sealed partial class FilterPair
{
    public Filter A { get; } = new();

    public Filter B { get; } = new() { Taps = [0.1, 0.9, -0.4], Gain = 0.6 };

    [Differentiable]
    public double Both(double x) => A.Power(x, 3) + B.Power(A.Power(x, 1), 2);
}
