using System.Text.Json;
using AutoDiff.Runtime.Tests.Goldens;
using static AutoDiff.TensorDerivatives;

namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>One case of the golden operations: runs the operation, then its adjoint from the case's cotangent.</summary>
internal sealed class OperationCall(JsonElement item, Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> adjoints)
{
    private readonly JsonElement _attributes = item.GetProperty("attributes");
    private readonly Tensor _cotangent = item.GetProperty("cotangent").Tensor();
    private readonly Tensor _x = inputs.GetValueOrDefault("x");
    private readonly Tensor _dx = adjoints.GetValueOrDefault("x");
    private readonly Tensor _a = inputs.GetValueOrDefault("a");
    private readonly Tensor _da = adjoints.GetValueOrDefault("a");
    private readonly Tensor _b = inputs.GetValueOrDefault("b");
    private readonly Tensor _db = adjoints.GetValueOrDefault("b");
    private readonly Tensor _weight = inputs.GetValueOrDefault("weight");
    private readonly Tensor _dweight = adjoints.GetValueOrDefault("weight");
    private readonly Tensor _bias = inputs.GetValueOrDefault("bias");
    private readonly Tensor _dbias = adjoints.GetValueOrDefault("bias");

    private float Scalar => _cotangent.AsSpan()[0];

    private int Axis => _attributes.Integer("axis");

    internal Tensor Run(string operation) => operation switch
    {
        "Add" => Then(_a + _b, () => AddVjp(_cotangent, _da, _db)),
        "Subtract" => Then(_a - _b, () => SubtractVjp(_cotangent, _da, _db)),
        "Multiply" => Then(_a * _b, () => MultiplyVjp(_a, _b, _cotangent, _da, _db)),
        "Divide" => Then(_a / _b, () => DivideVjp(_a, _b, _cotangent, _da, _db)),
        "MatMul" => Then(Tensor.MatMul(_a, _b), () => MatMulVjp(_a, _b, _cotangent, _da, _db)),
        "Transpose" => Then(Tensor.Transpose(_x), () => TransposeVjp(_cotangent, _dx)),
        "Concat" => Then(Tensor.Concat(_a, _b, Axis), () => ConcatVjp(_a, _b, Axis, _cotangent, _da, _db)),
        "Slice" => Slice(),
        "Exp" => Saved(Tensor.Exp(_x), ExpVjp),
        "Tanh" => Saved(Tensor.Tanh(_x), TanhVjp),
        "Sigmoid" => Saved(Tensor.Sigmoid(_x), SigmoidVjp),
        "Relu" => Saved(Tensor.Relu(_x), ReluVjp),
        "Sqrt" => Saved(Tensor.Sqrt(_x), SqrtVjp),
        "Silu" => Then(Tensor.Silu(_x), () => SiluVjp(_x, _cotangent, _dx)),
        "Gelu" => Then(Tensor.Gelu(_x), () => GeluVjp(_x, _cotangent, _dx)),
        "Log" => Then(Tensor.Log(_x), () => LogVjp(_x, _cotangent, _dx)),
        "Sum" => Reduced(Tensor.Sum, () => SumVjp(Scalar, _dx), Tensor.Sum, () => SumVjp(Axis, _cotangent, _dx)),
        "Mean" => Reduced(Tensor.Mean, () => MeanVjp(Scalar, _dx), Tensor.Mean, () => MeanVjp(Axis, _cotangent, _dx)),
        "Max" => Then(Tensor.Max(_x, Axis), () => MaxVjp(_x, Axis, _cotangent, _dx)),
        "Softmax" => Saved(Tensor.Softmax(_x, Axis), (y, dy, dx) => SoftmaxVjp(Axis, y, dy, dx)),
        "LogSoftmax" => Saved(Tensor.LogSoftmax(_x, Axis), (y, dy, dx) => LogSoftmaxVjp(Axis, y, dy, dx)),
        "LayerNorm" => Then(Tensor.LayerNorm(_x, _weight, _bias, Epsilon), () => LayerNormVjp(_x, _weight, Epsilon, _cotangent, _dx, _dweight, _dbias)),
        "BatchNorm" => Then(Tensor.BatchNorm(_x, _weight, _bias, Epsilon), () => BatchNormVjp(_x, _weight, Epsilon, _cotangent, _dx, _dweight, _dbias)),
        "Conv2d" => Convolution(),
        "MaxPool2d" => Then(Tensor.MaxPool2d(_x, Kernel, Stride), () => MaxPool2dVjp(_x, Kernel, Stride, _cotangent, _dx)),
        "AvgPool2d" => Then(Tensor.AvgPool2d(_x, Kernel, Stride), () => AvgPool2dVjp(Kernel, Stride, _cotangent, _dx)),
        "Embedding" => Embedding(),
        "Attention" => Attention(),
        _ => Loss(operation),
    };

