namespace AutoDiff.Runtime.Tests.Data;

public class FeatureScaleTests
{
    [Fact]
    public void Features_of_the_training_set_get_mean_0_and_deviation_1_and_the_test_set_the_same_scale()
    {
        var train = new Dataset(Tensor.Create([1, 100, 0.1f, 3, 300, 0.1f, 5, 200, 0.1f], 3, 3), [0, 1, 0]);
        var test = new Dataset(Tensor.Create([3, 400, 0.2f], 1, 3), [1]);
        FeatureScale scale = FeatureScale.Of(train);
        Assert.Equal([3, 200, 0.1f], scale.Means.ToArray().Select(mean => (float)mean));
        Assert.Equal(Math.Sqrt(8.0 / 3), scale.Deviations[0], 1e-12);
        Assert.Equal(1, scale.Deviations[2]);
        scale.Apply(train);
        scale.Apply(test);
        float low = (float)(-2 / Math.Sqrt(8.0 / 3));
        Assert.Equal([low, low, 0, 0, -low, 0, -low, 0, 0], train.Inputs.AsSpan().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0, -2 * low, 0.1f], test.Inputs.AsSpan().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        float[] input = [5, 200, 0.1f];
        new FeatureScale(scale.Means, scale.Deviations).Apply(input);
        Assert.Equal(train.Input(2).ToArray(), input);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        FeatureScale scale = new([0, 1], [1, 2]);
        var e = Assert.Throws<ArgumentException>("data", () => scale.Apply(new Dataset(Tensor.Zeros(2, 3), [0, 1])));
        Assert.Contains("(2, 3)", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("input", () => scale.Apply(new float[3]));
        Assert.Throws<ArgumentException>("deviations", () => new FeatureScale([0], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>("deviations", () => new FeatureScale([0], [0]));
        Assert.Throws<ArgumentOutOfRangeException>("means", () => new FeatureScale([double.NaN], [1]));
        Assert.Throws<ArgumentNullException>("train", () => FeatureScale.Of(null!));
    }
}
