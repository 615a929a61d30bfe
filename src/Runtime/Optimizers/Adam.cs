namespace AutoDiff;

/// <summary>
/// Adam (Kingma and Ba, 2015): steps scaled by running averages of the gradient and of its square. Its weight decay is added to the
/// gradient; <see cref="AdamW"/> keeps the two apart.
/// </summary>
public sealed class Adam : AdaptiveMoments
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The rate.</param>
    /// <param name="beta1">How much of the average of gradients is kept each step.</param>
    /// <param name="beta2">How much of the average of squares is kept each step.</param>
    /// <param name="epsilon">Added to the root of the average of squares.</param>
    /// <param name="weightDecay">This multiple of a parameter is added to its gradient.</param>
    public Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    private protected override bool DecaysParameters => false;
}
