using System.Numerics.Tensors;
using System.Text;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Methods such as users write, each with a mixture of statements, library calls and collections.</summary>
public static partial class Everyday
{
    private static readonly double[] s_weights = [0.2, 0.3, 0.5];

    public static List<string> Messages { get; } = [];

    [Differentiable]
    public static double SineAndCosine(double x)
    {
        var (sin, cos) = double.SinCos(x);
        (double a, double b) = double.SinCosPi(x * 0.3);
        var pair = double.SinCos(2 * x);
        return sin * cos + a * b * b + pair.Sin / (2 + pair.Cos);
    }

    [Differentiable]
    public static double DigammaOf(double x) => SpecialFunctions.Digamma(x) * x;

    [Differentiable]
    public static double BlackScholes(double spot, double strike, double rate, double volatility, double time, bool isCall = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(time);
        double root = volatility * Math.Sqrt(time);
        double d1 = (Math.Log(spot / strike) + (rate + volatility * volatility / 2) * time) / root, d2 = d1 - root;
        double discount = Math.Exp(-rate * time);
        return isCall
            ? spot * SpecialFunctions.NormalCdf(d1) - strike * discount * SpecialFunctions.NormalCdf(d2)
            : strike * discount * SpecialFunctions.NormalCdf(-d2) - spot * SpecialFunctions.NormalCdf(-d1);
    }

    [Differentiable]
    public static double BinomialTree(double[] p, int steps)
    {
        double spot = p[0], up = Math.Exp(p[1] * Math.Sqrt(1.0 / steps)), down = 1 / up;
        double q = (Math.Exp(p[2] / steps) - down) / (up - down);
        var values = new List<double>();
        for (int i = 0; i <= steps; i++)
        {
            values.Add(Math.Max(spot * Math.Pow(up, steps - 2 * i) - p[3], 0));
        }

        while (values.Count > 1)
        {
            List<double> next = [];
            for (int i = 0; i < values.Count - 1; i++)
            {
                next.Add((q * values[i] + (1 - q) * values[i + 1]) * Math.Exp(-p[2] / steps));
            }

            values = next;
        }

        return values[0];
    }

    [Differentiable]
    public static double PresentValue(ReadOnlySpan<double> flows, double rate)
    {
        double sum = 0, factor = 1;
        var seen = new HashSet<int>();
        foreach (double flow in flows)
        {
            sum += flow * factor;
            factor /= 1 + rate;
            if (!seen.Add((seen.Count * 7) % 5))
            {
                break;
            }
        }

        return sum;
    }

    [Differentiable]
    public static double SoftmaxLoss(double[] logits, int label)
    {
        double[] p = [.. logits];
        double max = p[0];
        foreach (double v in p[1..])
        {
            max = v > max ? v : max;
        }

        double sum = 0;
        for (int i = 0; i < p.Length; i++)
        {
            sum += p[i] = Math.Exp(p[i] - max);
        }

        var log = new StringBuilder();
        log.Append($"sum {sum:F3}");
        Messages.Add(log.ToString());
        return -Math.Log(p[label] / sum);
    }

    [Differentiable]
    public static double Convolution(ReadOnlySpan<double> signal, ReadOnlySpan<double> kernel)
    {
        double[] result = new double[signal.Length - kernel.Length + 1];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = TensorPrimitives.Dot(signal.Slice(i, kernel.Length), kernel);
        }

