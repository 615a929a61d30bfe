using AutoDiff;

namespace Samples.ADBench;

/// <summary>ADBench's GMM: the log-likelihood of points under a mixture of Gaussians, with a Wishart prior on the covariances.</summary>
public static partial class GaussianMixture
{
    // The benchmark's own, so that values compare.
    private const double Pi = 3.14159265359;

    /// <param name="alphas">Logarithms of the components' weights, not normalised.</param>
    /// <param name="means">The components' means, one after the other.</param>
    /// <param name="factors">
    /// For each component the lower triangular factor Q of its inverse covariance: the logarithms of the diagonal, then what lies below it, column by column.
    /// </param>
    /// <param name="points">The points, one after the other.</param>
    /// <param name="gamma">The prior's scale.</param>
    /// <param name="m">The prior's degrees of freedom, less the dimension and 1.</param>
    [Differentiable(FastMath = true)]
    public static double Objective(
        ReadOnlySpan<double> alphas, ReadOnlySpan<double> means, ReadOnlySpan<double> factors,
        [NoGradient] ReadOnlySpan<double> points, [NoGradient] double gamma, int m)
    {
        int k = alphas.Length, d = means.Length / k, n = points.Length / d, stride = factors.Length / k;
        var diagonals = new double[k * d];
        var sums = new double[k];
        for (int c = 0; c < k; c++)
        {
            for (int i = 0; i < d; i++)
            {
                double q = factors[c * stride + i];
                sums[c] += q;
                diagonals[c * d + i] = Math.Exp(q);
            }
        }

        var centred = new double[d];
        var product = new double[d];
        var terms = new double[k];
        double total = 0;
        for (int p = 0; p < n; p++)
        {
            for (int c = 0; c < k; c++)
            {
                for (int i = 0; i < d; i++)
                {
                    centred[i] = points[p * d + i] - means[c * d + i];
                }

                terms[c] = alphas[c] + sums[c] - 0.5 * SquaredNorm(diagonals.AsSpan(c * d, d), factors.Slice(c * stride + d, stride - d), centred, product);
            }

            total += LogSumExp(terms);
        }

        return total - n * LogSumExp(alphas) - n * d * 0.5 * Math.Log(2 * Pi) + Prior(diagonals, sums, factors, gamma, m);
    }

    /// <summary>|Q x|^2, where <paramref name="lower"/> has the columns below Q's diagonal; <paramref name="product"/> is for Q x.</summary>
    [Differentiable]
    private static double SquaredNorm(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, ReadOnlySpan<double> x, Span<double> product)
    {
        for (int i = 0; i < x.Length; i++)
        {
            product[i] = diagonal[i] * x[i];
        }

        int start = 0;
        for (int j = 0; j < x.Length; j++)
        {
            double xj = x[j];
            ReadOnlySpan<double> column = lower.Slice(start, x.Length - 1 - j);
            for (int i = 0; i < column.Length; i++)
            {
                product[j + 1 + i] += column[i] * xj;
            }

            start += column.Length;
        }

        double norm = 0;
        foreach (double v in product) norm += v * v;
        return norm;
    }

    [Differentiable]
    private static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > max) max = x[i];
        }

        double sum = 0;
        foreach (double v in x) sum += Math.Exp(v - max);
        return max + Math.Log(sum);
    }

    /// <summary>The logarithm of the Wishart prior.</summary>
    [Differentiable]
    private static double Prior(
        ReadOnlySpan<double> diagonals, ReadOnlySpan<double> sums, ReadOnlySpan<double> factors, double gamma, int m)
    {
        int k = sums.Length, d = diagonals.Length / k, stride = factors.Length / k, degrees = d + m + 1;
        double constant = degrees * d * (Math.Log(gamma) - 0.5 * Math.Log(2)) - LogMultivariateGamma(0.5 * degrees, d);
        double prior = 0;
        for (int c = 0; c < k; c++)
        {
            double squares = 0;
            for (int i = 0; i < d; i++) squares += diagonals[c * d + i] * diagonals[c * d + i];
            for (int i = d; i < stride; i++) squares += factors[c * stride + i] * factors[c * stride + i];
            prior += 0.5 * gamma * gamma * squares - m * sums[c];
        }

        return prior - k * constant;
    }

    [Differentiable]
    private static double LogMultivariateGamma(double a, int d)
    {
        double sum = 0.25 * d * (d - 1) * Math.Log(Pi);
        for (int j = 1; j <= d; j++) sum += SpecialFunctions.LogGamma(a + 0.5 * (1 - j));
        return sum;
    }
}
