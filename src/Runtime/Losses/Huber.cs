using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Losses
{
    /// <summary>
    /// The mean of half the squares of the differences where they are small, and beyond <paramref name="delta"/> of a straight line that
    /// continues it (Huber, 1964).
    /// </summary>
    /// <param name="prediction">Of any shape.</param>
    /// <param name="target">Of the same shape.</param>
    /// <param name="delta">Where the square ends, above 0.</param>
    /// <returns>The loss.</returns>
    public static float Huber(Tensor prediction, Tensor target, [NoGradient] double delta = 1) =>
        PointwiseLoss.Mean(new HuberPoint(delta), prediction, target);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Losses.Huber"/>.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The target.</param>
    /// <param name="delta">Where the square ends.</param>
    /// <param name="dresult">The cotangent of the loss.</param>
    /// <param name="dprediction">The adjoint of the prediction, added into.</param>
    /// <param name="dtarget">The adjoint of the target, added into.</param>
    [DerivativeOf(typeof(Losses), nameof(Losses.Huber))]
    public static void HuberVjp(Tensor prediction, Tensor target, double delta, float dresult, Tensor dprediction, Tensor dtarget) =>
        PointwiseLoss.AddAdjoints(new HuberPoint(delta), prediction, target, dresult, dprediction, dtarget);

    /// <summary>The tangent of <see cref="Losses.Huber"/>.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The target.</param>
    /// <param name="delta">Where the square ends.</param>
    /// <param name="dprediction">The tangent of prediction; absent where it doesn't move.</param>
    /// <param name="dtarget">The tangent of target; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Losses), nameof(Losses.Huber))]
    public static float HuberJvp(Tensor prediction, Tensor target, double delta, Tensor dprediction, Tensor dtarget) =>
        PointwiseLoss.Tangent(new HuberPoint(delta), prediction, target, dprediction, dtarget);
}

internal readonly struct HuberPoint : IPointLoss
{
    private readonly float _delta;

    internal HuberPoint(double delta)
    {
        if (!(delta > 0))
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "The delta must be above 0.");
        _delta = (float)delta;
    }

    public float Value(float prediction, float target)
    {
        float difference = MathF.Abs(prediction - target);
        return difference <= _delta ? difference * difference / 2 : _delta * (difference - _delta / 2);
    }

    public (float Prediction, float Target) Slopes(float prediction, float target)
    {
        float slope = Math.Clamp(prediction - target, -_delta, _delta);
        return (slope, -slope);
    }
}
