namespace AutoDiff;

/// <summary>The usual learning-rate schedules; their numbers are PyTorch's.</summary>
public static class Schedules
{
    /// <summary>The same rate for ever.</summary>
    /// <param name="learningRate">The rate.</param>
    /// <returns>The schedule.</returns>
    public static Schedule Constant(double learningRate) => new Formula(_ => learningRate);

    /// <summary>The rate is multiplied by <paramref name="gamma"/> every <paramref name="stepSize"/> steps.</summary>
    /// <param name="learningRate">The rate of the first step.</param>
    /// <param name="stepSize">The number of steps with one rate.</param>
    /// <param name="gamma">The factor.</param>
    /// <returns>The schedule.</returns>
    public static Schedule Step(double learningRate, int stepSize, double gamma = 0.1)
    {
        ThrowIfNotPositive(stepSize, nameof(stepSize));
        return new Formula(step => learningRate * Math.Pow(gamma, step / stepSize));
    }

    /// <summary>The rate is multiplied by <paramref name="gamma"/> every step.</summary>
    /// <param name="learningRate">The rate of the first step.</param>
    /// <param name="gamma">The factor.</param>
    /// <returns>The schedule.</returns>
    public static Schedule Exponential(double learningRate, double gamma) =>
        new Formula(step => learningRate * Math.Pow(gamma, step));

    /// <summary>Half a cosine from <paramref name="learningRate"/> to <paramref name="minimum"/>, which is kept afterwards.</summary>
    /// <param name="learningRate">The rate of the first step.</param>
    /// <param name="steps">The number of steps to the minimum.</param>
    /// <param name="minimum">The rate at the end.</param>
    /// <returns>The schedule.</returns>
    public static Schedule Cosine(double learningRate, int steps, double minimum = 0)
    {
        ThrowIfNotPositive(steps, nameof(steps));
        return new Formula(step => HalfCosine(learningRate, minimum, Math.Min(1, (double)step / steps)));
    }

    /// <summary>A linear rise over the first steps, so that step <paramref name="warmupSteps"/> has the full rate, then half a cosine.</summary>
    /// <param name="learningRate">The highest rate.</param>
    /// <param name="warmupSteps">The number of steps with rising rate; the first has a rate above 0.</param>
    /// <param name="steps">The number of steps in all, the rise included.</param>
    /// <param name="minimum">The rate at the end, which is kept afterwards.</param>
    /// <returns>The schedule.</returns>
    public static Schedule WarmupCosine(double learningRate, int warmupSteps, int steps, double minimum = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        if (steps <= warmupSteps)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "There must be more steps in all than the rate rises for.");
        return new Formula(step => step < warmupSteps
            ? learningRate * (step + 1) / (warmupSteps + 1)
            : HalfCosine(learningRate, minimum, Math.Min(1, (double)(step - warmupSteps) / (steps - warmupSteps))));
    }

    /// <summary>
    /// The one-cycle policy (Smith and Topin, 2019): half a cosine up from <paramref name="maximum"/> / <paramref name="divisor"/> to the
    /// maximum, and half a cosine down to the first rate / <paramref name="finalDivisor"/>.
    /// </summary>
    /// <param name="maximum">The highest rate.</param>
    /// <param name="totalSteps">The number of steps in the cycle; the last rate is kept afterwards.</param>
    /// <param name="rise">The fraction of the steps in which the rate rises.</param>
    /// <param name="divisor">The maximum divided by the first rate.</param>
    /// <param name="finalDivisor">The first rate divided by the last.</param>
    /// <param name="learningRate">The optimizer's own rate, which this schedule replaces from its first step on; it is ignored, as in PyTorch.</param>
    /// <returns>The schedule.</returns>
    public static Schedule OneCycle(double maximum, int totalSteps, double rise = 0.3, double divisor = 25, double finalDivisor = 1e4, double learningRate = double.NaN)
    {
        _ = learningRate;
        ThrowIfNotPositive(totalSteps, nameof(totalSteps));
        if (!(rise is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rise), rise, "The rate rises in a fraction of the steps: between 0 and 1.");
        double first = maximum / divisor;
        double peak = rise * totalSteps - 1;
        return new Formula(step => step <= peak
            ? HalfCosine(first, maximum, peak > 0 ? step / peak : 1)
            : HalfCosine(maximum, first / finalDivisor, Math.Min(1, (step - peak) / (totalSteps - 1 - peak))));
    }

    private static double HalfCosine(double from, double to, double part) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * part));

    private static void ThrowIfNotPositive(int value, string name)
    {
        if (value <= 0)
            throw new ArgumentOutOfRangeException(name, value, $"The {name} must be at least 1.");
    }

    private sealed class Formula(Func<int, double> rate) : Schedule
    {
        public override double RateAt(int step)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(step);
            return rate(step);
        }
    }
}
