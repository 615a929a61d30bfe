namespace AutoDiff.Runtime.Tests.Training;

public class LearningRateFinderTests
{
    [Fact]
    public void Model_and_optimizer_are_what_they_were()
    {
        foreach (Func<Optimizer> make in new Func<Optimizer>[] { () => new AdamW(0.1), () => new Sgd(0.01, momentum: 0.9), () => new RmsProp(0.1, momentum: 0.5), () => new Adagrad(0.1) })
        {
            var plain = new Trainer<FloatQuartic>(new FloatQuartic(), make(), Schedules.Exponential(0.1, 0.9));
            var searched = new Trainer<FloatQuartic>(new FloatQuartic(), make(), Schedules.Exponential(0.1, 0.9));
            Run(plain, 3);
            Run(searched, 3);
            double rate = searched.Optimizer.LearningRate;
            LearningRateCurve curve = LearningRateFinder.Run(searched, () => searched.Model.LossGradient(searched.Gradients));
            Assert.True(curve.Suggestion is > 1e-5 and < 10, curve.ToString());
            Assert.Equal((3, rate), (searched.StepCount, searched.Optimizer.LearningRate));
            Assert.Equal(plain.Model.All, searched.Model.All);
            Assert.Equal(0, searched.Gradients.Last);
            Assert.Equal(Run(plain, 5), Run(searched, 5));
        }
    }

    [Fact]
    public void They_are_restored_when_the_loss_throws()
    {
        var trainer = new Trainer<DoubleQuartic>(new DoubleQuartic(), new Adam());
        int calls = 0;
        Assert.Throws<FormatException>(() => LearningRateFinder.Run(
            trainer, () => ++calls == 5 ? throw new FormatException() : trainer.Model.LossGradient(trainer.Gradients)));
        Assert.Equal(new DoubleQuartic().All, trainer.Model.All);
        Assert.Equal((0, 1e-3), (trainer.StepCount, trainer.Optimizer.LearningRate));
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-2)]
    [InlineData(0.3)]
    public void The_suggestion_is_where_the_loss_falls_most_steeply(double steepest)
    {
        // A loss that falls from 3 to 1 around the rate, and rises beyond a hundred times of it; and the noise of mini-batches.
        var trainer = new Trainer<DoubleQuartic>(new DoubleQuartic(), new Sgd());
        int step = 0;
        LearningRateCurve curve = LearningRateFinder.Run(
            trainer,
            () =>
            {
                double x = Math.Log10(1e-7 * Math.Pow(1e8, step++ / 199.0) / steepest);
                return 3 - 2 / (1 + Math.Exp(-4 * x)) + Math.Exp(3 * (x - 2)) + 0.02 * Math.Sin(step * 7);
            },
            steps: 200);
        Assert.InRange(curve.Suggestion!.Value, steepest / 1.6, steepest * 1.6);
        Assert.Equal(curve.Rates.Length, curve.Losses.Length);
        Assert.Equal(curve.Rates.Length, curve.SmoothedLosses.Length);
        Assert.Equal(1e-7, curve.Rates[0]);
        Assert.Contains("learning rate", curve.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fall_from_an_explosion_is_no_suggestion()
    {
        // Falls from 2.3 to 0.5 around 1e-3, jumps to 9, and is back at 2.4.
        var trainer = new Trainer<DoubleQuartic>(new DoubleQuartic(), new Sgd());
        int step = 0;
        LearningRateCurve curve = LearningRateFinder.Run(
            trainer,
            () =>
            {
                int i = step++;
                return i < 60 ? 0.5 + 1.8 / (1 + Math.Exp((i - 50) / 3.0)) : i < 64 ? 9 : 2.4;
            },
            lowest: 1e-8, highest: 100, steps: 101, divergence: 100);
        Assert.Equal(101, curve.Rates.Length);
        Assert.InRange(curve.Suggestion!.Value, 2e-4, 5e-3);
    }

    [Fact]
    public void A_search_ends_when_the_loss_explodes_or_isnt_a_number()
    {
        var trainer = new Trainer<DoubleQuartic>(new DoubleQuartic(), new Sgd());
        LearningRateCurve curve = LearningRateFinder.Run(trainer, () => trainer.Model.LossGradient(trainer.Gradients));
        Assert.InRange(curve.Rates[^1], 0.01, 5);
        int calls = 0;
        Assert.Equal(4, LearningRateFinder.Run(trainer, () => ++calls == 5 ? double.NaN : 1).Rates.Length);
        Assert.Null(LearningRateFinder.Run(trainer, () => 1).Suggestion);
        Assert.Equal(100, LearningRateFinder.Run(trainer, () => 1).Rates.Length);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var trainer = new Trainer<DoubleQuartic>(new DoubleQuartic(), new Sgd());
        Assert.Throws<ArgumentOutOfRangeException>("lowest", () => LearningRateFinder.Run(trainer, () => 1, lowest: 0));
        Assert.Throws<ArgumentOutOfRangeException>("highest", () => LearningRateFinder.Run(trainer, () => 1, lowest: 1, highest: 1));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => LearningRateFinder.Run(trainer, () => 1, steps: 9));
        Assert.Throws<ArgumentOutOfRangeException>("divergence", () => LearningRateFinder.Run(trainer, () => 1, divergence: 1));
        Assert.Throws<ArgumentNullException>("lossGradient", () => LearningRateFinder.Run(trainer, null!));
    }

    private static double[] Run(Trainer<FloatQuartic> trainer, int steps)
    {
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            trainer.ZeroGradients();
            losses[step] = trainer.Model.LossGradient(trainer.Gradients);
            trainer.Step();
        }

        return losses;
    }
}
