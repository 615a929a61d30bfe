namespace AutoDiff.Networks.Tests.Models;

/// <summary>Blocks in a list and an array, a number beside the tensors, and an encoder that isn't trained.</summary>
[Differentiable]
public sealed partial class Stack(Random random)
{
    public List<Linear> Hidden { get; } = [new(4, 6, random), new(6, 6, random)];

    public LayerNorm[] Norms { get; } = [new(6), new(6)];

    public float Scale { get; set; } = 0.5f;

    [NoGradient]
    public Linear Encoder { get; } = new(4, 4, random);

    public Linear Output { get; } = new(6, 3, random);

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels)
    {
        Tensor hidden = Encoder.Forward(x);
        for (int i = 0; i < Hidden.Count; i++)
            hidden = Norms[i].Forward(Tensor.Tanh(Hidden[i].Forward(hidden)));
        return Losses.CrossEntropy(Output.Forward(hidden) * Scale, labels);
    }
}
