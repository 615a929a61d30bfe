using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Losses
{
    /// <summary>The mean of the magnitudes of the differences; its derivative at 0 is 0.</summary>
    /// <param name="prediction">Of any shape.</param>
    /// <param name="target">Of the same shape.</param>
    /// <returns>The loss.</returns>
    public static float MeanAbsoluteError(Tensor prediction, Tensor target) => PointwiseLoss.Mean(default(MeanAbsoluteErrorPoint), prediction, target);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Losses.MeanAbsoluteError"/>.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The target.</param>
    /// <param name="dresult">The cotangent of the loss.</param>
    /// <param name="dprediction">The adjoint of the prediction, added into.</param>
    /// <param name="dtarget">The adjoint of the target, added into.</param>
    [DerivativeOf(typeof(Losses), nameof(Losses.MeanAbsoluteError))]
    public static void MeanAbsoluteErrorVjp(Tensor prediction, Tensor target, float dresult, Tensor dprediction, Tensor dtarget) =>
        PointwiseLoss.AddAdjoints(default(MeanAbsoluteErrorPoint), prediction, target, dresult, dprediction, dtarget);

    /// <summary>The tangent of <see cref="Losses.MeanAbsoluteError"/>.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The target.</param>
    /// <param name="dprediction">The tangent of prediction; absent where it doesn't move.</param>
    /// <param name="dtarget">The tangent of target; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Losses), nameof(Losses.MeanAbsoluteError))]
    public static float MeanAbsoluteErrorJvp(Tensor prediction, Tensor target, Tensor dprediction, Tensor dtarget) =>
        PointwiseLoss.Tangent(default(MeanAbsoluteErrorPoint), prediction, target, dprediction, dtarget);
}

internal readonly struct MeanAbsoluteErrorPoint : IPointLoss
{
    public float Value(float prediction, float target)
    {
        float difference = prediction - target;
        return MathF.Abs(difference);
    }

    public (float Prediction, float Target) Slopes(float prediction, float target)
    {
        float difference = prediction - target;
        float slope = difference > 0 ? 1 : difference < 0 ? -1 : difference;
        return (slope, -slope);
    }
}
