using Samples.Digits;

namespace Samples.Tests;

public class DigitsTests
{
    private static readonly DigitSet All = DigitSet.Load();

    [Fact]
    public void Set_is_the_whole_one()
    {
        Assert.Equal(1797, All.Count);
        Assert.Equal(1797 * Network.Pixels, All.Images.Length);
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], Enumerable.Range(0, 10).Select(d => All.Labels.Count(d)));
        Assert.Equal([0, 0, 5 / 16.0, 13 / 16.0, 9 / 16.0, 1 / 16.0, 0, 0], All.Image(0)[..8].ToArray());
    }

    [Fact]
    public void Split_has_the_same_share_of_every_digit()
    {
        (DigitSet train, DigitSet test) = All.Split(0.2, new Random(3));

        Assert.Equal(All.Count, train.Count + test.Count);
        for (int digit = 0; digit < Network.Classes; digit++)
        {
            double share = (double)test.Labels.Count(digit) / All.Labels.Count(digit);
            Assert.InRange(share, 0.195, 0.205);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Split_wants_a_share_between_0_and_1(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>("testShare", () => All.Split(share, new Random(3)));

    [Fact]
    public void A_few_epochs_reach_95_percent()
    {
        var random = new Random(1);
        (DigitSet train, DigitSet test) = All.Split(0.2, random);
        var training = new Training(train, epochs: 10, batch: 32, rate: 0.01, random);
        double before = training.Evaluate(test).Loss;

        for (int step = 0; step < 10 * training.StepsPerEpoch; step++) training.Step();

        (double loss, double accuracy) = training.Evaluate(test);
        Assert.InRange(before, 1.8, 3.5);
        Assert.InRange(loss, 0, 0.2);
        Assert.InRange(accuracy, 0.95, 1);
    }

    [Fact]
    public void Gradient_agrees_with_differences()
    {
        var random = new Random(4);
        Parameters at = Parameters.Random(random), gradient = new(), moved = new();
        double[] direction = [.. at.Values.Select(_ => 2 * random.NextDouble() - 1)];
        DigitSet batch = All.Split(0.02, random).Test;

        double value = Network.LossGradient(
            at.W1, at.B1, at.W2, at.B2, batch.Images, batch.Labels, gradient.W1, gradient.B1, gradient.W2, gradient.B2);

        Assert.Equal(Loss(0), value);
        double along = gradient.Values.Zip(direction, (g, d) => g * d).Sum();
        double difference = (8 * (Loss(1e-3) - Loss(-1e-3)) - (Loss(2e-3) - Loss(-2e-3))) / 12e-3;
        Assert.Equal(1, along / difference, 1e-8);

        double Loss(double step)
        {
            for (int i = 0; i < direction.Length; i++) moved.Values[i] = at.Values[i] + step * direction[i];
            return Network.Loss(moved.W1, moved.B1, moved.W2, moved.B2, batch.Images, batch.Labels);
        }
    }

    [Fact]
    public void Same_seed_gives_the_same_run()
    {
        Assert.Equal(Losses(seed: 5), Losses(seed: 5));
        Assert.NotEqual(Losses(seed: 5), Losses(seed: 6));

        static double[] Losses(int seed)
        {
            var training = new Training(All, epochs: 1, batch: 16, rate: 0.01, new Random(seed));
            return [.. Enumerable.Range(0, 8).Select(_ => training.Step())];
        }
    }

    [Fact]
    public void Step_allocates_nothing()
    {
        var training = new Training(All, epochs: 4, batch: 32, rate: 0.01, new Random(2));

        Assert.Equal(0, Allocations.Of(() => training.Step()));
    }

    [Fact]
    public void Layers_learn_as_loops_do()
    {
        var random = new Random(1);
        (DigitSet train, DigitSet test) = All.Split(0.2, random);
        var training = new TensorTraining(train, epochs: 10, batch: 32, rate: 0.01, random);
        Assert.True(training.CheckGradient(directions: 3).Passed);
        List<double> losses = [];

        for (int epoch = 0; epoch < 10; epoch++) training.Epoch(losses.Add);

        Assert.Equal(10 * training.StepsPerEpoch, losses.Count);
        (double loss, double accuracy) = training.Evaluate(test);
        Assert.InRange(losses[0], 1.8, 3.5);
        Assert.InRange(loss, 0, 0.2);
        Assert.InRange(accuracy, 0.95, 1);
        int right = Enumerable.Range(0, test.Count).Count(i => training.Predict(test.Image(i)) == test.Labels[i]);
        Assert.Equal(accuracy, (double)right / test.Count, 1e-9);
    }

    [Fact]
    public void Epoch_of_layers_allocates_nothing()
    {
        var training = new TensorTraining(All, epochs: 100, batch: 32, rate: 0.01, new Random(2));
        Action<double> stepped = _ => { };

        Assert.Equal(0, Allocations.Of(() => training.Epoch(stepped)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1798)]
    public void Batch_is_at_most_the_set(int batch) => Assert.Throws<ArgumentOutOfRangeException>(
        "batch", () => new Training(All, epochs: 1, batch, rate: 0.01, new Random(2)));
}
