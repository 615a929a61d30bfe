namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>Layer normalization and its adjoints against loops in double, for widths of whole registers and others.</summary>
public class LayerNormTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 16)]
    [InlineData(7, 32)]
    [InlineData(3, 33)]
    [InlineData(300, 128)]
    [InlineData(4, 1024)]
    public void Values_and_adjoints_are_those_of_loops(int rows, int width)
    {
        const double Epsilon = 1e-5;
        var random = new Random(rows + width);
        Tensor x = Values(random, rows, width), weight = Values(random, width), bias = Values(random, width), cotangent = Values(random, rows, width);
        Tensor result = Tensor.LayerNorm(x, weight, bias, Epsilon);
        Tensor dx = Values(random, rows, width), dweight = Values(random, width), dbias = Values(random, width), before = dx.Clone();
        double[] dweights = [.. dweight.AsSpan().ToArray()], dbiases = [.. dbias.AsSpan().ToArray()];
        TensorDerivatives.LayerNormVjp(x, weight, Epsilon, cotangent, dx, dweight, dbias);
        for (int row = 0; row < rows; row++)
        {
            double mean = Enumerable.Range(0, width).Average(i => (double)x[row, i]);
            double scale = 1 / Math.Sqrt(Enumerable.Range(0, width).Average(i => Math.Pow(x[row, i] - mean, 2)) + Epsilon);
            double Normalized(int i) => (x[row, i] - mean) * scale;
            double Scaled(int i) => (double)cotangent[row, i] * weight[i];
            double average = Enumerable.Range(0, width).Average(Scaled), slope = Enumerable.Range(0, width).Average(i => Scaled(i) * Normalized(i));
            for (int i = 0; i < width; i++)
            {
                Close(Normalized(i) * weight[i] + bias[i], result[row, i]);
                Close(before[row, i] + scale * (Scaled(i) - average - Normalized(i) * slope), dx[row, i]);
                dweights[i] += cotangent[row, i] * Normalized(i);
                dbiases[i] += cotangent[row, i];
            }
        }

        for (int i = 0; i < width; i++)
        {
            Close(dweights[i], dweight[i]);
            Close(dbiases[i], dbias[i]);
        }
    }

    private static void Close(double expected, float actual) => Assert.Equal(expected, actual, 5e-5 * (1 + Math.Abs(expected)));

    private static Tensor Values(Random random, params int[] shape)
    {
        Tensor values = Tensor.Zeros(shape);
        foreach (ref float value in values.AsSpan())
            value = 4 * random.NextSingle() - 2;
        return values;
    }
}
