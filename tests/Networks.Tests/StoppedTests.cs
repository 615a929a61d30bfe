using AutoDiff.Networks.Tests.Models;

namespace AutoDiff.Networks.Tests;

/// <summary>Gradient.Stop of tensors and of models.</summary>
public class StoppedTests
{
    private static readonly Tensor s_x = Tensor.Create([0.3f, -0.5f, 0.8f, 0.1f, 0.9f, -0.2f], 2, 3);

    private readonly Siamese _model = new(new Random(1));

    [Fact]
    public void A_stopped_result_gives_its_network_no_derivative()
    {
        Siamese gradient = _model.ZerosLike();
        Tensor dx = Tensor.Zeros(2, 3);
        _model.OfStoppedResultGradient(s_x, gradient, dx);
        CheckOnline(gradient);
        Assert.Equal(0, Norm(gradient.Target));

        // The input's derivative goes through the other encoder alone.
        Siamese other = _model.ZerosLike();
        Tensor dother = Tensor.Zeros(2, 3);
        _model.OfBothGradient(s_x, cuts: true, other, dother);
        Assert.Equal(dx.AsSpan().ToArray(), dother.AsSpan().ToArray());
        Assert.Equal(0, Norm(other.Target));
    }

    [Fact]
    public void A_stopped_model_gives_its_input_a_derivative_and_itself_none()
    {
        Siamese gradient = _model.ZerosLike(), whole = _model.ZerosLike();
        Tensor dx = Tensor.Zeros(2, 3), dwhole = Tensor.Zeros(2, 3);
        _model.OfStoppedModelGradient(s_x, gradient, dx);
        _model.OfBothGradient(s_x, cuts: false, whole, dwhole);
        CheckOnline(gradient);
        Assert.Equal(0, Norm(gradient.Target));
        Assert.NotEqual(0, Norm(whole.Target));
        for (int i = 0; i < dx.Length; i++)
            Assert.Equal(dwhole.AsSpan()[i], dx.AsSpan()[i], 1e-6f);
    }

    [Fact]
    public void A_tensor_is_cut_in_each_turn_of_a_loop()
    {
        Tensor dx = Tensor.Zeros(2, 3);
        _model.ChainGradient(s_x, 2, _model.ZerosLike(), dx);
        for (int i = 0; i < dx.Length; i++)
        {
            float x = s_x.AsSpan()[i];
            Assert.Equal(2 * (x * x + x) * 2 * x, dx.AsSpan()[i], 1e-6f);
        }
    }

    // The same in all cases, since what is cut is a constant.
    private void CheckOnline(Siamese gradient)
    {
        Siamese whole = _model.ZerosLike();
        _model.OfBothGradient(s_x, cuts: false, whole, Tensor.Zeros(2, 3));
        float[] expected = whole.Online.Layer.Weight.AsSpan().ToArray(), actual = gradient.Online.Layer.Weight.AsSpan().ToArray();
        Assert.NotEqual(0, Norm(gradient.Online));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-6f);
    }

    private static float Norm(Encoder encoder)
    {
        float sum = 0;
        foreach (float value in encoder.Layer.Weight.AsSpan())
            sum += value * value;
        foreach (float value in encoder.Layer.Bias.AsSpan())
            sum += value * value;
        return sum;
    }
}
