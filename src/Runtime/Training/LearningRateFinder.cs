namespace AutoDiff;

/// <summary>
/// Looks for a learning rate (Smith, 2017): some steps with a rate that rises from far too low to far too high, and the loss of each. The
/// model and the optimizer are afterwards what they were.
/// </summary>
/// <example>
/// <code>
/// LearningRateCurve curve = LearningRateFinder.Run(trainer, () =>
/// {
///     Batch batch = NextBatch();
///     return model.LossGradient(batch.Inputs, batch.Labels, trainer.Gradients);
/// });
/// Console.WriteLine(curve);
/// </code>
/// </example>
public static class LearningRateFinder
{
    // How much of a running average of the losses each one makes.
    private const double Share = 0.1;

    /// <summary>Takes the steps.</summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="trainer">The trainer. Its schedule is left out meanwhile. Its gradients are zero afterwards.</param>
    /// <param name="lossGradient">
    /// What a step calls: it adds the gradient of a mini-batch, another one each time, to the trainer's gradients, which are zero, and
    /// returns the loss.
    /// </param>
    /// <param name="lowest">The rate of the first step.</param>
    /// <param name="highest">The rate of the last step; in between rates grow by the same factor each step.</param>
    /// <param name="steps">The number of steps at most.</param>
    /// <param name="divergence">
    /// The steps end when the running average of the losses is this many times as large as it was at best, or when a loss isn't a number.
    /// </param>
    /// <returns>The losses by rate, and the rate that is suggested.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rates don't rise from above 0, or there are less than 10 steps.</exception>
    public static LearningRateCurve Run<T>(
        Trainer<T> trainer, Func<double> lossGradient, double lowest = 1e-7, double highest = 10, int steps = 100, double divergence = 4)
        where T : IDifferentiable<T>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(lossGradient);
        if (!(lowest > 0 && double.IsFinite(lowest)))
            throw new ArgumentOutOfRangeException(nameof(lowest), lowest, "The lowest rate must be above 0 and finite.");
        if (!(highest > lowest && double.IsFinite(highest)))
            throw new ArgumentOutOfRangeException(nameof(highest), highest, $"The highest rate must be above the lowest, {lowest}, and finite.");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 10);
        if (!(divergence > 1))
            throw new ArgumentOutOfRangeException(nameof(divergence), divergence, "The divergence must be above 1.");

        var model = new ParameterCopy<T>(ref trainer.Model, withState: true);
        OptimizerCopy optimizer = trainer.Optimizer.Copy();
        try
        {
            return Rise(trainer, lossGradient, lowest, highest, steps, divergence);
        }
        finally
        {
            model.WriteTo(ref trainer.Model);
            trainer.Optimizer.Restore(optimizer);
            trainer.ZeroGradients();
        }
    }

    private static LearningRateCurve Rise<T>(
        Trainer<T> trainer, Func<double> lossGradient, double lowest, double highest, int steps, double divergence)
        where T : IDifferentiable<T>
    {
        List<double> rates = [], losses = [];
        double average = 0, best = double.PositiveInfinity;
        for (int step = 0; step < steps; step++)
        {
            double rate = lowest * Math.Pow(highest / lowest, (double)step / (steps - 1));
            trainer.ZeroGradients();
            double loss = lossGradient();
            if (!double.IsFinite(loss))
                break;
            rates.Add(rate);
            losses.Add(loss);
            average = step == 0 ? loss : average + Share * (loss - average);
            best = Math.Min(best, average);
            if (average > best + (divergence - 1) * Math.Abs(best))
                break;
            trainer.Optimizer.LearningRate = rate;
            trainer.StepAtItsRate();
        }

        return new LearningRateCurve(rates, losses);
    }
}
