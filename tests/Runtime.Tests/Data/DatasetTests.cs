using AutoDiff.Runtime.Tests.Taping;

namespace AutoDiff.Runtime.Tests.Data;

public class DatasetTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(10, 5)]
    [InlineData(10, 1)]
    [InlineData(10, 64)]
    public void A_pass_has_every_example_once_with_its_label(int count, int size)
    {
        Dataset data = Numbered(count);
        List<int> seen = [];
        foreach (Batch batch in data.Batches(size, new Random(1)))
        {
            Assert.Equal(Math.Min(size, count - seen.Count), batch.Count);
            Assert.Equal([batch.Count, 2, 1], batch.Inputs.Shape.ToArray());
            Assert.Equal(batch.Count, batch.Labels.Length);
            for (int i = 0; i < batch.Count; i++)
            {
                Assert.Equal(batch.Labels[i], batch.Inputs[i, 0, 0]);
                Assert.Equal(-batch.Labels[i], batch.Inputs[i, 1, 0]);
                seen.Add(batch.Labels[i]);
            }
        }

        Assert.Equal(Enumerable.Range(0, count), seen.Order());
        Assert.Equal((count + size - 1) / size, data.Batches(size).Count);
    }

    [Fact]
    public void Order_depends_on_the_seed_alone()
    {
        Dataset data = Numbered(20);
        int[] first = Pass(data.Batches(6, new Random(5)));
        Pass(data.Batches(6, new Random(7)));

        Assert.Equal(first, Pass(data.Batches(6, new Random(5))));
        Assert.NotEqual(first, Pass(data.Batches(6, new Random(6))));
        Assert.Equal(Enumerable.Range(0, 20), Pass(data.Batches(6)));
    }

    [Fact]
    public void A_pass_allocates_nothing_after_the_first()
    {
        Dataset data = Numbered(50);
        var random = new Random(1);
        float sum = 0;
        Assert.Equal(0, Allocation.AfterWarmUp(() =>
        {
            foreach (Batch batch in data.Batches(8, random)) sum += batch.Inputs.AsSpan()[0] + batch.Labels[0];
            foreach (Batch batch in data.Batches(20)) sum += batch.Inputs.AsSpan()[0];
        }));
        Assert.True(sum > 0);
    }

    [Fact]
    public void Passes_may_be_nested()
    {
        Dataset data = Numbered(4);
        List<int> outer = [];
        foreach (Batch batch in data.Batches(2))
        {
            Assert.Equal([0, 1, 2, 3], Pass(data.Batches(2)));
            outer.AddRange(batch.Labels);
        }

        Assert.Equal([0, 1, 2, 3], outer);
    }

    [Fact]
    public void Split_keeps_the_share_of_each_label_and_every_example()
    {
        Dataset data = new(Tensor.Create([.. Enumerable.Range(0, 100).Select(i => (float)i)], 100, 1), [.. Enumerable.Range(0, 100).Select(i => i % 4)]);
        (Dataset train, Dataset test) = data.Split(0.2, new Random(1));

        Assert.Equal([5, 5, 5, 5], Enumerable.Range(0, 4).Select(label => test.Labels.ToArray().Count(l => l == label)));
        Assert.Equal(data.Inputs.AsSpan().ToArray(), train.Inputs.AsSpan().ToArray().Concat(test.Inputs.AsSpan().ToArray()).Order());
        for (int i = 0; i < test.Count; i++) Assert.Equal(test.Labels[i], test.Input(i)[0] % 4);
        Assert.Throws<ArgumentOutOfRangeException>("testShare", () => data.Split(1, new Random(1)));
        Assert.Throws<ArgumentException>("testShare", () => data.Split(0.001, new Random(1)));
    }

    [Fact]
    public void Normalized_values_have_mean_0_and_deviation_1()
    {
        Dataset data = new(Tensor.Create([1, 2, 3, 6], 2, 2), [0, 1]);
        (double mean, double deviation) = data.Statistics();
        Assert.Equal((3, Math.Sqrt(3.5)), (mean, deviation));

        data.Normalize(mean, deviation);
        (mean, deviation) = data.Statistics();
        Assert.Equal(0, mean, 1e-7);
        Assert.Equal(1, deviation, 1e-7);
        Assert.Throws<ArgumentOutOfRangeException>("deviation", () => data.Normalize(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("mean", () => data.Normalize(double.NaN, 1));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Contains("(2, 2)", Assert.Throws<ArgumentException>("labels", () => new Dataset(Tensor.Zeros(2, 2), [0, 1, 2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => new Dataset(Tensor.Zeros(2, 2), [0, -1]));
        Assert.Throws<ArgumentException>("inputs", () => new Dataset(Tensor.Zeros(0, 2), []));
        Assert.Throws<ArgumentException>("inputs", () => new Dataset(Tensor.Zeros(3), [0, 1, 2]));
        Assert.Contains(
            "Value 1 of example 1", Assert.Throws<ArgumentException>("inputs", () => new Dataset(Tensor.Create([0, 0, 0, float.NaN], 2, 2), [0, 1])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("size", () => Numbered(3).Batches(0));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => Numbered(3).Batches(0, new Random(1)));
        Assert.Throws<ArgumentNullException>("random", () => Numbered(3).Batches(1, null!));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => Numbered(3).Input(3).Length);
    }

    private static Dataset Numbered(int count) => new(
        Tensor.Create([.. Enumerable.Range(0, count).SelectMany(i => new float[] { i, -i })], count, 2, 1), [.. Enumerable.Range(0, count)]);

    private static int[] Pass(BatchSequence batches)
    {
        List<int> labels = [];
        foreach (Batch batch in batches) labels.AddRange(batch.Labels);
        return [.. labels];
    }
}
