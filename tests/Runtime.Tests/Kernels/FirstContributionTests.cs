namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>The first contribution to an adjoint overwrites what was there: it gives what adding to zeros gives, whatever was there before.</summary>
public class FirstContributionTests
{
    private static readonly int[] s_labels = [3, 0, 2, 1, 4, 4];

    private static readonly Dictionary<string, (int[][] Shapes, int[] Cotangent, Action<Tensor[], Tensor, Tensor[]> Reverse)> s_rules = new()
    {
        ["Linear"] = ([[6, 5], [7, 5], [7]], [6, 7], (x, d, dx) => TensorDerivatives.LinearVjp(x[0], x[1], d, dx[0], dx[1], dx[2])),
        ["Linear, long"] = ([[6000, 3], [33, 3], [33]], [6000, 33], (x, d, dx) => TensorDerivatives.LinearVjp(x[0], x[1], d, dx[0], dx[1], dx[2])),
        ["MatMul"] = ([[2, 3, 5], [2, 5, 4]], [2, 3, 4], (x, d, dx) => TensorDerivatives.MatMulVjp(x[0], x[1], d, dx[0], dx[1])),
        ["LayerNorm"] = ([[40, 19], [19], [19]], [40, 19], (x, d, dx) => TensorDerivatives.LayerNormVjp(x[0], x[1], 1e-5, d, dx[0], dx[1], dx[2])),
        ["Attention"] = ([[3, 9, 4], [3, 9, 4], [3, 9, 5]], [3, 9, 5], (x, d, dx) => TensorDerivatives.AttentionVjp(x[0], x[1], x[2], true, d, dx[0], dx[1], dx[2])),
        ["Attention, more keys than queries"] =
            ([[3, 4, 4], [3, 9, 4], [3, 9, 5]], [3, 4, 5], (x, d, dx) => TensorDerivatives.AttentionVjp(x[0], x[1], x[2], true, d, dx[0], dx[1], dx[2])),
        ["Attention, many blocks"] =
            ([[1, 400, 4], [1, 400, 4], [1, 400, 5]], [1, 400, 5], (x, d, dx) => TensorDerivatives.AttentionVjp(x[0], x[1], x[2], true, d, dx[0], dx[1], dx[2])),
        ["Conv2d"] =
            ([[2, 3, 9, 7], [4, 3, 3, 3], [4]], [2, 4, 9, 7], (x, d, dx) => TensorDerivatives.Conv2dVjp(x[0], x[1], 1, 1, d, dx[0], dx[1], dx[2])),
        ["Conv2d, stride"] =
            ([[2, 3, 9, 7], [4, 3, 3, 3], [4]], [2, 4, 5, 4], (x, d, dx) => TensorDerivatives.Conv2dVjp(x[0], x[1], 2, 1, d, dx[0], dx[1], dx[2])),
        ["MaxPool2d, filled"] = ([[2, 3, 10, 28]], [2, 3, 5, 14], (x, d, dx) => TensorDerivatives.MaxPool2dVjp(x[0], 2, 0, d, dx[0])),
        ["MaxPool2d, wide"] = ([[1, 2, 4, 74]], [1, 2, 2, 37], (x, d, dx) => TensorDerivatives.MaxPool2dVjp(x[0], 2, 0, d, dx[0])),
        ["MaxPool2d, odd"] = ([[2, 3, 11, 29]], [2, 3, 5, 14], (x, d, dx) => TensorDerivatives.MaxPool2dVjp(x[0], 2, 0, d, dx[0])),
        ["MaxPool2d, three"] = ([[2, 3, 9, 9]], [2, 3, 3, 3], (x, d, dx) => TensorDerivatives.MaxPool2dVjp(x[0], 3, 0, d, dx[0])),
        ["Slice"] = ([[4, 9, 3]], [4, 5, 3], (x, d, dx) => TensorDerivatives.SliceVjp(1, 2, 5, d, dx[0])),
        ["Slice, all"] = ([[4, 9, 3]], [4, 9, 3], (x, d, dx) => TensorDerivatives.SliceVjp(1, 0, 9, d, dx[0])),
        ["CrossEntropy"] = ([[6, 5]], [1], (x, d, dx) => TensorDerivatives.CrossEntropyVjp(x[0], s_labels, d[0], dx[0])),
        ["Hinge"] = ([[37, 1], [37, 1]], [1], (x, d, dx) => TensorDerivatives.HingeVjp(x[0], x[1], d[0], dx[0], dx[1])),
        ["MeanSquaredError"] = ([[37, 1], [37, 1]], [1], (x, d, dx) => TensorDerivatives.MeanSquaredErrorVjp(x[0], x[1], d[0], dx[0], dx[1])),
        ["Multiply"] = ([[5, 37], [5, 37]], [5, 37], (x, d, dx) => TensorDerivatives.MultiplyVjp(x[0], x[1], d, dx[0], dx[1])),
        ["Multiply, row"] = ([[5, 37], [37]], [5, 37], (x, d, dx) => TensorDerivatives.MultiplyVjp(x[0], x[1], d, dx[0], dx[1])),
        ["Multiply, column"] = ([[5, 1], [5, 37]], [5, 37], (x, d, dx) => TensorDerivatives.MultiplyVjp(x[0], x[1], d, dx[0], dx[1])),
        ["Multiply, scalar"] = ([[1], [5, 37]], [5, 37], (x, d, dx) => TensorDerivatives.MultiplyVjp(x[0], x[1], d, dx[0], dx[1])),
    };

