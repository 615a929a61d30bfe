using static AutoDiff.TensorDerivatives;

namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>
/// Values against a scalar reference in double, and adjoints against differences of that reference, for lengths on both sides of every
/// register width.
/// </summary>
public class ReferenceTests
{
    public static TheoryData<int> Lengths => [0, 1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 67];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Elementwise_operations(int length)
    {
        CheckMap(length, -3, 3, Tensor.Exp, ExpVjp, Math.Exp, keepsResult: true);
        CheckMap(length, 0.1, 4, Tensor.Log, LogVjp, Math.Log);
        CheckMap(length, 0.1, 4, Tensor.Sqrt, SqrtVjp, Math.Sqrt, keepsResult: true);
        CheckMap(length, -9, 9, Tensor.Tanh, TanhVjp, Math.Tanh, keepsResult: true);
        CheckMap(length, -0.7, 0.7, Tensor.Tanh, TanhVjp, Math.Tanh, keepsResult: true);
        CheckMap(length, -9, 9, Tensor.Sigmoid, SigmoidVjp, x => 1 / (1 + Math.Exp(-x)), keepsResult: true);
        CheckMap(length, -3, 3, Tensor.Relu, ReluVjp, x => Math.Max(x, 0), keepsResult: true);
        CheckMap(length, -6, 6, Tensor.Gelu, GeluVjp, x => x * SpecialFunctions.NormalCdf(x));
        CheckMap(length, -9, 9, Tensor.Silu, SiluVjp, x => x / (1 + Math.Exp(-x)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public void Gelu_of_what_is_not_finite(int times)
    {
        float[] values = [float.PositiveInfinity, float.NegativeInfinity, float.NaN, 40, -40, 0];
        float[] expected = [float.PositiveInfinity, 0, float.NaN, 40, 0, 0];
        float[] result = Tensor.Gelu(Tensor.Create([.. values.SelectMany(value => Enumerable.Repeat(value, times))], values.Length * times)).AsSpan().ToArray();
        Assert.Equal(expected.SelectMany(value => Enumerable.Repeat(value, times)), result);
    }

    [Theory]
    [InlineData(new[] { 5, 33 }, new[] { 5, 33 })]
    [InlineData(new[] { 5, 33 }, new[] { 33 })]
    [InlineData(new[] { 5, 33 }, new[] { 5, 1 })]
    [InlineData(new[] { 1, 33 }, new[] { 5, 1 })]
    [InlineData(new[] { 2, 1, 3, 1 }, new[] { 4, 1, 17 })]
    [InlineData(new int[0], new[] { 2, 3 })]
    [InlineData(new[] { 0, 3 }, new[] { 1, 3 })]
    [InlineData(new[] { 1 }, new int[0])]
    public void Broadcast_operations(int[] shapeA, int[] shapeB)
    {
        CheckPair(shapeA, shapeB, Tensor.Add, (a, b, d, da, db) => AddVjp(d, da, db), (a, b) => a + b);
        CheckPair(shapeA, shapeB, Tensor.Subtract, (a, b, d, da, db) => SubtractVjp(d, da, db), (a, b) => a - b);
        CheckPair(shapeA, shapeB, Tensor.Multiply, MultiplyVjp, (a, b) => a * b);
        CheckPair(shapeA, shapeB, Tensor.Divide, DivideVjp, (a, b) => a / b);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 17, 1)]
    [InlineData(2, 5, 19)]
    [InlineData(4, 33, 2)]
    public void Reductions_along_an_axis(int outer, int length, int inner)
    {
        Tensor x = Random(1, -2, 2, outer, length, inner);
        foreach (bool keep in new[] { false, true })
        {
            int[] shape = keep ? [outer, 1, inner] : [outer, inner];
            Assert.Equal(shape, Tensor.Sum(x, 1, keep).Shape.ToArray());
            CheckAdjoint(x, Tensor.Sum(x, 1, keep), (d, dx) => SumVjp(1, d, dx), v => Along(v, outer, length, inner, s => s.Sum()));
            CheckAdjoint(x, Tensor.Mean(x, -2, keep), (d, dx) => MeanVjp(-2, d, dx), v => Along(v, outer, length, inner, s => s.Average()));
            CheckAdjoint(x, Tensor.Max(x, 1, keep), (d, dx) => MaxVjp(x, 1, d, dx), v => Along(v, outer, length, inner, s => s.Max()));
        }

        Tensor softmax = Tensor.Softmax(x, 1);
        CheckAdjoint(x, softmax, (d, dx) => SoftmaxVjp(1, softmax, d, dx), v => SoftmaxOf(v, outer, length, inner, log: false));
        Tensor log = Tensor.LogSoftmax(x, 1);
        CheckAdjoint(x, log, (d, dx) => LogSoftmaxVjp(1, log, d, dx), v => SoftmaxOf(v, outer, length, inner, log: true));
        Tensor transposed = Tensor.Transpose(x, 0, 1);
        Assert.Equal([length, outer, inner], transposed.Shape.ToArray());
        CheckAdjoint(x, transposed, (d, dx) => TransposeVjp(0, 1, d, dx), v => Exchange(v, outer, length, inner));
    }

    [Fact]
    public void Large_inputs_neither_overflow_nor_cancel()
    {
        Tensor x = Tensor.Create([1e4f, -1e4f, 90, -90, 0]);
        Assert.Equal([1f, 0, 1, 0, 0.5f], Tensor.Sigmoid(x).AsSpan().ToArray().Select(v => MathF.Round(v, 6)));
        Assert.Equal([1f, -1, 1, -1, 0], Tensor.Tanh(x).AsSpan().ToArray());
        Assert.Equal([1f, 0, 0, 0, 0], Tensor.Softmax(x).AsSpan().ToArray());
        Assert.Equal(-20000, Tensor.LogSoftmax(x)[1]);
        Assert.Equal(20000, Losses.CrossEntropy(Tensor.Reshape(x, 1, 5), [1]));
        Assert.True(float.IsNaN(Tensor.Tanh(Tensor.Create([float.NaN]))[0]));
    }

    private static void CheckMap(
        int length, double low, double high, Func<Tensor, Tensor> run, Action<Tensor, Tensor, Tensor> adjoint, Func<double, double> reference,
        bool keepsResult = false)
    {
        Tensor x = Random(length, low, high, length);
        Tensor result = run(x);
        CheckAdjoint(x, result, (d, dx) => adjoint(keepsResult ? result : x, d, dx), values => [.. values.Select(reference)]);
    }

    private static void CheckPair(
        int[] shapeA, int[] shapeB, Func<Tensor, Tensor, Tensor> run, Action<Tensor, Tensor, Tensor, Tensor, Tensor> adjoint,
        Func<double, double, double> reference)
    {
        Tensor a = Random(1, 0.5, 2, shapeA), b = Random(2, 0.5, 2, shapeB);
        Tensor result = run(a, b);
        int[] shape = result.Shape.ToArray();
        CheckAdjoint(a, result, (d, da) => adjoint(a, b, d, da, default), v => Pairs(v, shapeA, Doubles(b), shapeB, shape, reference));
        CheckAdjoint(b, result, (d, db) => adjoint(a, b, d, default, db), v => Pairs(Doubles(a), shapeA, v, shapeB, shape, reference));
    }

    // The result against the reference, and the adjoint of a random cotangent against differences of the reference.
    private static void CheckAdjoint(Tensor x, Tensor result, Action<Tensor, Tensor> adjoint, Func<double[], double[]> reference)
    {
        double[] at = Doubles(x), expected = reference(at);
        Assert.Equal(expected.Length, result.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - result.AsSpan()[i]) <= 2e-6 * Math.Max(1, Math.Abs(expected[i])), $"{i}: {expected[i]} and {result.AsSpan()[i]}");

        Tensor cotangent = Random(7, -1, 1, result.Shape.ToArray()), dx = Tensor.Zeros(x.Shape);
        dx.AsSpan().Fill(0.5f);
        adjoint(cotangent, dx);
        double[] weights = Doubles(cotangent);
        for (int i = 0; i < at.Length; i++)
        {
            double value = at[i], step = 1e-5;
            at[i] = value + step;
            double above = reference(at).Zip(weights, (y, w) => y * w).Sum();
            at[i] = value - step;
            double below = reference(at).Zip(weights, (y, w) => y * w).Sum();
            at[i] = value;
            double slope = 0.5 + (above - below) / (2 * step);
            Assert.True(Math.Abs(slope - dx.AsSpan()[i]) <= 2e-5 * Math.Max(1, Math.Abs(slope)), $"adjoint {i}: {slope} and {dx.AsSpan()[i]}");
        }
    }

    private static double[] Pairs(double[] a, int[] shapeA, double[] b, int[] shapeB, int[] shape, Func<double, double, double> function)
    {
        var result = new double[shape.Aggregate(1, (x, y) => x * y)];
        for (int i = 0; i < result.Length; i++)
            result[i] = function(a[Source(i, shape, shapeA)], b[Source(i, shape, shapeB)]);
        return result;
    }

    private static int Source(int index, int[] shape, int[] own)
    {
        int offset = 0, stride = 1;
        for (int i = 1; i <= shape.Length; i++)
        {
            int position = index % shape[^i];
            index /= shape[^i];
            int length = i <= own.Length ? own[^i] : 1;
            offset += length == 1 ? 0 : position * stride;
            stride *= length;
        }

        return offset;
    }

    private static double[] Along(double[] values, int outer, int length, int inner, Func<IEnumerable<double>, double> reduce) =>
    [
        .. from o in Enumerable.Range(0, outer)
           from i in Enumerable.Range(0, inner)
           select reduce(Enumerable.Range(0, length).Select(k => values[(o * length + k) * inner + i])),
    ];

    private static double[] SoftmaxOf(double[] values, int outer, int length, int inner, bool log)
    {
        double[] sums = Along(values, outer, length, inner, slice => slice.Sum(Math.Exp));
        return [.. values.Select((v, i) =>
        {
            double sum = sums[i / (length * inner) * inner + i % inner];
            return log ? v - Math.Log(sum) : Math.Exp(v) / sum;
        })];
    }

    private static double[] Exchange(double[] values, int outer, int length, int inner) =>
    [
        .. from k in Enumerable.Range(0, length)
           from o in Enumerable.Range(0, outer)
           from i in Enumerable.Range(0, inner)
           select values[(o * length + k) * inner + i],
    ];

    private static double[] Doubles(Tensor x) => [.. x.AsSpan().ToArray().Select(v => (double)v)];

    private static Tensor Random(int seed, double low, double high, params int[] shape)
    {
        var random = new Random(seed + 11);
        Tensor tensor = Tensor.Zeros(shape);
        foreach (ref float value in tensor.AsSpan())
            value = (float)(low + (high - low) * random.NextDouble());
        return tensor;
    }
}
