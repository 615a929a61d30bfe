namespace AutoDiff.Networks.Tests;

/// <summary>Each operation on tensors as a method of its own, of three tensors at most.</summary>
public static partial class OperationMethods
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Maps(Tensor a) =>
        Tensor.Exp(a) * Tensor.Tanh(a) + Tensor.Sigmoid(a) * Tensor.Silu(a) - Tensor.Gelu(a) + Tensor.Relu(a) + Tensor.Log(1f + a * a) + Tensor.Sqrt(2f + a * a) - -a;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Broadcast(Tensor a, Tensor b) => (a + b) * a / (2f + b * b) - (b - a);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor BroadcastOneSide(Tensor a, [NoGradient] Tensor b) => (b + (a - b)) * (b / (3f + a)) - (b - a) * b;

    // The operand that moves is the one that is broadcast.
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor BroadcastRow([NoGradient] Tensor a, Tensor b) => (a + b) - (a - b) * 2f + (b + a) * (b - a);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Softmaxes(Tensor a) => Tensor.Softmax(a) * 3f + Tensor.Softmax(a, 0) + Tensor.LogSoftmax(a) + Tensor.LogSoftmax(a, 0);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Reductions(Tensor a) =>
        Tensor.Sum(a * a, 0) * Tensor.Mean(a, 1, keepDimension: true) + Tensor.Max(a, 0) + Tensor.Max(a) + Tensor.Sum(a * a) + Tensor.Mean(a);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Products(Tensor a, Tensor b) => Tensor.MatMul(a, Tensor.Transpose(b)) + Tensor.Linear(a, b, default);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Linear(Tensor a, Tensor b, Tensor c) => Tensor.Linear(a, b, c);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor LinearOfBias([NoGradient] Tensor a, [NoGradient] Tensor b, Tensor c) => Tensor.Linear(a, b, c);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Parts(Tensor a, Tensor b) =>
        Tensor.Concat(Tensor.Slice(a, 1, 1, 2), Tensor.Reshape(Tensor.Slice(b, 0, 0, 1), -1, 1) * Tensor.Slice(a, 1, 0, 1), 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor ConcatOfConstant(Tensor a, [NoGradient] Tensor b) => Tensor.Concat(b, Tensor.Concat(a, b, 0), 0);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Images(Tensor a, Tensor b, Tensor c) => Tensor.MaxPool2d(Tensor.Conv2d(a, b, c, 1, 1), 3, 1) + Tensor.AvgPool2d(Tensor.Conv2d(a, b, default, 1, 1), 3, 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor ConvolutionOfWeight([NoGradient] Tensor a, Tensor b) => Tensor.Conv2d(a, b, default, 2);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor LayerNorm(Tensor a, Tensor b, Tensor c) => Tensor.LayerNorm(a, b, c);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor BatchNorm(Tensor a, Tensor b, Tensor c) => Tensor.BatchNorm(a, b, c);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor BatchNormOfWeight([NoGradient] Tensor a, Tensor b, [NoGradient] Tensor c) => Tensor.BatchNorm(a, b, c);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor RunningBatchNorm(Tensor a, Tensor b, Tensor c) =>
        Tensor.BatchNorm(a, b, c, Tensor.Create([0.1f, -0.2f, 0.3f]), Tensor.Create([0.5f, 1f, 2f]), 1e-5);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Attention(Tensor a, Tensor b, Tensor c) => Tensor.Attention(a, b, c) + Tensor.Attention(b, a, c, causal: true);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor AttentionOfValues([NoGradient] Tensor a, [NoGradient] Tensor b, Tensor c) => Tensor.Attention(a, b, c, causal: true);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static Tensor Lookup(Tensor a) =>
        Tensor.Embedding(a, [1, 0, 1]) * Tensor.Sum(Tensor.Embedding(a, [1, 1, 0, 0], [2, 2])) + Tensor.Dropout(Tensor.Embedding(a, [0, 1, 1]), 0.5, 42);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float LossesOf(Tensor a, Tensor b) => Losses.MeanSquaredError(a, b) + Losses.MeanAbsoluteError(a, b) + Losses.Huber(a, b, 0.5)
        + Losses.Hinge(a, b) + Losses.BinaryCrossEntropyWithLogits(a, b) + Losses.CrossEntropy(a, [0, 2]);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float LossOfConstantTarget(Tensor a, [NoGradient] Tensor b) => Losses.MeanSquaredError(a, b) * Losses.CrossEntropy(b, [1, 1]);
}

/// <summary>A model whose layers' forward mode is that of another assembly.</summary>
[Differentiable]
public sealed partial class LayeredModel
{
    private readonly Random _random = new(7);

    public LayeredModel()
    {
        First = new Linear(3, 4, _random);
        Norm = new LayerNorm(4);
        Recurrent = new Lstm(4, 3, _random);
        Gated = new Gru(3, 2, _random);
        Heads = new MultiHeadAttention(4, 2, _random);
    }

    public Linear First { get; }

    public LayerNorm Norm { get; }

    public Lstm Recurrent { get; }

    public Gru Gated { get; }

    public MultiHeadAttention Heads { get; }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public float Loss(Tensor x, Tensor target)
    {
        Tensor hidden = Heads.Forward(Norm.Forward(First.Forward(x)));
        return Losses.MeanSquaredError(Gated.Last(Recurrent.Forward(hidden)), target) + Tensor.Sum(Recurrent.Last(hidden));
    }
}
