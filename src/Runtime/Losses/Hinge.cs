using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Losses
{
    /// <summary>The mean of max(0, 1 - target prediction): the support vector machine's loss. Its derivative at the hinge is 0.</summary>
    /// <param name="prediction">Of any shape: scores.</param>
    /// <param name="target">Of the same shape: -1 or 1.</param>
    /// <returns>The loss.</returns>
    public static float Hinge(Tensor prediction, Tensor target) => PointwiseLoss.Mean(default(HingePoint), prediction, target);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Losses.Hinge"/>.</summary>
    /// <param name="prediction">The scores.</param>
    /// <param name="target">The targets.</param>
    /// <param name="dresult">The cotangent of the loss.</param>
    /// <param name="dprediction">The adjoint of the prediction, added into.</param>
    /// <param name="dtarget">The adjoint of the target, added into.</param>
    [DerivativeOf(typeof(Losses), nameof(Losses.Hinge))]
    public static void HingeVjp(Tensor prediction, Tensor target, float dresult, Tensor dprediction, Tensor dtarget) =>
        PointwiseLoss.AddAdjoints(default(HingePoint), prediction, target, dresult, dprediction, dtarget);

    /// <summary>The tangent of <see cref="Losses.Hinge"/>.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The target.</param>
    /// <param name="dprediction">The tangent of prediction; absent where it doesn't move.</param>
    /// <param name="dtarget">The tangent of target; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Losses), nameof(Losses.Hinge))]
    public static float HingeJvp(Tensor prediction, Tensor target, Tensor dprediction, Tensor dtarget) =>
        PointwiseLoss.Tangent(default(HingePoint), prediction, target, dprediction, dtarget);
}

internal readonly struct HingePoint : IPointLoss
{
    public float Value(float prediction, float target) => MathF.Max(0, 1 - target * prediction);

    public (float Prediction, float Target) Slopes(float prediction, float target) =>
        1 - target * prediction <= 0 ? (0, 0) : (-target, -prediction);
}
