using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Spans, slices, ranges and stackalloc.</summary>
public static partial class Spans
{
    [Differentiable]
    public static void Scale(Span<double> x, double s)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= s;
        }
    }

    [Differentiable]
    public static void Softmax(ReadOnlySpan<double> x, Span<double> y)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (double v in x)
        {
            max = Math.Max(max, v);
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i] - max);
            sum += y[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] /= sum;
        }
    }

    [Differentiable]
    public static double Halves(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> a = x[..(x.Length / 2)];
        ReadOnlySpan<double> b = x.Slice(x.Length / 2);
        double y = 0;
        for (int i = 0; i < a.Length; i++)
        {
            y += a[i] * b[i];
        }

        return y;
    }

    [Differentiable]
    public static double Shrinking(ReadOnlySpan<double> x)
    {
        double y = 1;
        while (x.Length > 0)
        {
            y = (y * x[0]) + x[^1];
            x = x[1..];
        }

        return y;
    }

    [Differentiable]
    public static double ShrinkingBothEnds(ReadOnlySpan<double> x)
    {
        double y = 0;
        for (; x.Length >= 2; x = x[1..^1])
        {
            y += x[0] * x[^1];
        }

        return x.Length == 1 ? y * x[0] : y;
    }

    [Differentiable]
    public static double StackAlloc(double x, double y)
    {
        Span<double> t = stackalloc double[4];
        t[0] = x;
        t[1] = y;
        for (int i = 2; i < t.Length; i++)
        {
            t[i] = t[i - 1] * t[i - 2];
        }

        return t[3] + t[2];
    }

    [Differentiable]
    public static double StackAllocInLoop(ReadOnlySpan<double> x)
    {
        double y = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            Span<double> t = stackalloc double[3];
            t[0] += x[i];
            t[1] = t[0] * x[i + 1];
            t[2] = t[1] + y;
            y = t[2] * t[0];
        }

        return y;
    }

    [Differentiable]
    public static double StackAllocInitializer(double x)
    {
        ReadOnlySpan<double> w = stackalloc double[] { 0.5, x, x * x };
        double y = 0;
        foreach (double v in w)
        {
            y = (y * x) + v;
        }

        return y;
    }

    [Differentiable]
    public static double ArrayAsSpan(double[] x)
    {
        Span<double> a = x.AsSpan(1, 2);
        a[0] *= a[1];
        ReadOnlySpan<double> b = x;
        return b[1] * b[0];
    }

    [Differentiable]
    public static double RangesOfArray(double[] x)
    {
        double[] tail = x[1..];
        tail[0] *= 2;
        double[] middle = x[1..^1];
        return (tail[0] * x[1]) + (middle[^1] * tail[^1]);
    }

    [Differentiable]
    public static void Convolve(ReadOnlySpan<double> x, ReadOnlySpan<double> kernel, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            ReadOnlySpan<double> window = x.Slice(i, kernel.Length);
            double sum = 0;
            for (int k = 0; k < kernel.Length; k++)
            {
                sum += window[k] * kernel[k];
            }

            y[i] = sum;
        }
    }

    [Differentiable]
    public static double RowsOfFlatMatrix(ReadOnlySpan<double> a, int columns)
    {
        double y = 1;
        for (int start = 0; start < a.Length; start += columns)
        {
            ReadOnlySpan<double> row = a.Slice(start, columns);
            double sum = 0;
            foreach (double v in row)
            {
                sum += v * v;
            }

            y *= 1 + sum;
        }

        return y;
    }

    [Differentiable]
    public static double ConditionalSpan(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool first)
    {
        ReadOnlySpan<double> chosen = first ? x : y;
        double sum = 0;
        foreach (double v in chosen)
        {
            sum += v * v * v;
        }

        return sum;
    }

    [Differentiable]
    public static double LengthsAndEmptiness(ReadOnlySpan<double> x, double s) => x.IsEmpty ? s : x.Length * s * x[0];

    [Differentiable]
    public static float DenseLayer(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> hidden)
    {
        float loss = 0;
        for (int j = 0; j < hidden.Length; j++)
        {
            float sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                sum += weights[(j * x.Length) + i] * x[i];
            }

            hidden[j] = MathF.Tanh(sum);
            loss += hidden[j] * hidden[j];
        }

        return loss;
    }
}

public class SpanTests
{
    private static readonly double[] s_x = [1.3, -0.7, 2.2, 0.4, 0.9];

    [Fact]
    public void In_place_scaling() => GradientAssert.AgreesInPlace(
        1.7, s_x, (s, x) => Spans.Scale(x, s), (s, x, dx) => Spans.ScaleVjp(x, s, dx));

