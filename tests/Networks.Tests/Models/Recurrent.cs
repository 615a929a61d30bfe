namespace AutoDiff.Networks.Tests.Models;

/// <summary>An LSTM whose last state is classified.</summary>
[Differentiable]
public sealed partial class LstmClassifier(Random random, int classes)
{
    public Lstm Rnn { get; } = new(3, 8, random);

    public Linear Out { get; } = new(8, classes, random);

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels) => Losses.CrossEntropy(Out.Forward(Rnn.Last(x)), labels);
}

/// <summary>A GRU whose last state is classified.</summary>
[Differentiable]
public sealed partial class GruClassifier(Random random, int classes)
{
    public Gru Rnn { get; } = new(3, 8, random);

    public Linear Out { get; } = new(8, classes, random);

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels) => Losses.CrossEntropy(Out.Forward(Rnn.Last(x)), labels);
}
