namespace Samples.ADBench;

/// <summary>A problem of GradBench: its gradient is known in closed form.</summary>
public sealed class SmallProblem(string name, string size, int count, Func<double> objective, Action<double[]> gradient, Action<double[]> closedForm)
    : Problem(name, size)
{
    private readonly double[] _gradient = new double[count];

    public override double Objective() => objective();

    public override void Differentiate()
    {
        Array.Clear(_gradient);
        gradient(_gradient);
    }

    public override Agreement Check(string? golden)
    {
        Differentiate();
        var expected = new double[count];
        closedForm(expected);
        return Agreement.Of("closed form", _gradient, expected);
    }
}

public static class GradBenchProblems
{
    public static Problem Hello(double x) => new SmallProblem(
        "hello", "1", 1, () => GradBench.Square(x), dx => dx[0] = GradBench.SquareGradient(x).dx, expected => expected[0] = 2 * x);

    public static Problem LeastSquares(int m, int n, int seed)
    {
        double[] x = Draw.Uniform(new Random(seed), m, 0, 1);
        return new SmallProblem(
            "llsq", $"m {m}, n {n:N0}", m, () => GradBench.LeastSquares(x, n), dx => GradBench.LeastSquaresGradient(x, n, dx), expected =>
            {
                for (int i = 0; i < n; i++)
                {
                    double t = -1 + i * 2.0 / (n - 1);
                    double residual = Math.Sign(t) - x.Select((c, j) => c * Math.Pow(t, j)).Sum();
                    for (int j = 0; j < m; j++) expected[j] -= residual * Math.Pow(t, j);
                }
            });
    }

    public static Problem LogSumExp(int n, int seed)
    {
        double[] x = Draw.Uniform(new Random(seed), n, 0, 1);
        return new SmallProblem(
            "lse", $"n {n:N0}", n, () => GradBench.LogSumExp(x), dx => GradBench.LogSumExpGradient(x, dx), expected =>
            {
                double sum = x.Sum(Math.Exp);
                for (int i = 0; i < n; i++) expected[i] = Math.Exp(x[i]) / sum;
            });
    }

    /// <summary>The centroids start on points, as in GradBench.</summary>
    public static Problem KMeans(int k, int n, int d, int seed)
    {
        var random = new Random(seed);
        double[][] points = [.. Enumerable.Range(0, n).Select(_ => Draw.Uniform(random, d, 0, 1))];
        double[][] centroids = [.. points[^k..].Select(p => (double[])p.Clone())];
        double[][] adjoints = [.. centroids.Select(c => new double[d])];
        return new SmallProblem(
            "kmeans", $"k {k}, n {n:N0}, d {d}", k * d, () => GradBench.KMeans(points, centroids), gradient =>
            {
                foreach (double[] row in adjoints) Array.Clear(row);
                GradBench.KMeansGradient(points, centroids, adjoints);
                for (int c = 0; c < k; c++) adjoints[c].CopyTo(gradient, c * d);
            }, expected =>
            {
                foreach (double[] point in points)
                {
                    int nearest = Enumerable.Range(0, k).MinBy(c => centroids[c].Zip(point, (a, b) => (a - b) * (a - b)).Sum());
                    for (int i = 0; i < d; i++) expected[nearest * d + i] += 2 * (centroids[nearest][i] - point[i]);
                }
            });
    }
}
