using AutoDiff.CompilerServices;

namespace AutoDiff.Benchmarks.Scoreboard.HandWritten;

/// <summary>The gradient of micrograd's demo by hand, as in benchmarks/native/network.cpp.</summary>
internal static class Step
{
    private const int Width = 16;

    public static double Gradient(ReadOnlySpan<double> p, ReadOnlySpan<double> points, ReadOnlySpan<int> labels, Span<double> dp)
    {
        ReadOnlySpan<double> second = p.Slice(3 * Width, (Width + 1) * Width), last = p[((Width + 4) * Width)..];
        Span<double> dsecond = dp.Slice(3 * Width, (Width + 1) * Width), dlast = dp[((Width + 4) * Width)..];
        Span<double> a = stackalloc double[Width], b = stackalloc double[Width], da = stackalloc double[Width];
        double margins = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            double x = points[2 * n], y = points[2 * n + 1], score = last[Width];
            for (int i = 0; i < a.Length; i++) a[i] = Math.Max(0, p[3 * i] * x + p[3 * i + 1] * y + p[3 * i + 2]);
            for (int i = 0; i < b.Length; i++)
            {
                ReadOnlySpan<double> w = second.Slice((Width + 1) * i, Width + 1);
                double v = w[Width];
                for (int j = 0; j < a.Length; j++) v += w[j] * a[j];
                b[i] = Math.Max(0, v);
                score += last[i] * b[i];
            }

            double margin = 1 - labels[n] * score;
            if (!(margin > 0)) continue;
            margins += margin;
            double d = -(double)labels[n] / labels.Length;
            Zeros.Clear(da);
            dlast[Width] += d;
            for (int i = 0; i < b.Length; i++)
            {
                dlast[i] += d * b[i];
                if (!(b[i] > 0)) continue;
                double db = d * last[i];
                ReadOnlySpan<double> w = second.Slice((Width + 1) * i, Width + 1);
                Span<double> dw = dsecond.Slice((Width + 1) * i, Width + 1);
                for (int j = 0; j < a.Length; j++)
                {
                    dw[j] += db * a[j];
                    da[j] += db * w[j];
                }

                dw[Width] += db;
            }

            for (int i = 0; i < a.Length; i++)
            {
                if (!(a[i] > 0)) continue;
                dp[3 * i] += da[i] * x;
                dp[3 * i + 1] += da[i] * y;
                dp[3 * i + 2] += da[i];
            }
        }

        double squares = 0;
        for (int i = 0; i < p.Length; i++)
        {
            squares += p[i] * p[i];
            dp[i] += 2e-4 * p[i];
        }

        return margins / labels.Length + 1e-4 * squares;
    }
}
