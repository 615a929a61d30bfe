namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>Attention and its adjoints against loops in double, for numbers of keys on both sides of a register's width.</summary>
public class AttentionTests
{
    [Theory]
    [InlineData(1, 1, 3, 2, true)]
    [InlineData(16, 16, 4, 5, true)]
    [InlineData(17, 17, 4, 5, false)]
    [InlineData(40, 37, 8, 8, true)]
    [InlineData(20, 51, 8, 3, true)]
    [InlineData(33, 70, 8, 16, false)]
    [InlineData(64, 64, 32, 32, true)]
    [InlineData(300, 300, 4, 4, true)]
    public void Values_and_adjoints_are_those_of_loops(int queries, int keys, int width, int values, bool causal)
    {
        var random = new Random(queries + keys);
        Tensor q = Values(random, 2, queries, width), k = Values(random, 2, keys, width), v = Values(random, 2, keys, values);
        Tensor cotangent = Values(random, 2, queries, values);
        Tensor dq = Tensor.Zeros(2, queries, width), dk = Tensor.Zeros(2, keys, width), dv = Tensor.Zeros(2, keys, values);
        TensorDerivatives.AttentionVjp(q, k, v, causal, cotangent, dq, dk, dv);
        Tensor result = Tensor.Attention(q, k, v, causal);
        double scale = 1 / Math.Sqrt(width);
        for (int head = 0; head < 2; head++)
        {
            double[,] expectedKeys = new double[keys, width], expectedValues = new double[keys, values];
            for (int i = 0; i < queries; i++)
            {
                double[] weights = Weights(q, k, head, i, causal, scale), adjoints = new double[keys];
                for (int c = 0; c < values; c++)
                    Close(Enumerable.Range(0, keys).Sum(j => weights[j] * v[head, j, c]), result[head, i, c]);
                for (int j = 0; j < keys; j++)
                {
                    for (int c = 0; c < values; c++)
                    {
                        adjoints[j] += cotangent[head, i, c] * (double)v[head, j, c];
                        expectedValues[j, c] += cotangent[head, i, c] * weights[j];
                    }
                }

                double mean = Enumerable.Range(0, keys).Sum(j => weights[j] * adjoints[j]);
                for (int c = 0; c < width; c++)
                {
                    Close(Enumerable.Range(0, keys).Sum(j => weights[j] * (adjoints[j] - mean) * scale * k[head, j, c]), dq[head, i, c]);
                    for (int j = 0; j < keys; j++)
                        expectedKeys[j, c] += weights[j] * (adjoints[j] - mean) * scale * q[head, i, c];
                }
            }

            for (int j = 0; j < keys; j++)
            {
                for (int c = 0; c < width; c++)
                    Close(expectedKeys[j, c], dk[head, j, c]);
                for (int c = 0; c < values; c++)
                    Close(expectedValues[j, c], dv[head, j, c]);
            }
        }
    }

    [Fact]
    public void A_key_that_a_query_does_not_see_changes_nothing()
    {
        var random = new Random(1);
        Tensor q = Values(random, 1, 40, 8), k = Values(random, 1, 40, 8), v = Values(random, 1, 40, 8), before = Tensor.Attention(q, k, v, causal: true);
        k[0, 39, 2] = float.NaN;
        Tensor result = Tensor.Attention(q, k, v, causal: true);
        Assert.Equal(before.AsSpan()[..(39 * 8)], result.AsSpan()[..(39 * 8)]);
        Assert.All(result.AsSpan()[(39 * 8)..].ToArray(), value => Assert.True(float.IsNaN(value)));
    }

    private static double[] Weights(Tensor q, Tensor k, int head, int query, bool causal, double scale)
    {
        int keys = k.Shape[1];
        double[] exponentials = new double[keys];
        for (int j = 0; j < keys && (!causal || j <= query); j++)
            exponentials[j] = Math.Exp(scale * Enumerable.Range(0, k.Shape[2]).Sum(c => (double)q[head, query, c] * k[head, j, c]));
        double sum = exponentials.Sum();
        return [.. exponentials.Select(x => x / sum)];
    }

    private static void Close(double expected, float actual) => Assert.Equal(expected, actual, 2e-5 * (1 + Math.Abs(expected)));

    private static Tensor Values(Random random, params int[] shape)
    {
        Tensor values = Tensor.Zeros(shape);
        foreach (ref float value in values.AsSpan())
            value = 4 * random.NextSingle() - 2;
        return values;
    }
}
