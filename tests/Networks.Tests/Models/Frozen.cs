namespace AutoDiff.Networks.Tests.Models;

/// <summary>One layer is trained, between others that aren't.</summary>
[Differentiable]
public sealed partial class Frozen(Random random)
{
    [NoGradient]
    public Linear Encoder { get; } = new(4, 4, random);

    public Linear Middle { get; } = new(4, 4, random);

    [NoGradient]
    public List<Linear> Heads { get; } = [new(4, 4, random), new(4, 3, random)];

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels)
    {
        Tensor hidden = Middle.Forward(Tensor.Tanh(Encoder.Forward(x)));
        for (int i = 0; i < Heads.Count; i++)
            hidden = Heads[i].Forward(Tensor.Tanh(hidden));
        return Losses.CrossEntropy(hidden, labels);
    }
}

/// <summary>Refers to others of its kind, which may refer back.</summary>
[Differentiable]
public sealed partial class Ring(double value)
{
    public double Value { get; set; } = value;

    [NoGradient]
    public Ring? Next { get; set; }

    [Differentiable]
    public double Square() => Value * Value;
}