    private double Epsilon => _attributes.Number("epsilon", 1e-5);

    private int Kernel => _attributes.Integer("kernel");

    private int Stride => _attributes.Integer("stride");

    private static Tensor Then(Tensor result, Action adjoint)
    {
        adjoint();
        return result;
    }

    private Tensor Saved(Tensor result, Action<Tensor, Tensor, Tensor> adjoint)
    {
        adjoint(result, _cotangent, _dx);
        return result;
    }

    private Tensor Reduced(Func<Tensor, float> whole, Action wholeVjp, Func<Tensor, int, bool, Tensor> along, Action alongVjp)
    {
        if (_attributes.TryGetProperty("axis", out _))
            return Then(along(_x, Axis, _attributes.Flag("keepDimension")), alongVjp);
        return Then(whole(_x), wholeVjp);
    }

    private Tensor Slice()
    {
        int start = _attributes.Integer("start"), length = _attributes.Integer("length");
        return Then(Tensor.Slice(_x, Axis, start, length), () => SliceVjp(Axis, start, length, _cotangent, _dx));
    }

    private Tensor Convolution()
    {
        int padding = _attributes.Integer("padding");
        return Then(
            Tensor.Conv2d(_x, _weight, _bias, Stride, padding),
            () => Conv2dVjp(_x, _weight, Stride, padding, _cotangent, _dx, _dweight, _dbias));
    }

    private Tensor Embedding()
    {
        JsonElement element = item.GetProperty("indices").GetProperty("indices");
        int[] indices = element.Integers();
        return Then(Tensor.Embedding(_weight, indices, element.Shape()), () => EmbeddingVjp(indices, _cotangent, _dweight));
    }

    private Tensor Attention()
    {
        bool causal = _attributes.Flag("causal");
        Tensor q = inputs["query"], k = inputs["key"], v = inputs["value"];
        return Then(
            Tensor.Attention(q, k, v, causal),
            () => AttentionVjp(q, k, v, causal, _cotangent, adjoints["query"], adjoints["key"], adjoints["value"]));
    }

    private Tensor Loss(string name)
    {
        if (name == "CrossEntropy")
        {
            Tensor logits = inputs["logits"];
            int[] labels = item.GetProperty("indices").GetProperty("labels").Integers();
            return Then(Losses.CrossEntropy(logits, labels), () => CrossEntropyVjp(logits, labels, Scalar, adjoints["logits"]));
        }

        if (name == "BinaryCrossEntropyWithLogits")
        {
            Tensor logits = inputs["logits"], targets = _attributes.GetProperty("targets").Tensor();
            return Then(
                Losses.BinaryCrossEntropyWithLogits(logits, targets),
                () => BinaryCrossEntropyWithLogitsVjp(logits, targets, Scalar, adjoints["logits"], default));
        }

        Tensor prediction = inputs["prediction"], target = inputs["target"];
        Tensor dprediction = adjoints["prediction"], dtarget = adjoints["target"];
        double delta = _attributes.Number("delta", 1);
        return name switch
        {
            "MeanSquaredError" => Then(
                Losses.MeanSquaredError(prediction, target), () => MeanSquaredErrorVjp(prediction, target, Scalar, dprediction, dtarget)),
            "MeanAbsoluteError" => Then(
                Losses.MeanAbsoluteError(prediction, target), () => MeanAbsoluteErrorVjp(prediction, target, Scalar, dprediction, dtarget)),
            "Huber" => Then(
                Losses.Huber(prediction, target, delta), () => HuberVjp(prediction, target, delta, Scalar, dprediction, dtarget)),
            _ => throw new ArgumentException($"No operation is called {name}.", nameof(name)),
        };
    }
}
