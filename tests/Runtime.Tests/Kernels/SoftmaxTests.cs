namespace AutoDiff.Runtime.Tests.Kernels;

public class SoftmaxTests
{
    // What is too small for a normal number is 0; rows of fewer values than a register has, and of more.
    [Theory]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(37)]
    public void Values_far_below_the_largest(int count)
    {
        float[] far = [0, -86, -87.5f, -100, float.NegativeInfinity];
        float[] row = [.. Enumerable.Range(0, count).Select(i => far[i % far.Length] + 3)];
        float[] result = SoftmaxOf(row);
        double sum = row.Sum(x => Math.Exp(x - 3.0));
        for (int i = 0; i < count; i++)
        {
            double expected = Math.Exp(row[i] - 3.0) / sum;
            if (row[i] - 3 < -87.4f)
                Assert.Equal(0, result[i]);
            else
                Assert.Equal(expected, result[i], 1e-6 * expected);
        }
    }

    [Fact]
    public void What_is_no_number_makes_the_row_none()
    {
        float[] row = [1, float.NaN, -200];
        Assert.All(SoftmaxOf(row), x => Assert.True(float.IsNaN(x)));
    }

    private static float[] SoftmaxOf(float[] row)
    {
        Tensor x = Tensor.Zeros(1, row.Length);
        row.CopyTo(x.AsSpan());
        return Tensor.Softmax(x).AsSpan().ToArray();
    }
}
