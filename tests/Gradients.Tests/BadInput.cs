namespace AutoDiff.Gradients.Tests;

/// <summary>One method for each kind of buffer, whose members get what they must refuse; and methods that throw.</summary>
public static partial class BadInput
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Spans(ReadOnlySpan<double> x, Span<double> y, double s)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * s;
            sum += y[i];
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double TwoRead(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => x[0] * y[1];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static void InPlace(Span<double> x, double s)
    {
        foreach (ref double v in x)
        {
            v *= s;
        }
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OneArray(double[] x) => x[0] * x[1];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static void WriteArray(double[] x, double[] y) => y[0] = x[0] * y[1];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Jagged(double[][] x) => x[0][0] * x[1][0];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static void WriteJagged(double[][] x, double s)
    {
        foreach (double[] row in x)
        {
            row[0] *= s;
        }
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Rectangular(double[,] x) => x[0, 0] * x[1, 0];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Cube(double[,,] x) => x[0, 0, 0] * x[0, 0, 1];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OneList(List<double> x) => x[0] * x[1];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static void WriteList(List<double> x, double s) => x[0] *= s;

    [Differentiable]
    public static Tensor OneTensor(Tensor x) => x * x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Floats(ReadOnlySpan<float> x, Span<float> y) => y[0] = x[0] * y[1];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double WithConstant(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> k) => x[0] * k[0];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Cell(ref double x, Span<double> y)
    {
        x *= y[0];
        return x;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double[] ArrayResult(ReadOnlySpan<double> x) => [x[0] * x[0], x[1]];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Counting(ReadOnlySpan<double> x, int[] calls)
    {
        calls[0]++;
        return x[0] * x[0];
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Throwing(ReadOnlySpan<double> x, Span<double> y, int at)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (i == at)
            {
                throw new InvalidOperationException("at " + i);
            }

            y[i] = Math.Exp(x[i]);
            product *= y[i];
        }

        return product;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OutOfRange(double[] x, double[] y, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            y[i] = sum;
            sum += x[i] * x[i] * y[i / 2];
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Deep(ReadOnlySpan<double> x, int n) => n == 0 ? throw new ArgumentOutOfRangeException(nameof(n)) : x[0] * Deep(x, n - 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Interrupted(ReadOnlySpan<double> x, [NoGradient] Action inTheMiddle)
    {
        double sum = 0;
        foreach (double v in x)
        {
            sum += Math.Exp(v) * v;
            if (sum > 3)
            {
                inTheMiddle();
                sum *= 0.5;
            }
        }

        return sum;
    }
}
