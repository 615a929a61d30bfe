using AutoDiff;

namespace Samples.FashionMnist;

/// <summary>Two hidden layers with rectifiers.</summary>
[Differentiable]
public sealed partial class Mlp(Random random, int pixels) : IClassifier
{
    public Linear First { get; } = new(pixels, 256, random);

    public Linear Second { get; } = new(256, 128, random);

    public Linear Output { get; } = new(128, 10, random);

    [Differentiable]
    public Tensor Logits(Tensor images)
    {
        Tensor x = Tensor.Reshape(images, images.Shape[0], -1);
        return Output.Forward(Tensor.Relu(Second.Forward(Tensor.Relu(First.Forward(x)))));
    }

    [Differentiable]
    public float Loss([NoGradient] Tensor images, ReadOnlySpan<int> labels) => Losses.CrossEntropy(Logits(images), labels);
}
