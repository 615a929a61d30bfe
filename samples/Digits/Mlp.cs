using AutoDiff;

namespace Samples.Digits;

/// <summary>The network of <see cref="Network"/> as a type: layers for its loops, in single precision.</summary>
[Differentiable]
public sealed partial class Mlp(Random random)
{
    public Linear Hidden { get; } = new(Network.Pixels, Network.Hidden, random);

    public Linear Output { get; } = new(Network.Hidden, Network.Classes, random);

    [Differentiable]
    public Tensor Logits(Tensor x) => Output.Forward(Tensor.Tanh(Hidden.Forward(x)));

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels) => Losses.CrossEntropy(Logits(x), labels);
}
