
using Jvp = System.Func<AutoDiff.Tensor[], AutoDiff.Tensor[], (AutoDiff.Tensor Value, AutoDiff.Tensor Tangent)>;
using Vjp = System.Func<AutoDiff.Tensor[], AutoDiff.Tensor, AutoDiff.Tensor[], AutoDiff.Tensor>;

namespace AutoDiff.Networks.Tests;
/// <summary>
/// Forward mode through tensors: the value is the method's bit for bit, and the product of a cotangent with a tangent is the same in both modes, to single precision.
/// </summary>
public class OperationTangentTests
{
    private sealed record Case(int[][] Shapes, Jvp Jvp, Vjp Vjp);

    private static readonly Dictionary<string, Case> s_cases = new()
    {
        ["Maps"] = new([[3, 5]], (p, t) => OperationMethods.MapsJvp(p[0], t[0]), (p, w, d) => OperationMethods.MapsVjp(p[0], w, d[0])),
        ["Broadcast"] = new([[2, 3, 4], [3, 1]], (p, t) => OperationMethods.BroadcastJvp(p[0], p[1], t[0], t[1]), (p, w, d) => OperationMethods.BroadcastVjp(p[0], p[1], w, d[0], d[1])),
        ["BroadcastOneSide"] = new([[4], [3, 4]], (p, t) => OperationMethods.BroadcastOneSideJvp(p[0], p[1], t[0]), (p, w, d) => OperationMethods.BroadcastOneSideVjp(p[0], p[1], w, d[0])),
        ["BroadcastRow"] = new([[3, 4], [4]], (p, t) => OperationMethods.BroadcastRowJvp(p[0], p[1], t[1]), (p, w, d) => OperationMethods.BroadcastRowVjp(p[0], p[1], w, d[1])),
        ["Softmaxes"] = new([[4, 4]], (p, t) => OperationMethods.SoftmaxesJvp(p[0], t[0]), (p, w, d) => OperationMethods.SoftmaxesVjp(p[0], w, d[0])),
        ["Reductions"] = new([[3, 5]], (p, t) => OperationMethods.ReductionsJvp(p[0], t[0]), (p, w, d) => OperationMethods.ReductionsVjp(p[0], w, d[0])),
        ["Products"] = new([[3, 5], [4, 5]], (p, t) => OperationMethods.ProductsJvp(p[0], p[1], t[0], t[1]), (p, w, d) => OperationMethods.ProductsVjp(p[0], p[1], w, d[0], d[1])),
        ["Linear"] = new(
            [[2, 3, 5], [4, 5], [4]],
            (p, t) => OperationMethods.LinearJvp(p[0], p[1], p[2], t[0], t[1], t[2]), (p, w, d) => OperationMethods.LinearVjp(p[0], p[1], p[2], w, d[0], d[1], d[2])),
        ["LinearOfBias"] = new(
            [[2, 3, 5], [4, 5], [4]], (p, t) => OperationMethods.LinearOfBiasJvp(p[0], p[1], p[2], t[2]), (p, w, d) => OperationMethods.LinearOfBiasVjp(p[0], p[1], p[2], w, d[2])),
        ["Parts"] = new([[3, 4], [2, 3]], (p, t) => OperationMethods.PartsJvp(p[0], p[1], t[0], t[1]), (p, w, d) => OperationMethods.PartsVjp(p[0], p[1], w, d[0], d[1])),
        ["ConcatOfConstant"] = new(
            [[2, 3], [1, 3]], (p, t) => OperationMethods.ConcatOfConstantJvp(p[0], p[1], t[0]), (p, w, d) => OperationMethods.ConcatOfConstantVjp(p[0], p[1], w, d[0])),
        ["Images"] = new(
            [[2, 2, 5, 5], [3, 2, 3, 3], [3]],
            (p, t) => OperationMethods.ImagesJvp(p[0], p[1], p[2], t[0], t[1], t[2]), (p, w, d) => OperationMethods.ImagesVjp(p[0], p[1], p[2], w, d[0], d[1], d[2])),
        ["ConvolutionOfWeight"] = new(
            [[2, 2, 5, 5], [3, 2, 3, 3]], (p, t) => OperationMethods.ConvolutionOfWeightJvp(p[0], p[1], t[1]), (p, w, d) => OperationMethods.ConvolutionOfWeightVjp(p[0], p[1], w, d[1])),
        ["LayerNorm"] = new(
            [[3, 6], [6], [6]],
            (p, t) => OperationMethods.LayerNormJvp(p[0], p[1], p[2], t[0], t[1], t[2]), (p, w, d) => OperationMethods.LayerNormVjp(p[0], p[1], p[2], w, d[0], d[1], d[2])),
        ["BatchNorm"] = new(
            [[4, 3, 2], [3], [3]],
            (p, t) => OperationMethods.BatchNormJvp(p[0], p[1], p[2], t[0], t[1], t[2]), (p, w, d) => OperationMethods.BatchNormVjp(p[0], p[1], p[2], w, d[0], d[1], d[2])),
        ["BatchNormOfWeight"] = new(
            [[4, 3, 2], [3], [3]], (p, t) => OperationMethods.BatchNormOfWeightJvp(p[0], p[1], p[2], t[1]), (p, w, d) => OperationMethods.BatchNormOfWeightVjp(p[0], p[1], p[2], w, d[1])),
        ["RunningBatchNorm"] = new(
            [[4, 3, 2], [3], [3]],
            (p, t) => OperationMethods.RunningBatchNormJvp(p[0], p[1], p[2], t[0], t[1], t[2]),
            (p, w, d) => OperationMethods.RunningBatchNormVjp(p[0], p[1], p[2], w, d[0], d[1], d[2])),
        ["Attention"] = new(
            [[2, 4, 3], [2, 4, 3], [2, 4, 5]],
            (p, t) => OperationMethods.AttentionJvp(p[0], p[1], p[2], t[0], t[1], t[2]), (p, w, d) => OperationMethods.AttentionVjp(p[0], p[1], p[2], w, d[0], d[1], d[2])),
        ["AttentionOfValues"] = new(
            [[2, 4, 3], [2, 4, 3], [2, 4, 5]], (p, t) => OperationMethods.AttentionOfValuesJvp(p[0], p[1], p[2], t[2]), (p, w, d) => OperationMethods.AttentionOfValuesVjp(p[0], p[1], p[2], w, d[2])),
        ["Lookup"] = new([[2, 5]], (p, t) => OperationMethods.LookupJvp(p[0], t[0]), (p, w, d) => OperationMethods.LookupVjp(p[0], w, d[0])),
        ["Losses"] = new(
            [[2, 3], [2, 3]],
            (p, t) => Scalars(OperationMethods.LossesOfJvp(p[0], p[1], t[0], t[1])), (p, w, d) => OperationMethods.LossesOfVjp(p[0], p[1], (float)w, d[0], d[1])),
        ["LossOfConstantTarget"] = new(
            [[2, 3], [2, 3]],
            (p, t) => Scalars(OperationMethods.LossOfConstantTargetJvp(p[0], p[1], t[0])), (p, w, d) => OperationMethods.LossOfConstantTargetVjp(p[0], p[1], (float)w, d[0])),
        ["Filled"] = new([[2, 3]], (p, t) => Scalars(TensorMethods.FilledJvp(p[0], t[0])), (p, w, d) => TensorMethods.FilledVjp(p[0], (float)w, d[0])),
        ["WrittenThroughView"] = new(
            [[2, 3]], (p, t) => Scalars(TensorMethods.WrittenThroughViewJvp(p[0], t[0])), (p, w, d) => TensorMethods.WrittenThroughViewVjp(p[0], (float)w, d[0])),
        ["Spans"] = new([[2, 3]], (p, t) => Scalars(TensorMethods.SpansJvp(p[0], t[0])), (p, w, d) => TensorMethods.SpansVjp(p[0], (float)w, d[0])),
        ["Elements"] = new([[2, 3]], (p, t) => Scalars(TensorMethods.ElementsJvp(p[0], t[0])), (p, w, d) => TensorMethods.ElementsVjp(p[0], (float)w, d[0])),
        ["Loops"] = new([[2, 3]], (p, t) => Scalars(TensorMethods.LoopsJvp(p[0], t[0])), (p, w, d) => TensorMethods.LoopsVjp(p[0], (float)w, d[0])),
        ["Branches"] = new([[2, 3]], (p, t) => Scalars(TensorMethods.BranchesJvp(p[0], true, t[0])), (p, w, d) => TensorMethods.BranchesVjp(p[0], true, (float)w, d[0])),
        ["Chain"] = new(
            [[4, 3], [3, 4], [4, 2]],
            (p, t) => Scalars(TensorMethods.ChainJvp([p[1], p[2]], p[0], [t[1], t[2]], t[0])),
            (p, w, d) => TensorMethods.ChainVjp([p[1], p[2]], p[0], (float)w, [d[1], d[2]], d[0])),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_mode_agrees_with_reverse_mode(string name)
    {
        Case one = s_cases[name];
        var random = new Random(name.Length);
        Tensor[] primals = Make(one.Shapes, random), tangents = Make(one.Shapes, random), adjoints = [.. one.Shapes.Select(shape => Tensor.Zeros(shape))];
        (Tensor value, Tensor tangent) = one.Jvp(primals, tangents);
        (float[] values, float[] moved, int[] shape) = (value.AsSpan().ToArray(), tangent.AsSpan().ToArray(), value.Shape.ToArray());
        Tensor cotangent = Random(shape, random);
        Assert.Equal(values, one.Vjp(primals, cotangent, adjoints).AsSpan().ToArray());
        double forward = Dot(cotangent.AsSpan(), moved), reverse = 0, scale = 0;
        for (int i = 0; i < primals.Length; i++)
        {
            reverse += Dot(adjoints[i].AsSpan(), tangents[i].AsSpan());
            scale += Math.Sqrt(Dot(adjoints[i].AsSpan(), adjoints[i].AsSpan()) * Dot(tangents[i].AsSpan(), tangents[i].AsSpan()));
        }

        Assert.True(scale > 0.01, "The adjoint is zero.");
        Assert.Equal(reverse, forward, 2e-5 * scale);
    }

    [Fact]
    public void A_model_of_layers_of_another_assembly()
    {
        var random = new Random(3);
        var model = new LayeredModel();
        LayeredModel adjoint = model.ZerosLike(), tangent = model.ZerosLike();
        var fill = new Fill(random);
        tangent.Visit(ref fill);
        Tensor x = Random([2, 4, 3], random), target = Random([2, 2], random), dx = Tensor.Zeros(2, 4, 3), dtarget = Tensor.Zeros(2, 2);
        Tensor movedX = Random([2, 4, 3], random), movedTarget = Random([2, 2], random);
        float value = model.LossGradient(x, target, adjoint, dx, dtarget);
        (float forward, float slope) = model.LossJvp(x, target, tangent, movedX, movedTarget);
        Assert.Equal(value, forward);
        var sum = new Products(Collected(adjoint));
        tangent.Visit(ref sum);
        double reverse = sum.Sum + Dot(dx.AsSpan(), movedX.AsSpan()) + Dot(dtarget.AsSpan(), movedTarget.AsSpan());
        Assert.Equal(reverse, slope, 1e-4 * Math.Max(1, Math.Abs(reverse)));
    }

    [Fact]
    public void Forward_mode_allocates_nothing()
    {
        var model = new LayeredModel();
        LayeredModel tangent = model.ZerosLike();
        var random = new Random(3);
        Tensor x = Random([2, 4, 3], random), target = Random([2, 2], random), movedX = Random([2, 4, 3], random), movedTarget = Random([2, 2], random);
        for (int i = 0; i < 3; i++)
            model.LossJvp(x, target, tangent, movedX, movedTarget);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
            model.LossJvp(x, target, tangent, movedX, movedTarget);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static (Tensor Value, Tensor Tangent) Scalars((float Value, float Tangent) pair) => (pair.Value, pair.Tangent);

    private static Tensor[] Make(int[][] shapes, Random random) => [.. shapes.Select(shape => Random(shape, random))];

    private static Tensor Random(int[] shape, Random random)
    {
        Tensor tensor = Tensor.Zeros(shape);
        foreach (ref float value in tensor.AsSpan())
            value = (float)(random.NextDouble() * 2 - 0.9);
        return tensor;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }

    private static Dictionary<string, float[]> Collected(LayeredModel model)
    {
        var collect = new Collect([]);
        model.Visit(ref collect);
        return collect.All;
    }

    private readonly struct Fill(Random random) : IParameterVisitor
    {
        public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape)
        {
            foreach (ref float value in values)
                value = (float)(random.NextDouble() - 0.5);
        }

        public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => throw new NotSupportedException();
    }

    private readonly struct Collect(Dictionary<string, float[]> all) : IParameterVisitor
    {
        public Dictionary<string, float[]> All => all;

        public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => all.Add(name, values.ToArray());

        public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => throw new NotSupportedException();
    }

    private struct Products(Dictionary<string, float[]> others) : IParameterVisitor
    {
        public double Sum { get; private set; }

        public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => Sum += Dot(values, others[name]);

        public readonly void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => throw new NotSupportedException();
    }
}
