namespace AutoDiff;

/// <summary>
/// Brings each feature to mean 0 and deviation 1, by the mean and the deviation that it has in the training set. A feature that is the same
/// in all examples becomes 0.
/// </summary>
/// <example>
/// <code>
/// FeatureScale scale = FeatureScale.Of(train);
/// scale.Apply(train);
/// scale.Apply(test);
/// </code>
/// </example>
public sealed class FeatureScale
{
    private readonly double[] _means;
    private readonly double[] _deviations;

    /// <summary>A scale by given means and deviations, as those of an earlier run.</summary>
    /// <param name="means">The mean of each feature.</param>
    /// <param name="deviations">The standard deviation of each feature, above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number isn't what it should be.</exception>
    public FeatureScale(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations)
    {
        if (means.Length != deviations.Length)
            throw new ArgumentException($"There are {deviations.Length} deviations for {means.Length} means.", nameof(deviations));
        for (int i = 0; i < means.Length; i++)
        {
            if (!double.IsFinite(means[i]))
                throw new ArgumentOutOfRangeException(nameof(means), means[i], $"The mean of feature {i} must be finite.");
            if (!(deviations[i] > 0 && double.IsFinite(deviations[i])))
                throw new ArgumentOutOfRangeException(nameof(deviations), deviations[i], $"The deviation of feature {i} must be above 0 and finite.");
        }

        (_means, _deviations) = (means.ToArray(), deviations.ToArray());
    }

    /// <summary>The mean of each feature.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>The standard deviation of each feature, that of the whole population; 1 for a feature that doesn't vary.</summary>
    public ReadOnlySpan<double> Deviations => _deviations;

    /// <summary>The scale of a training set: a feature is one value of an example's input.</summary>
    /// <param name="train">The training set.</param>
    /// <returns>The scale.</returns>
    public static FeatureScale Of(Dataset train)
    {
        ArgumentNullException.ThrowIfNull(train);
        int features = train.Input(0).Length;
        double[] means = new double[features], deviations = new double[features];
        for (int example = 0; example < train.Count; example++)
        {
            ReadOnlySpan<float> input = train.Input(example);
            for (int i = 0; i < features; i++)
                means[i] += input[i];
        }

        for (int i = 0; i < features; i++)
            means[i] /= train.Count;
        for (int example = 0; example < train.Count; example++)
        {
            ReadOnlySpan<float> input = train.Input(example);
            for (int i = 0; i < features; i++)
                deviations[i] += (input[i] - means[i]) * (input[i] - means[i]);
        }

        for (int i = 0; i < features; i++)
        {
            // What is left of a constant is the rounding of its mean.
            double deviation = Math.Sqrt(deviations[i] / train.Count);
            deviations[i] = deviation > 1e-12 * Math.Abs(means[i]) ? deviation : 1;
        }

        return new FeatureScale(means, deviations);
    }

    /// <summary>Scales all examples of a set, in place.</summary>
    /// <param name="data">The set.</param>
    /// <exception cref="ArgumentException">Its examples have another number of features.</exception>
    public void Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Input(0).Length != _means.Length)
        {
            throw new ArgumentException(
                $"The inputs have the shape {Shapes.Print(data.Inputs.Shape)}: {data.Input(0).Length} features; the scale is for {_means.Length}.", nameof(data));
        }

        Span<float> values = data.Inputs.AsSpan();
        for (int example = 0; example < data.Count; example++)
            Apply(values.Slice(example * _means.Length, _means.Length));
    }

    /// <summary>Scales one input, in place.</summary>
    /// <param name="input">The features.</param>
    /// <exception cref="ArgumentException">There is another number of features.</exception>
    public void Apply(Span<float> input)
    {
        if (input.Length != _means.Length)
            throw new ArgumentException($"The input has {input.Length} features; the scale is for {_means.Length}.", nameof(input));
        for (int i = 0; i < input.Length; i++)
            input[i] = (float)((input[i] - _means[i]) / _deviations[i]);
    }
}
