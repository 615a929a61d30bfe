namespace AutoDiff;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019): parameters shrink by themselves, whatever their gradients.</summary>
public sealed class AdamW : AdaptiveMoments
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The rate.</param>
    /// <param name="beta1">How much of the average of gradients is kept each step.</param>
    /// <param name="beta2">How much of the average of squares is kept each step.</param>
    /// <param name="epsilon">Added to the root of the average of squares.</param>
    /// <param name="weightDecay">Each step takes this fraction, times the rate, from every parameter.</param>
    public AdamW(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
        : base(learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    private protected override bool DecaysParameters => true;
}
