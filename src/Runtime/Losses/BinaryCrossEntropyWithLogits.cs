using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Losses
{
    /// <summary>The mean cross-entropy of the logistic function of logits, without overflow for large ones.</summary>
    /// <param name="logits">Of any shape.</param>
    /// <param name="targets">Of the same shape: probabilities, such as 0 and 1.</param>
    /// <returns>The loss.</returns>
    public static float BinaryCrossEntropyWithLogits(Tensor logits, Tensor targets) =>
        PointwiseLoss.Mean(default(LogisticPoint), logits, targets);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Losses.BinaryCrossEntropyWithLogits"/>.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="dresult">The cotangent of the loss.</param>
    /// <param name="dlogits">The adjoint of the logits, added into.</param>
    /// <param name="dtargets">The adjoint of the targets, added into.</param>
    [DerivativeOf(typeof(Losses), nameof(Losses.BinaryCrossEntropyWithLogits))]
    public static void BinaryCrossEntropyWithLogitsVjp(Tensor logits, Tensor targets, float dresult, Tensor dlogits, Tensor dtargets) =>
        PointwiseLoss.AddAdjoints(default(LogisticPoint), logits, targets, dresult, dlogits, dtargets);

    /// <summary>The tangent of <see cref="Losses.BinaryCrossEntropyWithLogits"/>.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="dlogits">The tangent of logits; absent where it doesn't move.</param>
    /// <param name="dtargets">The tangent of targets; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Losses), nameof(Losses.BinaryCrossEntropyWithLogits))]
    public static float BinaryCrossEntropyWithLogitsJvp(Tensor logits, Tensor targets, Tensor dlogits, Tensor dtargets) =>
        PointwiseLoss.Tangent(default(LogisticPoint), logits, targets, dlogits, dtargets);
}

internal readonly struct LogisticPoint : IPointLoss
{
    public float Value(float prediction, float target) =>
        MathF.Max(prediction, 0) - prediction * target + float.LogP1(MathF.Exp(-MathF.Abs(prediction)));

    public (float Prediction, float Target) Slopes(float prediction, float target) =>
        (1 / (1 + MathF.Exp(-prediction)) - target, -prediction);
}
