using AutoDiff.Networks.Tests.Models;
using AutoDiff.Runtime.Tests.Taping;

namespace AutoDiff.Networks.Tests;

public class VisitTests
{
    private static readonly string[] s_parameters =
    [
        "Hidden.0.Weight", "Hidden.0.Bias", "Hidden.1.Weight", "Hidden.1.Bias", "Norms.0.Weight", "Norms.0.Bias", "Norms.1.Weight", "Norms.1.Bias",
        "Scale", "Output.Weight", "Output.Bias",
    ];

    [Fact]
    public void Parameters_are_shown_alone_unless_the_state_is_asked_for()
    {
        var model = new Stack(new Random(1));
        var parameters = new Names([]);
        model.Visit(ref parameters);
        Assert.Equal(s_parameters, parameters.Seen);
        var everything = new StateNames { Seen = [] };
        model.Visit(ref everything);
        Assert.Equal([.. s_parameters[..9], "Encoder.Weight", "Encoder.Bias", .. s_parameters[9..]], everything.Seen);

        var normalized = new StateNames { Seen = [] };
        new Normalized().Visit(ref normalized);
        Assert.Equal(
            ["Norm.Weight", "Norm.Bias", "Norm.RunningMean", "Norm.RunningVar", "Last.Weight", "Last.Bias", "Last.RunningMean", "Last.RunningVar"],
            normalized.Seen);
    }

    [Fact]
    public void Names_are_the_same_strings_at_each_visit()
    {
        var model = new Stack(new Random(1));
        Names first = new([]), second = new([]);
        model.Visit(ref first);
        model.Visit(ref second);
        for (int i = 0; i < first.Seen.Count; i++)
            Assert.Same(first.Seen[i], second.Seen[i]);
    }

    [Fact]
    public void A_clipped_and_watched_step_allocates_nothing()
    {
        var trainer = new Trainer<Stack>(new Stack(new Random(1)), new AdamW());
        var flow = new GradientFlow(window: 10);
        flow.Observed += static _ => { };
        Tensor x = Tensor.Create([0.1f, 0.2f, 0.3f, 0.4f, -0.5f, 0.6f, -0.7f, 0.8f], 2, 4);
        int[] labels = [0, 2];
        Assert.Equal(0, Allocation.AfterWarmUp(() =>
        {
            for (int step = 0; step < 100; step++)
            {
                trainer.ZeroGradients();
                float loss = trainer.Model.LossGradient(x, labels, trainer.Gradients);
                flow.Observe(loss, trainer.Model, trainer.Gradients);
                trainer.ClipGradientNorm(0.1);
                trainer.ClipGradientValue(0.01);
                trainer.Step();
            }
        }));
        Assert.Empty(flow.Problems);
    }

    [Fact]
    public void A_model_is_checked_whole_and_its_state_restored()
    {
        var model = new Stack(new Random(1));
        Stack gradient = model.ZerosLike();
        Tensor x = Tensor.Create([0.1f, 0.2f, 0.3f, 0.4f, -0.5f, 0.6f, -0.7f, 0.8f], 2, 4);
        int[] labels = [0, 2];
        model.LossGradient(x, labels, gradient);
        foreach (bool separately in new[] { false, true })
            GradientCheck.Model(m => m.Loss(x, labels), model, gradient, directions: 3, separately).ThrowIfFailed();
        GradientCheck.Model(m => m.Loss(x, labels), model, gradient).ThrowIfFailed();

        gradient.Norms[1].Bias.AsSpan()[4] = 0;
        GradientCheckResult result = GradientCheck.Model(m => m.Loss(x, labels), model, gradient);
        Assert.Equal((false, "Norms.1.Bias", 4), (result.Passed, result.Parameter, result.Index));

        var normalized = new Normalized();
        Normalized slopes = normalized.ZerosLike();
        Tensor images = Initializers.Normal(new Random(2), 1, 5, 2, 2, 2);
        int[] classes = [0, 1, 1, 0, 1];
        normalized.LossGradient(images, classes, slopes);
        float[] before = normalized.Norm.RunningMean.AsSpan().ToArray();
        GradientCheck.Model(m => m.Loss(images, classes), normalized, slopes, directions: 2).ThrowIfFailed();
        Assert.Equal(before, normalized.Norm.RunningMean.AsSpan().ToArray());
    }

    private readonly struct Names(List<string> seen) : IParameterVisitor
    {
        public List<string> Seen => seen;

        public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => seen.Add(name);

        public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => seen.Add(name);
    }

    // By reference alone: a visitor may be such a type.
    private ref struct StateNames : IParameterVisitor
    {
        public List<string> Seen { get; init; }

        static bool IParameterVisitor.VisitsState => true;

        public readonly void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => Seen.Add(name);

        public readonly void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => Seen.Add(name);
    }
}
