using System.Numerics;

namespace AutoDiff.Gradients.Tests;

/// <summary>Values and buffers whose derivative is cut: by <c>Gradient.Stop</c>, by <c>[NoGradient]</c> and by <c>WithRespectTo</c>, in calls that are lowered in place and in others.</summary>
public static partial class Constants
{
    [Differentiable]
    public static double StoppedSpan(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> c = Gradient.Stop(x);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += c[i] * Math.Sin(x[i]) * c[x.Length - 1 - i];
        return sum;
    }

    [Differentiable]
    public static double StoppedArray(double[] x)
    {
        double[] c = Gradient.Stop(x);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += c[i] * Math.Sin(x[i]) * c[x.Length - 1 - i];
        return sum;
    }

    [Differentiable]
    public static double StoppedList(List<double> x)
    {
        List<double> c = Gradient.Stop(x);
        double sum = 0;
        for (int i = 0; i < x.Count; i++)
            sum += c[i] * Math.Sin(x[i]) * c[x.Count - 1 - i];
        return sum;
    }

    [Differentiable]
    public static double StoppedMatrix(double[,] x)
    {
        double[,] c = Gradient.Stop(x);
        double sum = 0;
        for (int i = 0; i < x.GetLength(1); i++)
            sum += c[0, i] * Math.Sin(x[0, i]) * c[0, x.GetLength(1) - 1 - i];
        return sum;
    }

    // The cut memory is another's in one branch, and handed through a loop.
    [Differentiable]
    public static double StoppedInOneBranch(double[] x, bool cuts)
    {
        double[] c = cuts ? Gradient.Stop(x) : x;
        double sum = 0;
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < x.Length; i++)
                sum += c[i] * x[i];
            c = x;
        }

        return sum;
    }

    // A span of the caller's in some iterations, a copy in the others: where each lies is kept.
    [Differentiable]
    public static double StoppedInSomeIterations(ReadOnlySpan<double> x, int every)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ReadOnlySpan<double> c = i % every == 0 ? Gradient.Stop(x) : x;
            total += c[i] * c[i];
        }

        return total;
    }

    // A copy is changed, each time anew.
    [Differentiable]
    public static double StoppedCopies(ReadOnlySpan<double> x)
    {
        double[] state = new double[x.Length];
        double sum = 0;
        for (int round = 0; round < 3; round++)
        {
            double[] before = Gradient.Stop(state.ToArray());
            for (int i = 0; i < x.Length; i++)
                state[i] = Math.Sin(state[i] + x[i]) + before[i] * x[i];
            sum += state[0] * before[x.Length - 1];
        }

        return sum;
    }

    [Differentiable]
    public static double InPlace(double w, double x) => Scaled(w, x) + Power(x, w);

    [Differentiable]
    private static double Scaled([NoGradient] double w, double x)
    {
        double y = w * x;
        w = x * x;
        return y + w;
    }

    [Differentiable(WithRespectTo = [nameof(x)])]
    private static double Power(double x, double w) => x * x * w;

    [Differentiable]
    public static double InPlaceOfBuffers(ReadOnlySpan<double> w, ReadOnlySpan<double> x) => Dot(w, x) + Dot(x, x);

    [Differentiable]
    private static double Dot([NoGradient] ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += w[i] * x[i];
        return sum;
    }

    // Memory that isn't active anyway may be written.
    [Differentiable]
    public static double ScratchInPlace(ReadOnlySpan<double> x)
    {
        double[] counts = new double[x.Length];
        double sum = Counted(x, counts) + Counted(x, counts);
        return sum * counts[0];
    }

    [Differentiable]
    private static double Counted(ReadOnlySpan<double> x, [NoGradient] double[] counts)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            counts[i] += 1;
            sum += x[i] * x[i] * counts[i];
        }

        return sum;
    }

    [Differentiable]
    public static double InLocals(double w, double x)
    {
        return Times(w, x) + Sum(w, x, 3) + Vector(new Vector2((float)w, (float)x), x);

        static double Times([NoGradient] in double w, double x) => w * x;

        static double Sum([NoGradient] double w, double x, int n) => n == 0 ? w * x : x * Sum(w * 2, x, n - 1);

        static double Vector([NoGradient] Vector2 v, double x) => v.X * x + v.Y * x;
    }
}