    public static TheoryData<string> Rules => [.. s_rules.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_first_contribution_is_that_to_zeros(string name)
    {
        (int[][] shapes, int[] cotangent, Action<Tensor[], Tensor, Tensor[]> reverse) = s_rules[name];
        var random = new Random(7);
        Tensor[] x = [.. shapes.Select(shape => Values(random, shape))];
        Tensor d = Values(random, cotangent);
        Tensor[] added = [.. shapes.Select(shape => Tensor.Zeros(shape))], written = [.. shapes.Select(shape => Tensor.Zeros(shape))];
        foreach (Tensor adjoint in written)
        {
            adjoint.AsSpan().Fill(float.NaN);
            adjoint.ZeroLater();
        }

        reverse(x, d, added);
        reverse(x, d, written);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(added[i].AsSpan().ToArray(), written[i].AsSpan().ToArray());
        reverse(x, d, added);
        reverse(x, d, written);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(added[i].AsSpan().ToArray(), written[i].AsSpan().ToArray());
    }

    [Fact]
    public void One_adjoint_of_both_operands_gets_both()
    {
        var random = new Random(8);
        Tensor x = Values(random, [3, 21]), d = Values(random, [3, 21]), dx = Tensor.Zeros(3, 21);
        dx.AsSpan().Fill(float.NaN);
        dx.ZeroLater();
        TensorDerivatives.MultiplyVjp(x, x, d, dx, dx);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(2 * x.AsSpan()[i] * d.AsSpan()[i], dx.AsSpan()[i], 1e-6f);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(9, false)]
    [InlineData(400, true)]
    [InlineData(400, false)]
    public void One_adjoint_of_queries_keys_and_values_gets_all(int length, bool causal)
    {
        var random = new Random(9);
        Tensor x = Values(random, [2, length, 4]), d = Values(random, [2, length, 4]), one = Values(random, [2, length, 4]);
        Tensor[] each = [Tensor.Zeros(2, length, 4), Tensor.Zeros(2, length, 4), Tensor.Zeros(2, length, 4)];
        TensorDerivatives.AttentionVjp(x, x, x, causal, d, each[0], each[1], each[2]);
        one.ZeroLater();
        TensorDerivatives.AttentionVjp(x, x, x, causal, d, one, one, one);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(each[0].AsSpan()[i] + each[1].AsSpan()[i] + each[2].AsSpan()[i], one.AsSpan()[i], 1e-4f);
    }

    [Fact]
    public void One_adjoint_of_prediction_and_target_gets_both()
    {
        var random = new Random(10);
        Tensor x = Values(random, [37, 1]), one = Values(random, [37, 1]), first = Tensor.Zeros(37, 1), second = Tensor.Zeros(37, 1);
        one.ZeroLater();
        TensorDerivatives.HingeVjp(x, x, 1, first, second);
        TensorDerivatives.HingeVjp(x, x, 1, one, one);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(first.AsSpan()[i] + second.AsSpan()[i], one.AsSpan()[i], 1e-6f);
    }

    [Fact]
    public void Views_see_the_zeros_of_the_whole()
    {
        Tensor whole = Tensor.Create([1, 2, 3, 4], 2, 2);
        Tensor view = Tensor.Reshape(whole, 4);
        whole.ZeroLater();
        Assert.Equal([0, 0, 0, 0], view.AsSpan().ToArray());
        view.AsSpan()[1] = 5;
        Assert.Equal([0, 5, 0, 0], whole.AsSpan().ToArray());
    }

    private static Tensor Values(Random random, int[] shape)
    {
        Tensor values = Tensor.Zeros(shape);
        foreach (ref float value in values.AsSpan())
            value = 2 * random.NextSingle() - 1;
        return values;
    }
}
