namespace AutoDiff.Networks.Tests;

/// <summary>Chains of elementwise operations, each twice: as they are written, and with what keeps the compiler from making one operation of them.</summary>
public static partial class FusionMethods
{
    [Differentiable]
    public static Tensor Activation(Tensor a, Tensor b, Tensor c, Tensor d) => Tensor.Relu(a * b + c);

    [Differentiable]
    public static Tensor ActivationApart(Tensor a, Tensor b, Tensor c, Tensor d) => Tensor.Relu(Barrier.Same(Barrier.Same(a * b) + c));

    [Differentiable]
    public static Tensor Difference(Tensor a, Tensor b, Tensor c, Tensor d) => Tensor.Tanh(a - b / c);

    [Differentiable]
    public static Tensor DifferenceApart(Tensor a, Tensor b, Tensor c, Tensor d) => Tensor.Tanh(Barrier.Same(a - Barrier.Same(b / c)));

    [Differentiable]
    public static Tensor Scaled(Tensor a, Tensor b, Tensor c, Tensor d) => Tensor.Gelu(a * 0.7f + b);

    [Differentiable]
    public static Tensor ScaledApart(Tensor a, Tensor b, Tensor c, Tensor d) => Tensor.Gelu(Barrier.Same(Barrier.Same(a * 0.7f) + b));

    [Differentiable]
    public static Tensor Cell(Tensor a, Tensor b, Tensor c, Tensor d) => Tensor.Sigmoid(a) * b + Tensor.Sigmoid(c) * Tensor.Tanh(d);

    [Differentiable]
    public static Tensor CellApart(Tensor a, Tensor b, Tensor c, Tensor d) =>
        Barrier.Same(Barrier.Same(Tensor.Sigmoid(a)) * b) + Barrier.Same(Barrier.Same(Tensor.Sigmoid(c)) * Barrier.Same(Tensor.Tanh(d)));

    [Differentiable]
    public static Tensor Repeated(Tensor a, Tensor b, Tensor c, Tensor d) => Tensor.Silu(Tensor.Exp(-(a * a)) - Tensor.Sqrt(Tensor.Exp(b)) * a);

    [Differentiable]
    public static Tensor RepeatedApart(Tensor a, Tensor b, Tensor c, Tensor d) =>
        Tensor.Silu(Barrier.Same(Barrier.Same(Tensor.Exp(Barrier.Same(-Barrier.Same(a * a)))) - Barrier.Same(Barrier.Same(Tensor.Sqrt(Barrier.Same(Tensor.Exp(b)))) * a)));

    [Differentiable]
    public static Tensor Pooled(Tensor x, Tensor bias, int kernel, int stride) => Tensor.MaxPool2d(Tensor.Relu(x), kernel, stride);

    [Differentiable]
    public static Tensor PooledApart(Tensor x, Tensor bias, int kernel, int stride) => Tensor.MaxPool2d(Barrier.Same(Tensor.Relu(x)), kernel, stride);

    [Differentiable]
    public static Tensor PooledChain(Tensor x, Tensor bias, int kernel, int stride) => Tensor.MaxPool2d(Tensor.Relu(x * x - bias), kernel, stride);

    [Differentiable]
    public static Tensor PooledChainApart(Tensor x, Tensor bias, int kernel, int stride) =>
        Tensor.MaxPool2d(Barrier.Same(Tensor.Relu(Barrier.Same(Barrier.Same(x * x) - bias))), kernel, stride);

    // What the rectifier gives has another reader.
    [Differentiable]
    public static Tensor PooledTwice(Tensor x, Tensor bias, int kernel, int stride)
    {
        Tensor rectified = Tensor.Relu(x - bias);
        return Tensor.MaxPool2d(rectified, kernel, stride) * Tensor.Sum(rectified * rectified);
    }

    [Differentiable]
    public static Tensor PooledTwiceApart(Tensor x, Tensor bias, int kernel, int stride)
    {
        Tensor rectified = Barrier.Same(Tensor.Relu(x - bias));
        return Tensor.MaxPool2d(rectified, kernel, stride) * Tensor.Sum(rectified * rectified);
    }

    // Two values of a chain are read by others as well, and one operand is written between.
    [Differentiable]
    public static Tensor Interrupted(Tensor a, Tensor b, Tensor c, Tensor d)
    {
        Tensor sum = a + b, copy = c.Clone();
        Tensor product = copy * b;
        copy.AsSpan()[0] = 5;
        Tensor log = Tensor.Log(product * product + 2f);
        return Tensor.Tanh(log - sum) * copy + sum;
    }

    [Differentiable]
    public static Tensor InterruptedApart(Tensor a, Tensor b, Tensor c, Tensor d)
    {
        Tensor sum = a + b, copy = c.Clone();
        Tensor product = Barrier.Same(copy * b);
        copy.AsSpan()[0] = 5;
        Tensor log = Barrier.Same(Tensor.Log(Barrier.Same(Barrier.Same(product * product) + 2f)));
        return Barrier.Same(Barrier.Same(Tensor.Tanh(Barrier.Same(log - sum))) * copy) + sum;
    }
}

/// <summary>What is known by its rule alone.</summary>
public static class Barrier
{
    public static Tensor Same(Tensor x) => x.Clone();

    [DerivativeOf(nameof(Same))]
    public static void SameVjp(Tensor dresult, Tensor dx)
    {
        for (int i = 0; i < dx.Length; i++)
            dx.AsSpan()[i] += dresult.AsSpan()[i];
    }
}
