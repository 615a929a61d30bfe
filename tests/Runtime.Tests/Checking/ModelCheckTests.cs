using AutoDiff.Runtime.Tests.Training;

namespace AutoDiff.Runtime.Tests.Checking;

public class ModelCheckTests
{
    [Theory]
    [InlineData(0, false, 4)]
    [InlineData(3, false, 3)]
    [InlineData(3, true, 6)]
    public void A_model_in_double_precision_is_checked_to_1e_8(int directions, bool separately, int comparisons)
    {
        var model = new DoubleQuartic();
        DoubleQuartic gradient = model.ZerosLike();
        model.LossGradient(gradient);
        GradientCheckResult result = GradientCheck.Model(Loss, model, gradient, directions, separately);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal((comparisons, GradientCheck.DefaultTolerance), (result.Comparisons, result.Tolerance));
        Assert.Equal([1.5, -2, 0.3, 4], model.All);

        gradient.Points[1] *= 1 + 1e-6;
        result = GradientCheck.Model(Loss, model, gradient, directions, separately);
        Assert.Equal((false, "Points", 1), (result.Passed, result.Parameter, result.Index));
        gradient.Points[1] /= 1 + 1e-6;
        gradient.Last = 0;
        result = GradientCheck.Model(Loss, model, gradient, directions, separately);
        Assert.Equal((false, "Last", (int?)null), (result.Passed, result.Parameter, result.Index));
        Assert.Equal([1.5, -2, 0.3, 4], model.All);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_model_in_single_precision_has_a_looser_tolerance(int directions)
    {
        var model = new FloatQuartic();
        FloatQuartic gradient = model.ZerosLike();
        model.LossGradient(gradient);
        GradientCheckResult result = GradientCheck.Model(Loss, model, gradient, directions);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(GradientCheck.DefaultSingleTolerance, result.Tolerance);

        gradient.Pair[1] *= 1.02f;
        result = GradientCheck.Model(Loss, model, gradient, directions);
        Assert.Equal((false, "Pair", 1), (result.Passed, result.Parameter, result.Index));
        Assert.Equal([1.5, -2, 0.3f, 4], model.All);
    }

    [Fact]
    public void Many_parameters_in_single_precision_are_checked_in_directions()
    {
        // A layer of random weights and a small bias behind it: what is off in the bias alone is seen when it is checked separately.
        var model = new Wide();
        Wide gradient = model.ZerosLike();
        double loss = model.LossGradient(gradient);
        Assert.Equal(loss, model.LossGradient(model.ZerosLike()));
        foreach (bool separately in new[] { false, true })
        {
            GradientCheckResult right = GradientCheck.Model(Loss, model, gradient, 5, separately);
            Assert.True(right.Passed, right.ToString());
        }

        foreach (ref float slope in gradient.Weight.AsSpan())
            slope *= 1.01f;
        GradientCheckResult weight = GradientCheck.Model(Loss, model, gradient, 5);
        Assert.Equal((false, "Weight"), (weight.Passed, weight.Parameter));

        gradient = model.ZerosLike();
        model.LossGradient(gradient);
        gradient.Bias.AsSpan().Clear();
        GradientCheckResult bias = GradientCheck.Model(Loss, model, gradient, 5, separately: true);
        Assert.Equal((false, "Bias"), (bias.Passed, bias.Parameter));
        Assert.NotNull(bias.Index);
    }

    [Fact]
    public void A_struct_is_checked_on_a_copy()
    {
        var model = new Line { Slope = 2, Offsets = [1, 3] };
        var gradient = new Line { Slope = 1, Offsets = [3, 1] };
        GradientCheckResult result = GradientCheck.Model(line => line.Slope + line.Offsets[0] * line.Offsets[1], model, gradient);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal((2, 1, 3), (model.Slope, model.Offsets[0], model.Offsets[1]));
    }

    [Fact]
    public void Parameters_are_restored_when_the_loss_throws()
    {
        var model = new DoubleQuartic();
        int calls = 0;
        Assert.Throws<FormatException>(() => GradientCheck.Model(
            m => ++calls == 5 ? throw new FormatException() : m.Last, model, model.ZerosLike()));
        Assert.Equal([1.5, -2, 0.3, 4], model.All);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var model = new DoubleQuartic();
        DoubleQuartic gradient = model.ZerosLike();
        gradient.Points = new double[2];
        var e = Assert.Throws<ArgumentException>("gradient", () => GradientCheck.Model(Loss, model, gradient));
        Assert.Contains("'Points' has length 2", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>("gradient", () => GradientCheck.Model(Loss, new Wide(), new Wide { Bias = Tensor.Zeros(7) }));
        Assert.Contains("'Bias' of shape (7) where the model has 'Bias' of shape (40)", e.Message, StringComparison.Ordinal);
        double value = 0;
        e = Assert.Throws<ArgumentException>("loss", () => GradientCheck.Model(m => value++, model, model.ZerosLike()));
        Assert.Contains("dropout", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("loss", () => GradientCheck.Model(null!, model, model));
        Assert.Throws<ArgumentNullException>("gradient", () => GradientCheck.Model(Loss, model, null!));
        Assert.Throws<ArgumentOutOfRangeException>("directions", () => GradientCheck.Model(Loss, model, model, -1));
        Assert.Throws<ArgumentException>("model", () => GradientCheck.Model(_ => 0, new Empty(), new Empty()));
    }

    private static double Loss(DoubleQuartic model) => model.LossGradient(model.ZerosLike());

    private static double Loss(FloatQuartic model) => model.LossGradient(model.ZerosLike());

    private static double Loss(Wide model) => model.LossGradient(model.ZerosLike());

    private sealed class Empty : IDifferentiable<Empty>
    {
        public Empty ZerosLike() => new();

        public void Visit<TVisitor>(ref TVisitor visitor)
            where TVisitor : IParameterVisitor, allows ref struct
        {
        }
    }

    private struct Line : IDifferentiable<Line>
    {
        internal double Slope;
        internal double[] Offsets;

        private static readonly int[] s_shape = [2];

        public readonly Line ZerosLike() => new() { Offsets = new double[2] };

        public void Visit<TVisitor>(ref TVisitor visitor)
            where TVisitor : IParameterVisitor, allows ref struct
        {
            visitor.Visit("Slope", System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.AsRef(in Slope), 1), default);
            visitor.Visit("Offsets", Offsets, s_shape);
        }
    }

    /// <summary>The mean square of tanh(W x + b) over 8 inputs of 300 numbers: 12,000 weights and 40 biases.</summary>
    private sealed class Wide : IDifferentiable<Wide>
    {
        private const int Rows = 40, Columns = 300;

        private static readonly Tensor s_inputs = Initializers.Normal(new Random(3), 1, 8, Columns);

        internal Tensor Weight { get; init; } = Initializers.Normal(new Random(1), 0.05, Rows, Columns);

        internal Tensor Bias { get; init; } = Initializers.Normal(new Random(2), 0.01, Rows);

        public Wide ZerosLike() => new() { Weight = Weight.ZerosLike(), Bias = Bias.ZerosLike() };

        public void Visit<TVisitor>(ref TVisitor visitor)
            where TVisitor : IParameterVisitor, allows ref struct
        {
            visitor.Visit("Weight", Weight.AsSpan(), Weight.Shape);
            visitor.Visit("Bias", Bias.AsSpan(), Bias.Shape);
        }

        internal double LossGradient(Wide gradient)
        {
            using WorkspaceScope scope = Workspace.ForThread.Scope();
            Tensor sums = Tensor.Linear(s_inputs, Weight, Bias), y = Tensor.Tanh(sums), zeros = Tensor.Zeros(y.Shape);
            Tensor dy = Tensor.Zeros(y.Shape), dsums = Tensor.Zeros(y.Shape);
            float loss = Losses.MeanSquaredError(y, zeros);
            TensorDerivatives.MeanSquaredErrorVjp(y, zeros, 1, dy, default);
            TensorDerivatives.TanhVjp(y, dy, dsums);
            TensorDerivatives.LinearVjp(s_inputs, Weight, dsums, default, gradient.Weight, gradient.Bias);
            return loss;
        }
    }
}
