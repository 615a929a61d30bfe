using AutoDiff.Networks.Tests.Models;

namespace AutoDiff.Networks.Tests;

/// <summary>Layers that are marked as constants: derivatives go through them, and they stay as they are.</summary>
public class FrozenLayerTests
{
    private static readonly Tensor s_inputs = Tensor.Create([0.1f, 0.2f, 0.3f, 0.4f, -0.5f, 0.6f, -0.7f, 0.8f], 2, 4);
    private static readonly int[] s_labels = [0, 2];

    [Fact]
    public void A_gradient_through_frozen_layers_doesnt_change_them()
    {
        var model = new Frozen(new Random(1));
        float[] encoder = model.Encoder.Weight.AsSpan().ToArray(), last = model.Heads[1].Weight.AsSpan().ToArray();
        Frozen gradient = model.ZerosLike();
        float loss = model.Loss(s_inputs, s_labels);
        Assert.Equal(loss, model.LossGradient(s_inputs, s_labels, gradient));
        Assert.Equal(loss, model.LossGradient(s_inputs, s_labels, model.ZerosLike()));
        Assert.Equal(encoder, model.Encoder.Weight.AsSpan().ToArray());
        Assert.Equal(last, model.Heads[1].Weight.AsSpan().ToArray());
        GradientCheck.Model(m => m.Loss(s_inputs, s_labels), model, gradient).ThrowIfFailed();
    }

    [Fact]
    public void A_trainer_leaves_them_as_they_are()
    {
        var trainer = new Trainer<Frozen>(new Frozen(new Random(1)), new AdamW(0.1, weightDecay: 0.5));
        Frozen model = trainer.Model;
        Assert.Equal(4 * 4 + 4, trainer.ParameterCount);
        float[] encoder = model.Encoder.Weight.AsSpan().ToArray(), trained = model.Middle.Weight.AsSpan().ToArray();
        float first = float.NaN, loss = first;
        for (int step = 0; step < 20; step++)
        {
            trainer.ZeroGradients();
            loss = model.LossGradient(s_inputs, s_labels, trainer.Gradients);
            first = step == 0 ? loss : first;
            trainer.Step();
        }

        Assert.True(loss < first);
        Assert.Equal(encoder, model.Encoder.Weight.AsSpan().ToArray());
        Assert.NotEqual(trained, model.Middle.Weight.AsSpan().ToArray());
    }

    [Fact]
    public void A_constant_that_refers_back_ends()
    {
        var model = new Ring(3);
        model.Next = new Ring(2) { Next = model };
        Ring zeros = model.ZerosLike();
        Assert.Equal((0, 0, 0), (zeros.Value, zeros.Next!.Value, zeros.Next.Next!.Value));
        Assert.Same(zeros.Next, zeros.Next.Next.Next);
        Assert.Equal((3, 2), (model.Value, model.Next.Value));
    }
}
