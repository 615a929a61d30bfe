using AutoDiff;

namespace Samples.FashionMnist;

/// <summary>Two convolutions, each with a rectifier and pooling, and two linear layers.</summary>
[Differentiable]
public sealed partial class Cnn(Random random, int height, int width) : IClassifier
{
    public Conv2d First { get; } = new(1, 16, 3, random, padding: 1);

    public Conv2d Second { get; } = new(16, 32, 3, random, padding: 1);

    public Linear Hidden { get; } = new(32 * (height / 4) * (width / 4), 128, random);

    public Linear Output { get; } = new(128, 10, random);

    [Differentiable]
    public Tensor Logits(Tensor images)
    {
        Tensor x = Tensor.MaxPool2d(Tensor.Relu(First.Forward(images)), 2);
        x = Tensor.MaxPool2d(Tensor.Relu(Second.Forward(x)), 2);
        x = Tensor.Relu(Hidden.Forward(Tensor.Reshape(x, images.Shape[0], -1)));
        return Output.Forward(x);
    }

    [Differentiable]
    public float Loss([NoGradient] Tensor images, ReadOnlySpan<int> labels) => Losses.CrossEntropy(Logits(images), labels);
}
