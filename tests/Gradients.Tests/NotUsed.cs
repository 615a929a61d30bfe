namespace AutoDiff.Gradients.Tests;

/// <summary>Values whose derivative is infinite or NaN, and which nothing uses: they contribute nothing.</summary>
public static partial class NotUsed
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ConditionalExpression(double x) => x > 0 ? Math.Log(x) : x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ConditionalOfComputed(double x, bool isUsed)
    {
        double root = Math.Sqrt(x), log = Math.Log(x);
        return isUsed ? root * log : 3 * x;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Branch(double x, bool isUsed)
    {
        double y = 2 * x;
        double root = Math.Sqrt(x);
        if (isUsed)
        {
            y += root;
        }

        return y;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double SwitchStatement(double x, int way)
    {
        double root = Math.Pow(x, 0.25);
        double y = x;
        switch (way)
        {
            case 0:
                y = root;
                break;
            case 1:
                y = root * root;
                break;
            default:
                y *= 3;
                break;
        }

        return y;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double SwitchExpression(double x, int way)
    {
        double inverse = 1 / x;
        return way switch { 0 => inverse, 1 => inverse + 1, _ => x * 5 };
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Dead(double x)
    {
        double waste = Math.Log(-x) * Math.Sqrt(x - 5);
        _ = waste;
        return x * x;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Overwritten(double x)
    {
        double y = Math.Asin(x);
        y = x * 4;
        return y;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfMaximum(double x) => Math.Max(Math.Sqrt(x), 1 + x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfMinimum(double x) => Math.Min(Math.Cbrt(x), x - 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfClamp(double x) => Math.Clamp(Math.Log(x), -1, 1) + x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfMagnitude(double x) => double.MaxMagnitude(Math.Sqrt(x), -2 + x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ArrayElement(double x, int index)
    {
        double[] values = [Math.Sqrt(x), Math.Log(x), x * x + x];
        return values[index];
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ZeroTrips(double x, int n)
    {
        double root = Math.Sqrt(x), y = x;
        for (int i = 0; i < n; i++)
        {
            y += root;
        }

        return y;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double LeftEarly(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            double root = Math.Sqrt(x - i);
            if (i > 0)
            {
                break;
            }

            if (x < 0)
            {
                y += root;
            }
        }

        return y;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Condition(double x) => Math.Sqrt(x) > 0.5 ? x * x : x * 7;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ReturnedBefore(double x)
    {
        if (x <= 0)
        {
            return 2 * x;
        }

        return Math.Log(x) / Math.Sqrt(x);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Recursive(double x, int n) => n == 0 ? Math.Sqrt(x) : Recursive(x, n - 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ResultOfCall(double x)
    {
        double root = Recursive(x, 2);
        return Math.Max(root, 1 + x);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static (double Root, double Line) Pair(double x) => (Math.Sqrt(x), 3 * x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static (double Root, double Line) RecursivePair(double x, int n) => n == 0 ? (Math.Sqrt(x), 3 * x) : RecursivePair(x, n - 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double HalfOfPair(double x)
    {
        (_, double line) = RecursivePair(x, 2);
        return line;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Outs(double x, out double log)
    {
        log = Math.Log(x);
        return 4 * x;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Quotients(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double v in x)
        {
            sum += 1 / v;
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static void Logs(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Log(x[i]);
        }
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double SineOfInfinity(double x, Span<double> sines, Span<double> cosines)
    {
        ReadOnlySpan<double> angles = [x, x > 0.5 ? x : double.PositiveInfinity * x];
        System.Numerics.Tensors.TensorPrimitives.SinCos(angles, sines, cosines);
        return sines[0] * cosines[0];
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double SoftMaxOfInfinities(double x, Span<double> y)
    {
        ReadOnlySpan<double> logits = [double.NegativeInfinity, -1 / x];
        System.Numerics.Tensors.TensorPrimitives.SoftMax(logits, y[..2]);
        return 2 * x;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static void SoftMax(ReadOnlySpan<double> x, Span<double> y) => System.Numerics.Tensors.TensorPrimitives.SoftMax(x, y);
}
