namespace AutoDiff.Networks.Tests.Models;

/// <summary>Convolutions whose rectified maxima are all that is read, and such of which more is.</summary>
internal static partial class PooledConvolutions
{
    [Differentiable]
    public static Tensor Whole(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int kernel) =>
        Tensor.MaxPool2d(Tensor.Relu(Tensor.Conv2d(x, weight, bias, stride, padding)), kernel);

    [Differentiable]
    public static Tensor WholeApart(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int kernel) =>
        Tensor.MaxPool2d(Barrier.Same(Tensor.Relu(Barrier.Same(Tensor.Conv2d(x, weight, bias, stride, padding)))), kernel);

    // Its images' adjoint is added to what is there already, and so is the weight's.
    [Differentiable]
    public static Tensor Again(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int kernel)
    {
        Tensor first = Tensor.MaxPool2d(Tensor.Relu(Tensor.Conv2d(x, weight, bias, stride, padding)), kernel);
        return first - 2f * Tensor.MaxPool2d(Tensor.Relu(Tensor.Conv2d(x * x, weight, default, stride, padding)), kernel) * Tensor.Sum(x);
    }

    [Differentiable]
    public static Tensor AgainApart(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int kernel)
    {
        Tensor first = Tensor.MaxPool2d(Barrier.Same(Tensor.Relu(Barrier.Same(Tensor.Conv2d(x, weight, bias, stride, padding)))), kernel);
        return first - 2f * Tensor.MaxPool2d(Barrier.Same(Tensor.Relu(Barrier.Same(Tensor.Conv2d(x * x, weight, default, stride, padding)))), kernel) * Tensor.Sum(x);
    }

    // The convolution itself is read as well.
    [Differentiable]
    public static Tensor Read(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int kernel)
    {
        Tensor convolved = Tensor.Conv2d(x, weight, bias, stride, padding);
        return Tensor.MaxPool2d(Tensor.Relu(convolved), kernel) * Tensor.Sum(convolved);
    }

    [Differentiable]
    public static Tensor ReadApart(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int kernel)
    {
        Tensor convolved = Tensor.Conv2d(x, weight, bias, stride, padding);
        return Tensor.MaxPool2d(Barrier.Same(Tensor.Relu(Barrier.Same(convolved))), kernel) * Tensor.Sum(convolved);
    }

    // What is convolved is written before the maxima are taken.
    [Differentiable]
    public static Tensor Changed(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int kernel)
    {
        Tensor copy = x.Clone(), convolved = Tensor.Conv2d(copy, weight, bias, stride, padding);
        copy.AsSpan()[0] = 100;
        return Tensor.MaxPool2d(Tensor.Relu(convolved), kernel);
    }
}

/// <summary>The same with a layer.</summary>
[Differentiable]
internal sealed partial class PooledLayers(Random random)
{
    public Conv2d First { get; } = new(2, 16, 3, random, padding: 1);

    public Conv2d Second { get; } = new(16, 32, 3, random, padding: 1, bias: false);

    [Differentiable(Modes = DerivativeModes.Vjp | DerivativeModes.Jvp)]
    public Tensor Run(Tensor x) => Tensor.MaxPool2d(Tensor.Relu(Second.Forward(Tensor.MaxPool2d(Tensor.Relu(First.Forward(x)), 2))), 2);

    [Differentiable]
    public Tensor RunApart(Tensor x)
    {
        Tensor pooled = Tensor.MaxPool2d(Tensor.Relu(First.Forward(x).Clone()).Clone(), 2);
        return Tensor.MaxPool2d(Tensor.Relu(Second.Forward(pooled).Clone()).Clone(), 2);
    }

    // Neither the images nor the first layer get a derivative.
    [Differentiable(WithRespectTo = ["this"])]
    public Tensor RunFrozen(Tensor x) => Tensor.MaxPool2d(Tensor.Relu(Second.Forward(Gradient.Stop(Tensor.MaxPool2d(Tensor.Relu(First.Forward(x)), 2)))), 2);
}
