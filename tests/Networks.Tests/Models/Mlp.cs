namespace AutoDiff.Networks.Tests.Models;

/// <summary>Two layers with a rectifier between them.</summary>
[Differentiable]
public sealed partial class Mlp(Random random, int inputs, int hidden, int outputs)
{
    public Linear First { get; } = new(inputs, hidden, random);

    public Linear Second { get; } = new(hidden, outputs, random);

    [Differentiable]
    public Tensor Logits(Tensor x) => Second.Forward(Tensor.Relu(First.Forward(x)));

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels) => Losses.CrossEntropy(Logits(x), labels);
}
