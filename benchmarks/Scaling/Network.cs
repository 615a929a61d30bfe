namespace AutoDiff.Benchmarks.Scaling;

/// <summary>A perceptron with two hidden layers of a width.</summary>
[Differentiable]
internal sealed partial class Network(Random random, int width)
{
    internal Linear First { get; } = new(784, width, random);

    internal Linear Second { get; } = new(width, width, random);

    internal Linear Output { get; } = new(width, 10, random);

    [Differentiable]
    internal float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels)
    {
        Tensor hidden = Tensor.Relu(Second.Forward(Tensor.Relu(First.Forward(x))));
        return Losses.CrossEntropy(Output.Forward(hidden), labels);
    }
}