        Array.Reverse(result);
        return TensorPrimitives.SumOfSquares(result) + result[0] * result[^1];
    }

    [Differentiable]
    public static double MovingAverage(double[] x, int width)
    {
        var window = new List<double>(width);
        double energy = 0;
        foreach (double v in x)
        {
            window.Add(v);
            if (window.Count > width)
            {
                window.RemoveAt(0);
            }

            double mean = 0;
            foreach (double w in window)
            {
                mean += w / window.Count;
            }

            energy += (v - mean) * (v - mean);
        }

        return energy;
    }

    [Differentiable]
    public static double Polygon(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        (double X, double Y)[] points = new (double, double)[x.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = (x[i], y[i]);
        }

        double area = 0, length = 0;
        for (int i = 0; i < points.Length; i++)
        {
            var (ax, ay) = points[i];
            var (bx, by) = points[(i + 1) % points.Length];
            area += ax * by - bx * ay;
            length += double.Hypot(bx - ax, by - ay);
        }

        return area / 2 + length;
    }

    [Differentiable]
    public static double Median(double[] x)
    {
        int[] order = Enumerable.Range(0, x.Length).ToArray();
        for (int i = 1; i < order.Length; i++)
        {
            for (int j = i; j > 0 && x[order[j]] < x[order[j - 1]]; j--)
            {
                (order[j], order[j - 1]) = (order[j - 1], order[j]);
            }
        }

        int half = order.Length / 2;
        return order.Length % 2 == 1 ? x[order[half]] : (x[order[half - 1]] + x[order[half]]) / 2;
    }

    [Differentiable]
    public static double Histogram(double[] x, int[] labels)
    {
        var counts = new Dictionary<int, int>();
        foreach (int label in labels)
        {
            counts[label] = counts.TryGetValue(label, out int c) ? c + 1 : 1;
        }

        double sum = 0;
        foreach (var (label, count) in counts)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                if (labels[i] == label)
                {
                    sum += x[i] * x[i] / count;
                }
            }
        }

        return sum;
    }

    [Differentiable]
    public static double Weighted(double[] x)
    {
        Func<int, int> index = i => (i * 2 + 1) % 3;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += s_weights[index(i)] * Math.Tanh(x[i]);
        }

        return sum;
    }

    [Differentiable]
    public static double Commands(string program, double x)
    {
        double value = x;
        var stack = new List<double>();
        foreach (char c in program)
        {
            switch (c)
            {
                case 'd':
                    stack.Add(value);
                    break;
                case '*':
                    value *= stack[^1];
                    stack.RemoveAt(stack.Count - 1);
                    break;
                case 's':
                    value = Math.Sin(value);
                    break;
                case >= '0' and <= '9':
                    value += c - '0';
                    break;
            }
        }

        return value;
    }

    [Differentiable]
    public static double Pendulum(double angle, double velocity, int steps)
    {
        (double Angle, double Velocity) state = (angle, velocity);
        for (int i = 0; i < steps; i++)
        {
            (double a, double v) = state;
            double half = v - 0.05 * Math.Sin(a);
            state = (a + 0.1 * half, half - 0.05 * Math.Sin(a + 0.1 * half));
        }

        return state.Angle * state.Angle + state.Velocity;
    }

    [Differentiable]
    public static double Heat(double[] x, int steps)
    {
        double[] current = (double[])x.Clone(), next = new double[x.Length];
        while (steps-- > 0)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double left = i > 0 ? current[i - 1] : current[^1], right = current[(i + 1) % x.Length];
                next[i] = current[i] + 0.1 * (left - 2 * current[i] + right) * (1 + current[i] * current[i]);
            }

            (current, next) = (next, current);
        }

        return TensorPrimitives.Norm(current.AsSpan());
    }

    [Differentiable]
    public static double Cholesky(double[] x)
    {
        double[,] a = { { 4 + x[0] * x[0], x[1] }, { x[1], 3 + x[2] * x[2] } };
        double[,] l = (double[,])a.Clone();
        for (int j = 0; j < 2; j++)
        {
            for (int k = 0; k < j; k++)
            {
                l[j, j] -= l[j, k] * l[j, k];
            }

            l[j, j] = Math.Sqrt(l[j, j]);
            for (int i = j + 1; i < 2; i++)
            {
                l[i, j] /= l[j, j];
                l[j, i] = 0;
            }
        }

        return 2 * (Math.Log(l[0, 0]) + Math.Log(l[1, 1])) + l[1, 0];
    }

    [Differentiable]
    public static double Newton(double target, double start)
    {
        double x = start;
        int iterations = 0;
        do
        {
            x -= (x * x * x - target) / (3 * x * x);
            if (++iterations > 50)
            {
                throw new InvalidOperationException($"no convergence at {x}");
            }
        }
        while (Math.Abs(x * x * x - target) > 1e-13);
        return x;
    }

    [Differentiable]
    public static double Huber(double[] predictions, [NoGradient] double[] targets, double? threshold = null)
    {
        double t = threshold ?? 1.0;
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            double d = Math.Abs(predictions[i] - targets[i]);
            sum += d switch
            {
                _ when d <= t => d * d / 2,
                _ => t * (d - t / 2),
            };
        }

        return sum / predictions.Length;
    }

    [Differentiable]
    public static double Interpolated(double[] knots, double at)
    {
        int i = Math.Clamp((int)Gradient.Stop(at), 0, knots.Length - 2);
        return double.Lerp(knots[i], knots[i + 1], at - i);
    }

    [Differentiable]
    public static double Autoregressive(double[] coefficients, double start)
    {
        var history = new List<double> { start, start * 0.5 };
        for (int t = 0; t < 5; t++)
        {
            double next = 0;
            for (int k = 0; k < coefficients.Length && k < history.Count; k++)
            {
                next += coefficients[k] * history[^(k + 1)];
            }

            history.Insert(history.Count, Math.Tanh(next));
        }

        List<double> last = history[^3..];
        return last[0] * last[1] + last[2];
    }

    [Differentiable]
    public static void Normalise(Span<double> x, out double mean, out double deviation)
    {
        mean = TensorPrimitives.Sum(x) / x.Length;
        double sum = 0;
        foreach (ref double v in x)
        {
            v -= mean;
            sum += v * v;
        }

        deviation = Math.Sqrt(sum / x.Length);
        foreach (ref double v in x)
        {
            v /= deviation;
        }
    }

    [Differentiable]
    public static double Attention(ReadOnlySpan<double> q, ReadOnlySpan<double> keys)
    {
        int n = keys.Length / q.Length;
        Span<double> scores = stackalloc double[n];
        for (int i = 0; i < n; i++)
        {
            scores[i] = TensorPrimitives.Dot(q, keys.Slice(i * q.Length, q.Length)) / Math.Sqrt(q.Length);
        }

        double[] p = new double[n];
        TensorPrimitives.SoftMax(scores, p);
        double result = 0;
        for (int i = 0; i < n; i++)
        {
            result += p[i] * keys[(i * q.Length)..][0];
        }

        return result;
    }
}

