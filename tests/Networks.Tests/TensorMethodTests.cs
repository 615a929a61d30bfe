namespace AutoDiff.Networks.Tests;

/// <summary>Gradients of methods on tensors against differences (in single precision: Richardson's, to 2e-3 of the largest).</summary>
public class TensorMethodTests
{
    private static readonly float[] s_values = [0.3f, -0.6f, 0.8f, 0.2f, -0.4f, 0.7f];

    public static TheoryData<string> Functions => ["Elements", "Spans", "Filled", "WrittenThroughView", "Loops"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_of_a_matrix(string name)
    {
        (Func<Tensor, float> value, Func<Tensor, Tensor, float> gradient) = name switch
        {
            "Elements" => (TensorMethods.Elements, (x, dx) => TensorMethods.ElementsGradient(x, dx)),
            "Spans" => (TensorMethods.Spans, (x, dx) => TensorMethods.SpansGradient(x, dx)),
            "Filled" => (TensorMethods.Filled, (x, dx) => TensorMethods.FilledGradient(x, dx)),
            "WrittenThroughView" => (TensorMethods.WrittenThroughView, (x, dx) => TensorMethods.WrittenThroughViewGradient(x, dx)),
            _ => ((Func<Tensor, float>)TensorMethods.Loops, (Func<Tensor, Tensor, float>)((x, dx) => TensorMethods.LoopsGradient(x, dx))),
        };
        Check(value, gradient);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Branches(bool isExponential) => Check(
        x => TensorMethods.Branches(x, isExponential), (x, dx) => TensorMethods.BranchesGradient(x, isExponential, dx));

    [Fact]
    public void Operators_and_a_scalar_beside()
    {
        float adjoint = 0;
        Check(x => TensorMethods.Operators(x, 1.5f), (x, dx) =>
        {
            (float value, adjoint) = TensorMethods.OperatorsGradient(x, 1.5f, dx);
            return value;
        });
        Assert.Equal(-(s_values.Sum() + s_values[2]), adjoint, 1e-5);
    }

    [Fact]
    public void Several_results()
    {
        Tensor x = Matrix(), dx = Tensor.Zeros(2, 3);
        Tensor cotangent = Tensor.Create([1, 2, 3, 4, 5, 6], 2, 3);
        (var (values, largest), float dscale) = TensorMethods.SeveralVjp(x, 2, (cotangent, 10f), dx);
        Assert.Equal(1.6f, largest);
        Assert.Equal(s_values.Select(v => 2 * v), values.AsSpan().ToArray());
        Assert.Equal([2, 4, 26, 8, 10, 12], dx.AsSpan().ToArray());
        Assert.Equal(s_values.Select((v, i) => v * (i + 1)).Sum() + 10 * 0.8f, dscale, 1e-5);
    }

    [Fact]
    public void Arrays_of_tensors()
    {
        Tensor[] weights = [Tensor.Create([0.1f, -0.2f, 0.3f, 0.4f, 0.5f, -0.6f], 3, 2), Tensor.Create([0.7f, 0.1f, -0.3f, 0.2f], 2, 2)];
        Tensor[] adjoints = [Tensor.Zeros(3, 2), Tensor.Zeros(2, 2)];
        Check(x => TensorMethods.Chain(weights, x), (x, dx) =>
        {
            adjoints[0].AsSpan().Clear();
            adjoints[1].AsSpan().Clear();
            return TensorMethods.ChainGradient(weights, x, adjoints, dx);
        });
        for (int i = 0; i < 4; i++)
        {
            float difference = Difference(weights[1].AsSpan(), i, () => TensorMethods.Chain(weights, Matrix()));
            Assert.Equal(difference, adjoints[1].AsSpan()[i], 2e-3);
        }

        Assert.Throws<ArgumentException>(() => TensorMethods.ChainGradient(weights, Matrix(), [Tensor.Zeros(3, 2), Tensor.Zeros(3, 2)], Tensor.Zeros(2, 3)));
    }

    [Fact]
    public void Tensors_over_arrays()
    {
        float[] values = [1, 2, 3, 4], adjoint = new float[4];
        (float value, float da, float db) = TensorMethods.CreatedGradient(0.5f, -1, values, adjoint);

        // a (a v0 + b v2) + b (a v1 + b v3)
        Assert.Equal(TensorMethods.Created(0.5f, -1, values), value);
        Assert.Equal(2 * 0.5f * 1 + -1 * (3 + 2), da, 1e-5);
        Assert.Equal(0.5f * (3 + 2) + 2 * -1 * 4, db, 1e-5);
        Assert.Equal([0.25f, -0.5f, -0.5f, 1], adjoint);
    }

    [Fact]
    public void A_result_is_valid_until_the_workspace_is_used_again()
    {
        Tensor x = Matrix(), weight = Matrix(), adjoint = Tensor.Zeros(2, 3), cotangent = Matrix();
        Tensor result = TensorMethods.ScaledVjp(x, weight, cotangent, adjoint);
        Assert.Equal(s_values.Select(v => v * v), result.AsSpan().ToArray());
        Assert.Equal(s_values.Select(v => v * v), adjoint.AsSpan().ToArray());
        TensorMethods.ScaledVjp(x, weight, cotangent, adjoint);
        Assert.Throws<ObjectDisposedException>(() => result.AsSpan().Length);
    }

    [Fact]
    public void Shapes_that_differ_and_shared_memory_are_rejected_before_anything_is_written()
    {
        Tensor x = Matrix(), transposed = Tensor.Zeros(3, 2);
        Assert.Equal("dx", Assert.Throws<ArgumentException>(() => TensorMethods.ElementsGradient(x, transposed)).ParamName);
        Assert.Equal("dx", Assert.Throws<ArgumentException>(() => TensorMethods.ElementsGradient(x, x)).ParamName);
        Tensor adjoint = Tensor.Zeros(2, 3);
        Assert.Throws<ArgumentException>(() => TensorMethods.ScaledVjp(x, x, transposed, adjoint));
        Assert.All(adjoint.AsSpan().ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Shared_weights_are_one_parameter()
    {
        var model = new Tied(Tensor.Create([0.5f, 0.1f, -0.2f, 0.9f], 2, 2));
        Tied gradient = model.ZerosLike();
        Assert.Same(gradient.Weight.Memory, gradient.Many[0].Memory);
        Assert.Same(gradient.Weight.Memory, gradient.Parts[0].Memory);
        Assert.NotSame(model.Weight.Memory, gradient.Weight.Memory);
        Tensor x = Tensor.Create([1, 2, 3, 4], 2, 2), dx = Tensor.Zeros(2, 2);
        model.LossGradient(x, gradient, dx);
        var names = new Names([]);
        model.Visit(ref names);
        Assert.Equal(["Weight", "Many.1"], names.Seen);
        for (int i = 0; i < 4; i++)
            Assert.Equal(Difference(model.Weight.AsSpan(), i, () => model.Loss(x)), gradient.Weight.AsSpan()[i], 1e-2);
        Assert.Equal(MathF.Exp(0.25f), gradient.Many[1].AsSpan()[0], 1e-5);
        Assert.Throws<ArgumentException>(() => model.LossGradient(x, model, dx));
    }

    private static Tensor Matrix() => Tensor.Create([.. s_values], 2, 3);

    private static void Check(Func<Tensor, float> value, Func<Tensor, Tensor, float> gradient)
    {
        Tensor x = Matrix(), dx = Tensor.Zeros(2, 3);
        Assert.Equal(value(x), gradient(x, dx));
        float[] differences = [.. Enumerable.Range(0, x.Length).Select(i => Difference(x.AsSpan(), i, () => value(x)))];
        float scale = Math.Max(1, differences.Max(Math.Abs));
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(differences[i], dx.AsSpan()[i], 2e-3 * scale);

        // Added, and from memory that has been used.
        gradient(x, dx);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(2 * differences[i], dx.AsSpan()[i], 4e-3 * scale);
    }

    private static float Difference(Span<float> values, int index, Func<float> function)
    {
        float at = values[index];
        var steps = new float[2];
        for (int k = 0; k < 2; k++)
        {
            float h = k == 0 ? 0.02f : 0.04f;
            values[index] = at + h;
            float above = function();
            values[index] = at - h;
            steps[k] = (above - function()) / (2 * h);
        }

        values[index] = at;
        return (4 * steps[0] - steps[1]) / 3;
    }

    private readonly struct Names(List<string> seen) : IParameterVisitor
    {
        public List<string> Seen => seen;

        public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => seen.Add(name);

        public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => seen.Add(name);
    }
}
