using AutoDiff.Runtime.Tests.Taping;

namespace AutoDiff.Runtime.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void A_step_allocates_nothing()
    {
        var tensors = new Trainer<TiedModel>(new TiedModel(), new AdamW());
        var loose = new Trainer<DoubleQuartic>(new DoubleQuartic(), new Sgd(momentum: 0.9), Schedules.Cosine(0.1, 100));
        var mixed = new Trainer<FloatQuartic>(new FloatQuartic(), new RmsProp(momentum: 0.5));
        long bytes = Allocation.AfterWarmUp(() =>
        {
            tensors.ZeroGradients();
            tensors.ClipGradientNorm(1);
            tensors.Step();
            loose.ZeroGradients();
            loose.ClipGradientValue(1);
            loose.Step();
            mixed.ZeroGradients();
            mixed.Step();
        });
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Tensors_move_into_one_block_and_keep_their_values()
    {
        var model = new TiedModel();
        float[] first = model.First.AsSpan().ToArray();
        Tensor view = Tensor.Reshape(model.Second, 24);
        var trainer = new Trainer<TiedModel>(model, new Sgd(learningRate: 1));
        Assert.Equal(first, model.First.AsSpan().ToArray());
        Assert.Equal(48 + 32, trainer.Blocks.Parameters.Length);
        Assert.True(trainer.Blocks.Parameters.Values.Overlaps(model.First.AsSpan()));
        Assert.True(trainer.Blocks.Gradients.Overlaps(trainer.Gradients.Second.AsSpan()));
        Assert.Equal(37 + 24, trainer.ParameterCount);

        trainer.Gradients.Second.AsSpan().Fill(2);
        trainer.Step();
        Assert.Equal(-1, model.Second[0, 0]);
        Assert.Equal(-1, model.Tied[0, 0]);
        Assert.Equal(-1, view[0]);
        Assert.Equal(first, model.First.AsSpan().ToArray());
    }

    [Fact]
    public void Gradients_are_clipped_by_norm_and_by_value()
    {
        var trainer = new Trainer<FloatQuartic>(new FloatQuartic(), new Sgd());
        trainer.Gradients.Pair.AsSpan().Fill(3);
        trainer.Gradients.Last = 4;
        Assert.Equal(Math.Sqrt(34), trainer.ClipGradientNorm(100), 12);
        Assert.Equal(3, trainer.Gradients.Pair[0]);
        trainer.ClipGradientNorm(1);
        Assert.Equal(3 / Math.Sqrt(34), trainer.Gradients.Pair[1], 1e-6);
        trainer.ClipGradientValue(0.1);
        Assert.Equal(0.1f, trainer.Gradients.Last);
        trainer.ZeroGradients();
        Assert.Equal(0, trainer.Gradients.Last);
        Assert.Equal(0, trainer.Gradients.Pair[0]);
    }

    [Fact]
    public void Zeroing_clears_what_isnt_a_number()
    {
        var trainer = new Trainer<FloatQuartic>(new FloatQuartic(), new Sgd());
        trainer.Gradients.Last = float.NaN;
        trainer.Gradients.Single[0] = float.PositiveInfinity;
        trainer.ZeroGradients();
        Assert.Equal(0, trainer.Gradients.Last);
        Assert.Equal(0, trainer.Gradients.Single[0]);
    }

    [Fact]
    public void Gradients_that_nothing_is_added_to_are_zeros()
    {
        var model = new TiedModel();
        var trainer = new Trainer<TiedModel>(model, new Sgd(learningRate: 1));
        float[] first = model.First.AsSpan().ToArray(), second = model.Second.AsSpan().ToArray();
        trainer.Gradients.First.AsSpan().Fill(2);
        trainer.Gradients.Second.AsSpan().Fill(float.NaN);
        trainer.ZeroGradients();
        Assert.Equal(0, trainer.ClipGradientNorm(1));
        trainer.Gradients.First.AsSpan().Fill(2);
        trainer.Gradients.Second.AsSpan().Fill(float.NaN);
        trainer.ZeroGradients();
        trainer.Step();
        Assert.Equal(first, model.First.AsSpan().ToArray());
        Assert.Equal(second, model.Second.AsSpan().ToArray());
    }

    [Fact]
    public void Contributions_after_zeroing_add_up()
    {
        var trainer = new Trainer<TiedModel>(new TiedModel(), new Sgd());
        Tensor gradient = trainer.Gradients.Second, x = Tensor.Zeros(2, gradient.Shape[1]), d = Tensor.Zeros(2, gradient.Shape[0]);
        x.AsSpan().Fill(1);
        d.AsSpan().Fill(3);
        gradient.AsSpan().Fill(float.NaN);
        trainer.ZeroGradients();
        TensorDerivatives.LinearVjp(x, gradient, d, default, trainer.Gradients.Tied, default);
        TensorDerivatives.LinearVjp(x, gradient, d, default, gradient, default);
        Assert.All(gradient.AsSpan().ToArray(), value => Assert.Equal(12, value));
    }

    [Fact]
    public void An_optimizer_serves_one_trainer()
    {
        var optimizer = new Adam();
        _ = new Trainer<TiedModel>(new TiedModel(), optimizer);
        Assert.Throws<InvalidOperationException>(() => new Trainer<TiedModel>(new TiedModel(), optimizer));
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => new Trainer<TiedModel>(null!, new Sgd())).ParamName);
    }
}