public class EverydayTests
{
    private static readonly double[] s_x = [0.5, -1.25, 2, 0.75];

    [Fact]
    public void Sine_and_cosine_as_a_pair() => GradientAssert.Agrees(0.7, Everyday.SineAndCosine, x => Everyday.SineAndCosineGradient(x));

    [Theory]
    [InlineData(0.3)]
    [InlineData(4.5)]
    [InlineData(-2.3)]
    public void Digamma(double x) => GradientAssert.Agrees(x, Everyday.DigammaOf, v => Everyday.DigammaOfGradient(v));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Black_Scholes(bool isCall) => GradientAssert.Agrees([100, 95, 0.03, 0.25, 0.8], [], (s, _) => Everyday.BlackScholes(s[0], s[1], s[2], s[3], s[4], isCall), (s, _, _) =>
    {
        var (value, dspot, dstrike, drate, dvolatility, dtime) = Everyday.BlackScholesGradient(s[0], s[1], s[2], s[3], s[4], isCall);
        return (value, [dspot, dstrike, drate, dvolatility, dtime]);
    });

    [Fact]
    public void A_binomial_tree() => GradientAssert.Agrees(
        [1.1, 0.3, 0.05, 1.0], p => Everyday.BinomialTree(p, 6), (p, dp) => Everyday.BinomialTreeGradient(p, 6, dp));

    [Fact]
    public void A_present_value() => GradientAssert.Agrees([0.07], [s_x], (s, b) => Everyday.PresentValue(b[0], s[0]), (s, b, d) =>
    {
        var (value, ds) = Everyday.PresentValueGradient(b[0], s[0], d[0]);
        return (value, [ds]);
    });

    [Fact]
    public void A_softmax_loss_that_logs() => GradientAssert.Agrees(s_x, x => Everyday.SoftmaxLoss(x, 1), (x, dx) => Everyday.SoftmaxLossGradient(x, 1, dx));

    [Fact]
    public void A_convolution() => GradientAssert.Agrees(
        s_x, [0.5, -2], (x, k) => Everyday.Convolution(x, k), (x, k, dx, dk) => Everyday.ConvolutionGradient(x, k, dx, dk));

