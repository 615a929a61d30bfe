namespace AutoDiff.Networks.Tests.Models;

public enum Ailment
{
    None,
    NegativeLogarithm,
    RootOfZero,
    Overflow,
    Saturation,
}

/// <summary>A perceptron with something wrong in the middle.</summary>
[Differentiable]
public sealed partial class Sick(Random random)
{
    public Linear First { get; } = new(4, 8, random);

    public Linear Second { get; } = new(8, 3, random);

    public Ailment Ailment { get; set; }

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels)
    {
        Tensor hidden = First.Forward(x);
        if (Ailment == Ailment.NegativeLogarithm)
            hidden = Tensor.Log(hidden);
        else if (Ailment == Ailment.RootOfZero)
            hidden = Tensor.Sqrt(hidden * 0f);
        else if (Ailment == Ailment.Overflow)
            hidden = Tensor.Exp(hidden * hidden * 1e4f);
        else if (Ailment == Ailment.Saturation)
            hidden = Tensor.Sigmoid(hidden * 1e-9f);
        else
            hidden = Tensor.Relu(hidden);
        return Losses.CrossEntropy(Second.Forward(hidden), labels);
    }
}
