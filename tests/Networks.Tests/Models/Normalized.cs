namespace AutoDiff.Networks.Tests.Models;

/// <summary>Batch normalization of images, and of what is left of them.</summary>
[Differentiable]
public sealed partial class Normalized
{
    public BatchNorm2d Norm { get; } = new(2);

    public BatchNorm1d Last { get; } = new(2);

    public bool Training
    {
        get => Norm.Training;
        set => Norm.Training = Last.Training = value;
    }

    [Differentiable]
    public Tensor Forward([NoGradient] Tensor x) => Last.Forward(Tensor.Reshape(Tensor.AvgPool2d(Norm.Forward(x), 2, 2), x.Shape[0], 2));

    [Differentiable]
    public float Loss([NoGradient] Tensor x, ReadOnlySpan<int> labels) => Losses.CrossEntropy(Forward(x), labels);
}