    [Fact]
    public void A_moving_average() => GradientAssert.Agrees(s_x, x => Everyday.MovingAverage(x, 2), (x, dx) => Everyday.MovingAverageGradient(x, 2, dx));

    [Fact]
    public void A_polygon() => GradientAssert.Agrees(
        s_x, [1, 2, 0.5, -1], (x, y) => Everyday.Polygon(x, y), (x, y, dx, dy) => Everyday.PolygonGradient(x, y, dx, dy));

    [Fact]
    public void A_median() => GradientAssert.Agrees(s_x, Everyday.Median, (x, dx) => Everyday.MedianGradient(x, dx));

    [Fact]
    public void A_histogram() => GradientAssert.Agrees(
        s_x, x => Everyday.Histogram(x, [1, 0, 1, 2]), (x, dx) => Everyday.HistogramGradient(x, [1, 0, 1, 2], dx));

    [Fact]
    public void A_lambda_for_the_indices() => GradientAssert.Agrees(s_x, Everyday.Weighted, (x, dx) => Everyday.WeightedGradient(x, dx));

    [Theory]
    [InlineData("dd*s3*")]
    [InlineData("1d2*s")]
    [InlineData("")]
    public void An_interpreter(string program) => GradientAssert.Agrees(0.7, x => Everyday.Commands(program, x), x => Everyday.CommandsGradient(program, x));

    [Fact]
    public void A_pendulum() => GradientAssert.Agrees([0.4, -0.3], [], (s, _) => Everyday.Pendulum(s[0], s[1], 9), (s, _, _) =>
    {
        var (value, da, dv) = Everyday.PendulumGradient(s[0], s[1], 9);
        return (value, [da, dv]);
    });

    [Fact]
    public void Heat() => GradientAssert.Agrees(s_x, x => Everyday.Heat(x, 5), (x, dx) => Everyday.HeatGradient(x, 5, dx));

    [Fact]
    public void A_Cholesky_factor() => GradientAssert.Agrees(s_x, Everyday.Cholesky, (x, dx) => Everyday.CholeskyGradient(x, dx));

    [Fact]
    public void Newtons_iteration()
    {
        var (value, dtarget, dstart) = Everyday.NewtonGradient(5, 1.5);
        Assert.Equal(Everyday.Newton(5, 1.5), value);
        Assert.Equal(1 / (3 * value * value), dtarget, 1e-9);
        Assert.Equal(0, dstart, 1e-6);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.3)]
    public void Huber(double? threshold) => GradientAssert.Agrees(
        s_x, x => Everyday.Huber(x, [1, -1, 2.5, 3], threshold), (x, dx) => Everyday.HuberGradient(x, [1, -1, 2.5, 3], threshold, dx));

    [Theory]
    [InlineData(0.25)]
    [InlineData(2.75)]
    public void Interpolation(double at) => GradientAssert.Agrees([at], [s_x], (s, b) => Everyday.Interpolated(b[0], s[0]), (s, b, d) =>
    {
        var (value, ds) = Everyday.InterpolatedGradient(b[0], s[0], d[0]);
        return (value, [ds]);
    });

    [Fact]
    public void An_autoregressive_series() => GradientAssert.Agrees([0.8], [[0.4, -0.2, 0.1]], (s, b) => Everyday.Autoregressive(b[0], s[0]), (s, b, d) =>
    {
        var (value, ds) = Everyday.AutoregressiveGradient(b[0], s[0], d[0]);
        return (value, [ds]);
    });

    [Fact]
    public void Normalisation_in_place() => GradientAssert.Agrees([], [s_x], (_, b) =>
    {
        Everyday.Normalise(b[0], out double mean, out double deviation);
        return 2 * mean - deviation;
    }, (_, b, d) =>
    {
        Everyday.NormaliseVjp(b[0], out double mean, out double deviation, 2, -1, d[0]);
        return (2 * mean - deviation, []);
    });

    [Fact]
    public void Attention() => GradientAssert.Agrees(
        [0.5, -1], [1, 2, 0.5, -1, 0.3, 0.2], (q, k) => Everyday.Attention(q, k), (q, k, dq, dk) => Everyday.AttentionGradient(q, k, dq, dk));
}
