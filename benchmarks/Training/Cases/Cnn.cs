namespace AutoDiff.Benchmarks.Training;

/// <summary>Case c: two convolutions, each with a rectifier and pooling, and a linear layer.</summary>
[Differentiable]
internal sealed partial class Cnn(Random random)
{
    internal Conv2d First { get; } = new(1, 16, 3, random, padding: 1);

    internal Conv2d Second { get; } = new(16, 32, 3, random, padding: 1);

    internal Linear Output { get; } = new(32 * 7 * 7, 10, random);

    [Differentiable]
    internal float Loss([NoGradient] Tensor images, ReadOnlySpan<int> labels)
    {
        Tensor x = Tensor.MaxPool2d(Tensor.Relu(First.Forward(images)), 2);
        x = Tensor.MaxPool2d(Tensor.Relu(Second.Forward(x)), 2);
        return Losses.CrossEntropy(Output.Forward(Tensor.Reshape(x, images.Shape[0], -1)), labels);
    }
}
