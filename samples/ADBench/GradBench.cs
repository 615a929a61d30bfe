using AutoDiff;

namespace Samples.ADBench;

/// <summary>GradBench's small problems: hello, llsq, lse and kmeans.</summary>
public static partial class GradBench
{
    /// <summary>The square; GradBench calls its derivative "double".</summary>
    [Differentiable]
    public static double Square(double x) => x * x;

    /// <summary>The least squares fit of a polynomial with coefficients <paramref name="x"/> to the sign function at <paramref name="n"/> points of [-1, 1].</summary>
    [Differentiable]
    public static double LeastSquares(ReadOnlySpan<double> x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double t = -1 + i * 2.0 / (n - 1), residual = Math.Sign(t), power = 1;
            foreach (double coefficient in x)
            {
                residual -= coefficient * power;
                power *= t;
            }

            sum += residual * residual;
        }

        return sum / 2;
    }

    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = x[0];
        foreach (double v in x) max = Math.Max(max, v);
        double sum = 0;
        foreach (double v in x) sum += Math.Exp(v - max);
        return Math.Log(sum) + max;
    }

    /// <summary>The cost of k-means: the sum of each point's squared distance from its nearest centroid.</summary>
    [Differentiable]
    public static double KMeans([NoGradient] double[][] points, double[][] centroids)
    {
        double cost = 0;
        foreach (double[] point in points)
        {
            double nearest = double.PositiveInfinity;
            foreach (double[] centroid in centroids)
            {
                nearest = Math.Min(nearest, SquaredDistance(point, centroid));
            }

            cost += nearest;
        }

        return cost;
    }

    [Differentiable]
    private static double SquaredDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
