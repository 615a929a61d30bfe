namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>Pooling against the first maximum, or the mean, of each window by itself.</summary>
public class PoolingTests
{
    public static TheoryData<int, int, int, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, int, int, int>();
            foreach (int width in (int[])[2, 3, 7, 8, 10, 12, 14, 15, 16, 18, 20, 28, 32, 33, 34, 36, 62, 66, 71])
                cases.Add(3, 6, width, 2, 2);
            cases.Add(2, 2, 2, 2, 0);
            cases.Add(2, 9, 10, 3, 3);
            cases.Add(2, 9, 10, 3, 2);
            cases.Add(1, 5, 20, 2, 1);
            cases.Add(1, 5, 5, 5, 1);
            cases.Add(1, 7, 40, 2, 3);
            cases.Add(0, 4, 4, 2, 2);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_derivative_goes_to_the_first_maximum_or_NaN_of_each_window(int planes, int height, int width, int kernel, int stride)
    {
        // Few different values make ties. Registers that have no NaN go a way of their own.
        foreach (float first in (float[])[float.NaN, 1])
            FirstMaxima(Values(planes, height, width, random => random.Next(10) switch { 0 => first, 1 => -0f, 2 => 0f, int n => n }), kernel, stride);
    }

    private static void FirstMaxima(Tensor x, int kernel, int stride)
    {
        Tensor result = Tensor.MaxPool2d(x, kernel, stride), dx = Tensor.Zeros(x.Shape);
        Tensor cotangent = Tensor.Zeros(result.Shape);
        for (int i = 0; i < cotangent.Length; i++)
            cotangent.AsSpan()[i] = i + 1;
        TensorDerivatives.MaxPool2dVjp(x, kernel, stride, cotangent, dx);

        float[] expected = new float[x.Length];
        Each(x, result, kernel, stride, (i, window) =>
        {
            int first = window.Cast<int?>().FirstOrDefault(at => float.IsNaN(x.AsSpan()[at!.Value])) ?? window.MaxBy(at => x.AsSpan()[at]);
            Assert.Equal(BitConverter.SingleToInt32Bits(x.AsSpan()[first]), BitConverter.SingleToInt32Bits(result.AsSpan()[i]));
            expected[first] += i + 1;
        });
        Assert.Equal(expected, dx.AsSpan().ToArray());
        dx.AsSpan().Fill(-1);
        dx.ZeroLater();
        TensorDerivatives.MaxPool2dVjp(x, kernel, stride, cotangent, dx);
        Assert.Equal(expected, dx.AsSpan().ToArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mean_spreads_its_cotangent_over_its_window(int planes, int height, int width, int kernel, int stride)
    {
        Tensor x = Values(planes, height, width, random => random.NextSingle());
        Tensor result = Tensor.AvgPool2d(x, kernel, stride), dx = Tensor.Zeros(x.Shape);
        TensorDerivatives.AvgPool2dVjp(kernel, stride, result, dx);
        var expected = new double[x.Length];
        Each(x, result, kernel, stride, (i, window) =>
        {
            Assert.Equal(window.Average(at => x.AsSpan()[at]), result.AsSpan()[i], 1e-6f);
            foreach (int at in window)
                expected[at] += (double)result.AsSpan()[i] / (kernel * kernel);
        });
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], dx.AsSpan()[i], 2e-6);
    }

    private static void Each(Tensor x, Tensor result, int kernel, int stride, Action<int, int[]> action)
    {
        int step = stride == 0 ? kernel : stride, height = x.Shape[2], width = x.Shape[3];
        for (int i = 0; i < result.Length; i++)
        {
            int left = i % result.Shape[3] * step, top = i / result.Shape[3] % result.Shape[2] * step, plane = i / (result.Shape[2] * result.Shape[3]);
            int[] window =
            [
                .. from y in Enumerable.Range(top, kernel)
                   from column in Enumerable.Range(left, kernel)
                   select (plane * height + y) * width + column,
            ];
            action(i, window);
        }
    }

    private static Tensor Values(int planes, int height, int width, Func<Random, float> next)
    {
        var random = new Random(width * 100 + height);
        Tensor values = Tensor.Zeros(1, planes, height, width);
        foreach (ref float value in values.AsSpan())
            value = next(random);
        return values;
    }
}