    [Fact]
    public void Softmax_into_another_span() => GradientAssert.AgreesInPlace(
        s_x, new double[5], (x, y) => Spans.Softmax(x, y), (x, y, dx, dy) => Spans.SoftmaxVjp(x, y, dx, dy));

    [Fact]
    public void Slices() => GradientAssert.Agrees(s_x[..4], x => Spans.Halves(x), (x, dx) => Spans.HalvesGradient(x, dx));

    [Fact]
    public void A_span_that_shrinks_in_a_loop() => GradientAssert.Agrees(s_x, x => Spans.Shrinking(x), (x, dx) => Spans.ShrinkingGradient(x, dx));

    [Fact]
    public void A_span_that_shrinks_at_both_ends()
    {
        GradientAssert.Agrees(s_x, x => Spans.ShrinkingBothEnds(x), (x, dx) => Spans.ShrinkingBothEndsGradient(x, dx));
        GradientAssert.Agrees(s_x[1..], x => Spans.ShrinkingBothEnds(x), (x, dx) => Spans.ShrinkingBothEndsGradient(x, dx));
    }

    [Fact]
    public void Stackalloc() => GradientAssert.Agrees(1.2, 0.7, Spans.StackAlloc, (x, y) => Spans.StackAllocGradient(x, y));

    [Fact]
    public void Stackalloc_in_a_loop() => GradientAssert.Agrees(s_x, x => Spans.StackAllocInLoop(x), (x, dx) => Spans.StackAllocInLoopGradient(x, dx));

    [Fact]
    public void Stackalloc_with_elements() => GradientAssert.Agrees(1.2, Spans.StackAllocInitializer, x => Spans.StackAllocInitializerGradient(x));

    [Fact]
    public void An_array_as_spans() => GradientAssert.Agrees(s_x, Spans.ArrayAsSpan, (x, dx) => Spans.ArrayAsSpanGradient(x, dx));

    [Fact]
    public void Ranges_of_an_array_are_copies() => GradientAssert.Agrees(s_x, Spans.RangesOfArray, (x, dx) => Spans.RangesOfArrayGradient(x, dx));

    [Fact]
    public void Convolution() => GradientAssert.Agrees(
        [], [s_x, [0.5, -1], [0, 0, 0, 0]],
        (_, b) =>
        {
            Spans.Convolve(b[0], b[1], b[2]);
            return 0;
        },
        (_, b, d) =>
        {
            Spans.ConvolveVjp(b[0], b[1], b[2], d[0], d[1], d[2]);
            return (0, []);
        });

    [Fact]
    public void Rows_of_a_flat_matrix() => GradientAssert.Agrees(
        [1, 2, 3, 0.5, -1, 0.25], x => Spans.RowsOfFlatMatrix(x, 3), (x, dx) => Spans.RowsOfFlatMatrixGradient(x, 3, dx));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_of_two_spans(bool first) => GradientAssert.Agrees(
        s_x, [0.5, 0.25], (x, y) => Spans.ConditionalSpan(x, y, first), (x, y, dx, dy) => Spans.ConditionalSpanGradient(x, y, first, dx, dy));

    [Fact]
    public void Lengths()
    {
        GradientAssert.Agrees(1.7, s_x, (s, x) => Spans.LengthsAndEmptiness(x, s), (s, x, dx) => Spans.LengthsAndEmptinessGradient(x, s, dx));
        GradientAssert.Agrees(1.7, [], (s, x) => Spans.LengthsAndEmptiness(x, s), (s, x, dx) => Spans.LengthsAndEmptinessGradient(x, s, dx));
    }

    [Fact]
    public void A_dense_layer_in_float()
    {
        float[] w = [0.1f, -0.2f, 0.3f, 0.4f], x = [1.5f, -0.5f], dw = new float[4], dx = new float[2], dh = new float[2];
        float[] h = new float[2], expected = new float[2];
        float loss = Spans.DenseLayerGradient(w, x, h, dw, dx, dh);
        Assert.Equal(Spans.DenseLayer(w, x, expected), loss);
        Assert.Equal(expected, h);
        Assert.Equal([0f, 0], dh);
        for (int j = 0; j < 2; j++)
        {
            double slope = 2 * h[j] * (1 - (h[j] * (double)h[j]));
            Assert.Equal(slope * x[0], dw[j * 2], 1e-6);
            Assert.Equal(slope * x[1], dw[(j * 2) + 1], 1e-6);
        }
    }
}
