namespace AutoDiff.Networks.Tests.Models;

/// <summary>Two convolutions with pooling, and a linear layer.</summary>
[Differentiable]
public sealed partial class Cnn(Random random, int classes)
{
    public Conv2d First { get; } = new(1, 4, 3, random, padding: 1);

    public Conv2d Second { get; } = new(4, 8, 3, random, padding: 1);

    public Linear Output { get; } = new(32, classes, random);

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels)
    {
        Tensor first = Tensor.MaxPool2d(Tensor.Relu(First.Forward(x)), 2);
        Tensor second = Tensor.AvgPool2d(Tensor.Relu(Second.Forward(first)), 2);
        return Losses.CrossEntropy(Output.Forward(Tensor.Reshape(second, x.Shape[0], -1)), labels);
    }
}
