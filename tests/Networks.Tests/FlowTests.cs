using AutoDiff.Networks.Tests.Models;

namespace AutoDiff.Networks.Tests;

/// <summary>Networks with something wrong, and what is said of them.</summary>
public class FlowTests
{
    private static readonly Tensor s_inputs = Initializers.Normal(new Random(5), 1, 6, 4);
    private static readonly int[] s_labels = [0, 1, 2, 0, 1, 2];

    [Theory]
    [InlineData(Ailment.None, "")]
    [InlineData(Ailment.NegativeLogarithm, "the result of 'Log', operation 2, of shape (6, 8) was NaN at ")]
    [InlineData(Ailment.RootOfZero, "what the reverse of 'Sqrt' added into an adjoint of shape (6, 8) was ")]
    [InlineData(Ailment.Overflow, "the result of 'Exp', operation 3, of shape (6, 8) was ")]
    public void The_first_operation_that_isnt_finite_is_named(Ailment ailment, string finding)
    {
        var model = new Sick(new Random(1)) { Ailment = ailment };
        Sick gradient = model.ZerosLike();
        var flow = new GradientFlow();
        float loss;
        using (flow.WatchOperations())
            loss = model.LossGradient(s_inputs, s_labels, gradient);
        flow.Observe(loss, model, gradient);
        Assert.Equal(finding.Length > 0, flow.Problems.Any(problem => problem.Contains("first operation", StringComparison.Ordinal)));
        Assert.Contains(finding, flow.Report(), StringComparison.Ordinal);
        if (finding.Length > 0)
            Assert.Contains("at step 1", flow.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Dead_units_of_a_network_are_counted()
    {
        var model = new Sick(new Random(1));

        // Three of eight units never see a sum above 0.
        model.First.Bias.AsSpan()[..3].Fill(-100);
        GradientFlow flow = Train(model, steps: 12);
        Assert.Contains("3 of the 8 units of 'First.Weight'", Assert.Single(flow.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_that_vanish_on_their_way_are_seen_by_layer()
    {
        var model = new Sick(new Random(1)) { Ailment = Ailment.Saturation };
        GradientFlow flow = Train(model, steps: 3);
        Assert.Contains(flow.Problems, problem => problem.Contains("'First.Weight' vanishes", StringComparison.Ordinal));
        Assert.DoesNotContain(flow.Problems, problem => problem.Contains("'Second", StringComparison.Ordinal));
    }

    [Fact]
    public void Gradients_that_explode_are_seen_by_layer()
    {
        var model = new Sick(new Random(1));
        model.Second.Weight.AsSpan().Fill(1);
        model.Second.Weight.AsSpan()[0] = 1e8f;
        GradientFlow flow = Train(model, steps: 1);
        Assert.Contains(flow.Problems, problem => problem.Contains("'First.Weight' explodes", StringComparison.Ordinal));
    }

    [Fact]
    public void Micro_batches_add_up_to_the_gradient_of_the_whole()
    {
        Sick model = new(new Random(1)), whole = model.ZerosLike(), parts = model.ZerosLike();
        float loss = model.LossGradient(s_inputs, s_labels, whole), sum = 0;
        for (int part = 0; part < 3; part++)
        {
            Tensor inputs = Tensor.Slice(s_inputs, 0, 2 * part, 2);
            sum += model.LossVjp(inputs, s_labels.AsSpan(2 * part, 2), 1f / 3, parts);
        }

        Assert.Equal(loss, sum / 3, 1e-6);
        for (int i = 0; i < whole.First.Weight.Length; i++)
            Assert.Equal(whole.First.Weight.AsSpan()[i], parts.First.Weight.AsSpan()[i], 1e-6);
        for (int i = 0; i < whole.Second.Bias.Length; i++)
            Assert.Equal(whole.Second.Bias.AsSpan()[i], parts.Second.Bias.AsSpan()[i], 1e-6);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        float[] first = Losses(1), second = Losses(1);
        Assert.Equal(first, second);
        Assert.NotEqual(first, Losses(2));
        float[] elsewhere = [];
        var thread = new Thread(() => elsewhere = Losses(1));
        thread.Start();
        thread.Join();
        Assert.Equal(first, elsewhere);

        static float[] Losses(int seed)
        {
            var random = new Random(seed);
            var data = new Dataset(s_inputs, s_labels);
            var trainer = new Trainer<Sick>(new Sick(random), new AdamW(0.01));
            List<float> losses = [];
            for (int epoch = 0; epoch < 5; epoch++)
            {
                foreach (Batch batch in data.Batches(4, random))
                {
                    trainer.ZeroGradients();
                    losses.Add(trainer.Model.LossGradient(batch.Inputs, batch.Labels, trainer.Gradients));
                    trainer.Step();
                }
            }

            return [.. losses];
        }
    }

    [Fact]
    public void Bad_batches_are_refused_before_anything_is_added()
    {
        Sick model = new(new Random(1)), gradient = model.ZerosLike();
        var e = Assert.Throws<ArgumentException>("x", () => model.LossGradient(Tensor.Zeros(6, 5), s_labels, gradient));
        Assert.Contains("(6, 5)", e.Message, StringComparison.Ordinal);
        Assert.Contains("(8, 4)", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>("labels", () => model.LossGradient(s_inputs, [0, 1], gradient));
        Assert.Contains("(6, 3)", e.Message, StringComparison.Ordinal);
        Assert.Contains("3 classes", Assert.Throws<ArgumentOutOfRangeException>("labels", () => model.LossGradient(s_inputs, [0, 1, 2, 0, 1, 3], gradient)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => model.LossGradient(s_inputs, [0, 1, 2, 0, 1, -1], gradient));
        Assert.Throws<ArgumentException>("logits", () => model.LossGradient(Tensor.Zeros(0, 4), [], gradient));
        Assert.Throws<ArgumentException>("x", () => model.LossGradient(default, s_labels, gradient));
        Assert.All(gradient.First.Weight.AsSpan().ToArray(), value => Assert.Equal(0, value));
    }

    private static GradientFlow Train(Sick model, int steps)
    {
        var flow = new GradientFlow(window: 10);
        var trainer = new Trainer<Sick>(model, new Sgd(1e-3));
        for (int step = 0; step < steps; step++)
        {
            trainer.ZeroGradients();
            float loss = trainer.Model.LossGradient(s_inputs, s_labels, trainer.Gradients);
            flow.Observe(loss, trainer.Model, trainer.Gradients);
            trainer.Step();
        }

        return flow;
    }
}
