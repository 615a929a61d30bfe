using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Losses
{
    /// <summary>The mean of the squares of the differences.</summary>
    /// <param name="prediction">Of any shape.</param>
    /// <param name="target">Of the same shape.</param>
    /// <returns>The loss.</returns>
    public static float MeanSquaredError(Tensor prediction, Tensor target) => PointwiseLoss.Mean(default(MeanSquaredErrorPoint), prediction, target);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Losses.MeanSquaredError"/>.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The target.</param>
    /// <param name="dresult">The cotangent of the loss.</param>
    /// <param name="dprediction">The adjoint of the prediction, added into.</param>
    /// <param name="dtarget">The adjoint of the target, added into.</param>
    [DerivativeOf(typeof(Losses), nameof(Losses.MeanSquaredError))]
    public static void MeanSquaredErrorVjp(Tensor prediction, Tensor target, float dresult, Tensor dprediction, Tensor dtarget) =>
        PointwiseLoss.AddAdjoints(default(MeanSquaredErrorPoint), prediction, target, dresult, dprediction, dtarget);

    /// <summary>The tangent of <see cref="Losses.MeanSquaredError"/>.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The target.</param>
    /// <param name="dprediction">The tangent of prediction; absent where it doesn't move.</param>
    /// <param name="dtarget">The tangent of target; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Losses), nameof(Losses.MeanSquaredError))]
    public static float MeanSquaredErrorJvp(Tensor prediction, Tensor target, Tensor dprediction, Tensor dtarget) =>
        PointwiseLoss.Tangent(default(MeanSquaredErrorPoint), prediction, target, dprediction, dtarget);
}

internal readonly struct MeanSquaredErrorPoint : IPointLoss
{
    public float Value(float prediction, float target)
    {
        float difference = prediction - target;
        return difference * difference;
    }

    public (float Prediction, float Target) Slopes(float prediction, float target)
    {
        float difference = prediction - target;
        float slope = 2 * difference;
        return (slope, -slope);
    }
}
