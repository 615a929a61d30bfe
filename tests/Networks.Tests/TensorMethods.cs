namespace AutoDiff.Networks.Tests;

/// <summary>What methods do with tensors: elements, spans, branches, loops, views, copies, arrays of tensors.</summary>
public static partial class TensorMethods
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Elements(Tensor x)
    {
        float sum = 0;
        for (int i = 0; i < x.Shape[0]; i++)
        {
            for (int j = 0; j < x.Shape[1]; j++)
                sum += x[i, j] * x[i, j] * (i + 2 * j);
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Spans(Tensor x)
    {
        ReadOnlySpan<float> values = x.AsSpan();
        float sum = 0, product = 1;
        foreach (float value in values)
        {
            sum += value * value;
            product *= 1 + value / 4;
        }

        return sum + product;
    }

    // A tensor that is filled element by element, read while it is filled, and then changed.
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Filled(Tensor x)
    {
        Tensor y = Tensor.Zeros(x.Length + 1);
        for (int i = 0; i < x.Length; i++)
            y.AsSpan()[i + 1] = y[i] * 0.5f + x.AsSpan()[i];
        float before = Tensor.Sum(y * y);
        y[0] = x[1, 1];
        return before + Tensor.Sum(Tensor.Exp(y));
    }

    // A view shares the memory: what is written through it is seen in the other.
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float WrittenThroughView(Tensor x)
    {
        Tensor y = x.Clone();
        Tensor row = Tensor.Reshape(y, -1);
        row[0] = row[1] * row[2];
        return Tensor.Sum(Tensor.Tanh(y)) + y[0, 0];
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Branches(Tensor x, bool isExponential)
    {
        Tensor y = isExponential ? Tensor.Exp(x) : x;
        if (!isExponential)
            y = y + 1f;
        return Tensor.Sum(y * y) - y[0, 0];
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Loops(Tensor x)
    {
        Tensor y = x;
        while (Tensor.Sum(y * y) > 0.05f)
            y = Tensor.Tanh(y) * 0.6f + x * 0.05f;
        return Tensor.Mean(y) + Tensor.Max(y);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Operators(Tensor x, float scale)
    {
        Tensor y = -x / (1 + x * x) - scale * x;
        return (float)Tensor.Reshape(Tensor.Slice(Tensor.Reshape(y, -1), 0, 2, 1), []) + Tensor.Sum(y);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static (Tensor Values, float Largest) Several(Tensor x, float scale)
    {
        Tensor y = x * scale;
        return (y, Tensor.Max(y));
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Chain(Tensor[] weights, Tensor x)
    {
        foreach (Tensor weight in weights)
            x = Tensor.Tanh(Tensor.MatMul(x, weight));
        return Tensor.Sum(x);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Created(float a, float b, float[] values)
    {
        Tensor pair = Tensor.Create([a, b], 1, 2);
        Tensor matrix = Tensor.Create(values, 2, 2);
        return Tensor.Sum(Tensor.MatMul(pair, matrix) * pair);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Scaled([NoGradient] Tensor x, Tensor weight) => x * weight;
}

/// <summary>Weights that two members share, and arrays and lists of tensors.</summary>
[Differentiable]
public sealed partial class Tied
{
    public Tied(Tensor weight)
    {
        Weight = weight;
        Many = [weight, Tensor.Create([0.25f, -0.5f], 1, 2)];
        Parts.Add(Tensor.Reshape(weight, -1));
    }

    public Tensor Weight { get; }

    public Tensor[] Many { get; }

    public List<Tensor> Parts { get; } = [];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public float Loss(Tensor x) =>
        Tensor.Sum(Tensor.MatMul(Tensor.MatMul(x, Weight), Many[0])) + Tensor.Sum(Parts[0] * Parts[0]) + Tensor.Sum(Tensor.Exp(Many[1]));
}
