using System.Globalization;

namespace AutoDiff;

/// <summary>The losses that <see cref="LearningRateFinder"/> saw while the rate rose.</summary>
public sealed class LearningRateCurve
{
    // Losses are averaged over this share of the curve on each side: mini-batches differ.
    private const double Width = 0.05;

    private readonly double[] _rates;
    private readonly double[] _losses;
    private readonly double[] _smoothed;
    private readonly int _reach;

    internal LearningRateCurve(IEnumerable<double> rates, IEnumerable<double> losses)
    {
        _rates = [.. rates];
        _losses = [.. losses];
        _reach = (int)Math.Ceiling(Width * _losses.Length);
        _smoothed = Smooth();
        Suggestion = FindSteepest();
    }

    /// <summary>The rate of each step, rising. The loss beside it was computed before the step that had that rate.</summary>
    public ReadOnlySpan<double> Rates => _rates;

    /// <summary>The loss of each step.</summary>
    public ReadOnlySpan<double> Losses => _losses;

    /// <summary>The losses, each averaged with its neighbours: what the suggestion is made from.</summary>
    public ReadOnlySpan<double> SmoothedLosses => _smoothed;

    /// <summary>
    /// The rate at which the loss, before it was lowest, fell most steeply by the logarithm of the rate: a good highest rate of a schedule.
    /// Null where the loss fell nowhere.
    /// </summary>
    public double? Suggestion { get; }

    /// <summary>A line that says what was found.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => Suggestion is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"learning rate {rate:G2}: there the loss fell most steeply, of rates from {_rates[0]:G2} to {_rates[^1]:G2}")
        : "no learning rate: the loss fell nowhere";

    private double[] Smooth()
    {
        double[] smoothed = new double[_losses.Length];
        for (int i = 0; i < smoothed.Length; i++)
        {
            // As far to the left as to the right, so that a slope stays where it is.
            int width = Math.Min(_reach, Math.Min(i, smoothed.Length - 1 - i));
            double sum = 0;
            for (int k = i - width; k <= i + width; k++)
                sum += _losses[k];
            smoothed[i] = sum / (2 * width + 1);
        }

        return smoothed;
    }

    // Rates grow by a constant factor: a difference of neighbours is a slope by the logarithm. At the ends there is too little to average, and
    // behind the lowest loss it falls only from where it has exploded to.
    private double? FindSteepest()
    {
        int steepest = -1;
        double slope = 0;
        int lowest = _smoothed.AsSpan().IndexOf(_smoothed.DefaultIfEmpty(double.NaN).Min());
        int end = Math.Min(lowest, _smoothed.Length - Math.Max(1, _reach));
        for (int i = Math.Max(1, _reach); i < end; i++)
        {
            double change = _smoothed[i + 1] - _smoothed[i - 1];
            if (change < slope)
                (steepest, slope) = (i, change);
        }

        return steepest < 0 ? null : _rates[steepest];
    }
}
