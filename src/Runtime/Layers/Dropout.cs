namespace AutoDiff;

/// <summary>Dropout (Srivastava et al., 2014): in training, values are set to 0 at random.</summary>
[Differentiable]
public sealed partial class Dropout
{
    private readonly Random _random;

    /// <summary>Creates the layer.</summary>
    /// <param name="probability">The probability of a 0: at least 0 and less than 1.</param>
    /// <param name="random">The source of a seed for each call.</param>
    public Dropout(double probability, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(probability >= 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability must be at least 0 and less than 1.");
        Probability = probability;
        _random = random;
    }

    /// <summary>The probability of a 0.</summary>
    [NoGradient]
    public double Probability { get; }

    /// <summary>Whether values are dropped; else they pass.</summary>
    public bool Training { get; set; } = true;

    /// <summary>Drops values, and scales the others up.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the same shape.</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Forward(Tensor x) => Training ? Tensor.Dropout(x, Probability, _random.NextInt64()) : x;
}
