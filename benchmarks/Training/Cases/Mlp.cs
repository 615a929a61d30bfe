namespace AutoDiff.Benchmarks.Training;

/// <summary>Case a: one hidden layer with a rectifier.</summary>
[Differentiable]
internal sealed partial class Mlp(Random random)
{
    internal Linear Hidden { get; } = new(784, 128, random);

    internal Linear Output { get; } = new(128, 10, random);

    [Differentiable]
    internal float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels) =>
        Losses.CrossEntropy(Output.Forward(Tensor.Relu(Hidden.Forward(x))), labels);
}

/// <summary>Case b: two wide hidden layers.</summary>
[Differentiable]
internal sealed partial class WideMlp(Random random)
{
    internal Linear First { get; } = new(784, 512, random);

    internal Linear Second { get; } = new(512, 512, random);

    internal Linear Output { get; } = new(512, 10, random);

    [Differentiable]
    internal float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels)
    {
        Tensor hidden = Tensor.Relu(Second.Forward(Tensor.Relu(First.Forward(x))));
        return Losses.CrossEntropy(Output.Forward(hidden), labels);
    }
}
