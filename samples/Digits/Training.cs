using AutoDiff;

namespace Samples.Digits;

/// <summary>Shuffled mini-batches and the training step; nothing here allocates after the constructor.</summary>
public sealed class Training : ITraining
{
    // Every time that an image is drawn its pixels differ a little: what is learnt is the shape, not the image.
    internal const double Noise = 0.35;

    private readonly DigitSet _train;
    private readonly Random _random;
    private readonly Adam _adam;
    private readonly Parameters _gradient = new();
    private readonly int[] _order;
    private readonly double[] _images;
    private readonly int[] _labels;
    private readonly double _rate;
    private readonly int _steps;
    private int _step;
    private int _next;

    public Training(DigitSet train, int epochs, int batch, double rate, Random random)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(random);
        if (batch < 1 || batch > train.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"Must be from 1 to the {train.Count} training images.");
        }

        if (epochs < 1) throw new ArgumentOutOfRangeException(nameof(epochs), epochs, "Must be at least 1.");
        (_train, _random, _rate) = (train, random, rate);
        Parameters = Parameters.Random(random);
        _adam = new Adam(Parameters.Count);
        _order = [.. Enumerable.Range(0, train.Count)];
        _images = new double[batch * Network.Pixels];
        _labels = new int[batch];
        StepsPerEpoch = (train.Count + batch - 1) / batch;
        _steps = epochs * StepsPerEpoch;
        _next = train.Count;
    }

    public Parameters Parameters { get; }

    public int StepsPerEpoch { get; }

    public void Epoch(Action<double> stepped)
    {
        ArgumentNullException.ThrowIfNull(stepped);
        for (int step = 0; step < StepsPerEpoch; step++) stepped(Step());
    }

    /// <summary>One mini-batch: loss, gradient, update at a rate that falls to zero. Returns the loss before the update.</summary>
    public double Step()
    {
        int count = FillBatch();
        double loss = Gradient(_images.AsSpan(0, count * Network.Pixels), _labels.AsSpan(0, count));
        double remaining = Math.Max(0, 1 - (double)_step++ / _steps);
        _adam.Step(Parameters.Values, _gradient.Values, _rate * remaining);
        return loss;
    }

    public GradientCheckResult CheckGradient(int directions)
    {
        int count = _labels.Length;
        Gradient(_train.Images[..(count * Network.Pixels)], _train.Labels[..count]);
        Parameters at = Parameters;
        return GradientCheck.Verify(
            () => Network.Loss(at.W1, at.B1, at.W2, at.B2, _train.Images[..(count * Network.Pixels)], _train.Labels[..count]),
            [
                ("w1", at.W1Memory, _gradient.W1Memory),
                ("b1", at.B1Memory, _gradient.B1Memory),
                ("w2", at.W2Memory, _gradient.W2Memory),
                ("b2", at.B2Memory, _gradient.B2Memory),
            ],
            directions);
    }

    public (double Loss, double Accuracy) Evaluate(DigitSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        int right = 0;
        for (int i = 0; i < set.Count; i++)
        {
            if (Predict(set.Image(i)) == set.Labels[i]) right++;
        }

        double loss = Network.Loss(Parameters.W1, Parameters.B1, Parameters.W2, Parameters.B2, set.Images, set.Labels);
        return (loss, (double)right / set.Count);
    }

    public int Predict(ReadOnlySpan<double> image)
    {
        Span<double> logits = stackalloc double[Network.Classes];
        Network.Logits(Parameters.W1, Parameters.B1, Parameters.W2, Parameters.B2, image, logits);
        int best = 0;
        for (int c = 1; c < logits.Length; c++)
        {
            if (logits[c] > logits[best]) best = c;
        }

        return best;
    }

    private double Gradient(ReadOnlySpan<double> images, ReadOnlySpan<int> labels)
    {
        // The gradient of a read-only buffer is added to what is there: a batch starts from zero.
        Array.Clear(_gradient.Values);
        return Network.LossGradient(
            Parameters.W1, Parameters.B1, Parameters.W2, Parameters.B2, images, labels,
            _gradient.W1, _gradient.B1, _gradient.W2, _gradient.B2);
    }

    private int FillBatch()
    {
        if (_next == _order.Length)
        {
            _random.Shuffle(_order);
            _next = 0;
        }

        int count = Math.Min(_labels.Length, _order.Length - _next);
        for (int i = 0; i < count; i++)
        {
            int index = _order[_next++];
            ReadOnlySpan<double> image = _train.Image(index);
            for (int p = 0; p < Network.Pixels; p++)
            {
                _images[i * Network.Pixels + p] = image[p] + Noise * (2 * _random.NextDouble() - 1);
            }

            _labels[i] = _train.Labels[index];
        }

        return count;
    }
}
