using AutoDiff.CompilerServices;

namespace AutoDiff.Benchmarks.Scoreboard.HandWritten;

/// <summary>The gradient of ADBench's Gaussian mixture, by hand, as in benchmarks/native/mixture.cpp.</summary>
internal sealed class Mixture(int d, int k)
{
    private readonly double[] _diagonals = new double[k * d], _sums = new double[k], _centred = new double[k * d], _products = new double[k * d];
    private readonly double[] _terms = new double[k], _slopes = new double[d];

    public double Gradient(
        ReadOnlySpan<double> alphas, ReadOnlySpan<double> means, ReadOnlySpan<double> factors, ReadOnlySpan<double> points, double gamma, int m,
        Span<double> dalphas, Span<double> dmeans, Span<double> dfactors)
    {
        int stride = d * (d + 1) / 2, n = points.Length / d;
        Zeros.Clear(_sums);
        for (int c = 0; c < k; c++)
        {
            for (int i = 0; i < d; i++)
            {
                _sums[c] += factors[c * stride + i];
                _diagonals[c * d + i] = Math.Exp(factors[c * stride + i]);
            }
        }

        double total = 0;
        for (int p = 0; p < n; p++) total += Point(points.Slice(p * d, d), alphas, means, factors, dalphas, dmeans, dfactors);

        double max = alphas[0], sum = 0;
        for (int c = 1; c < k; c++) max = Math.Max(max, alphas[c]);
        for (int c = 0; c < k; c++) sum += Math.Exp(alphas[c] - max);
        for (int c = 0; c < k; c++) dalphas[c] -= n * Math.Exp(alphas[c] - max) / sum;
        return total - n * (max + Math.Log(sum)) - n * d * 0.5 * Math.Log(2 * 3.14159265359) + Prior(factors, gamma, m, dfactors);
    }

    private double Point(
        ReadOnlySpan<double> point, ReadOnlySpan<double> alphas, ReadOnlySpan<double> means, ReadOnlySpan<double> factors,
        Span<double> dalphas, Span<double> dmeans, Span<double> dfactors)
    {
        int stride = d * (d + 1) / 2;
        for (int c = 0; c < k; c++)
        {
            Span<double> x = _centred.AsSpan(c * d, d), product = _products.AsSpan(c * d, d);
            ReadOnlySpan<double> mean = means.Slice(c * d, d), diagonal = _diagonals.AsSpan(c * d, d), lower = factors.Slice(c * stride + d, stride - d);
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = point[i] - mean[i];
                product[i] = diagonal[i] * x[i];
            }

            for (int j = 0; j < x.Length; j++)
            {
                double xj = x[j];
                Span<double> below = product[(j + 1)..];
                ReadOnlySpan<double> column = lower[..below.Length];
                for (int i = 0; i < below.Length; i++) below[i] += column[i] * xj;
                lower = lower[below.Length..];
            }

            double norm = 0;
            foreach (double v in product) norm += v * v;
            _terms[c] = alphas[c] + _sums[c] - 0.5 * norm;
        }

        double max = _terms[0], sum = 0;
        for (int c = 1; c < k; c++) max = Math.Max(max, _terms[c]);
        for (int c = 0; c < k; c++) sum += _terms[c] = Math.Exp(_terms[c] - max);
        for (int c = 0; c < k; c++)
        {
            double weight = _terms[c] / sum;
            ReadOnlySpan<double> x = _centred.AsSpan(c * d, d), product = _products.AsSpan(c * d, d), diagonal = _diagonals.AsSpan(c * d, d);
            ReadOnlySpan<double> lower = factors.Slice(c * stride + d, stride - d);
            Span<double> dq = dfactors.Slice(c * stride, d), dlower = dfactors.Slice(c * stride + d, stride - d), dmean = dmeans.Slice(c * d, d), slopes = _slopes;
            dalphas[c] += weight;
            for (int i = 0; i < slopes.Length; i++)
            {
                slopes[i] = -weight * product[i];
                double scaled = slopes[i] * diagonal[i];
                dq[i] += weight + scaled * x[i];
                dmean[i] -= scaled;
            }

            for (int j = 0; j < x.Length; j++)
            {
                double xj = x[j], dx = 0;
                ReadOnlySpan<double> below = slopes[(j + 1)..], column = lower[..below.Length];
                Span<double> dcolumn = dlower[..below.Length];
                for (int i = 0; i < below.Length; i++)
                {
                    dcolumn[i] += below[i] * xj;
                    dx += below[i] * column[i];
                }

                dmean[j] -= dx;
                lower = lower[below.Length..];
                dlower = dlower[below.Length..];
            }
        }

        return max + Math.Log(sum);
    }

    private double Prior(ReadOnlySpan<double> factors, double gamma, int m, Span<double> dfactors)
    {
        int stride = d * (d + 1) / 2, degrees = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.Log(3.14159265359), prior = 0;
        for (int j = 1; j <= d; j++) logGamma += SpecialFunctions.LogGamma(0.5 * degrees + 0.5 * (1 - j));
        double constant = degrees * d * (Math.Log(gamma) - 0.5 * Math.Log(2)) - logGamma;
        for (int c = 0; c < k; c++)
        {
            double squares = 0;
            for (int i = 0; i < d; i++)
            {
                double square = _diagonals[c * d + i] * _diagonals[c * d + i];
                squares += square;
                dfactors[c * stride + i] += gamma * gamma * square - m;
            }

            for (int i = d; i < stride; i++)
            {
                double factor = factors[c * stride + i];
                squares += factor * factor;
                dfactors[c * stride + i] += gamma * gamma * factor;
            }

            prior += 0.5 * gamma * gamma * squares - m * _sums[c];
        }

        return prior - k * constant;
    }
}
