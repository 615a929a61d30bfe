namespace AutoDiff.Networks.Tests.Models;

/// <summary>Linear, BatchNorm1d, Tanh, Linear, LayerNorm.</summary>
[Differentiable]
public sealed partial class NormalizedMlp(Random random, int inputs, int hidden, int outputs)
{
    public Linear First { get; } = new(inputs, hidden, random);

    public BatchNorm1d Norm { get; } = new(hidden);

    public Linear Second { get; } = new(hidden, outputs, random);

    public LayerNorm Last { get; } = new(outputs);

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels)
    {
        Tensor hidden = Tensor.Tanh(Norm.Forward(First.Forward(x)));
        return Losses.CrossEntropy(Last.Forward(Second.Forward(hidden)), labels);
    }
}
