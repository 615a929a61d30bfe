namespace AutoDiff.Networks.Tests.Models;

/// <summary>A layer under a hyperbolic tangent.</summary>
[Differentiable]
internal sealed partial class Encoder(Random random)
{
    public Linear Layer { get; } = new(3, 2, random);

    [Differentiable]
    public Tensor Run(Tensor x) => Tensor.Tanh(Layer.Forward(x));
}

/// <summary>Two encoders, of which one gives what the other is to give: its derivative is cut, in several ways.</summary>
[Differentiable]
internal sealed partial class Siamese(Random random)
{
    public Encoder Online { get; } = new(random);

    public Encoder Target { get; } = new(random);

    [Differentiable]
    public float OfStoppedResult(Tensor x) => Losses.MeanSquaredError(Online.Run(x), Gradient.Stop(Target.Run(x)));

    [Differentiable]
    public float OfStoppedModel(Tensor x) => Losses.MeanSquaredError(Online.Run(x), Gradient.Stop(Target).Run(x));

    [Differentiable]
    public float OfBoth(Tensor x, bool cuts)
    {
        Tensor target = Target.Run(x);
        if (cuts)
            target = Gradient.Stop(target);
        return Losses.MeanSquaredError(Online.Run(x), target);
    }

    [Differentiable]
    public float Chain(Tensor x, int n)
    {
        for (int i = 0; i < n; i++)
            x = x * x + Gradient.Stop(x);
        return Tensor.Sum(x);
    }
}
