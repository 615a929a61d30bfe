namespace AutoDiff.Runtime.Tests.Training;

public class InitializerTests
{
    [Fact]
    public void Deviations_and_bounds_follow_from_the_fans()
    {
        var random = new Random(1);
        AssertSpread(Initializers.KaimingNormal(random, 200, 100), Math.Sqrt(2.0 / 100), normal: true);
        AssertSpread(Initializers.KaimingUniform(random, 200, 100), Math.Sqrt(6.0 / 100), normal: false);
        AssertSpread(Initializers.XavierNormal(random, 40, 20, 5, 5), Math.Sqrt(2.0 / (25 * 60)), normal: true);
        AssertSpread(Initializers.XavierUniform(random, 40, 20, 5, 5), Math.Sqrt(6.0 / (25 * 60)), normal: false);
        AssertSpread(Initializers.Normal(random, 3, 20000), 3, normal: true);
        Assert.Equal(new float[6], Initializers.Zeros(2, 3).AsSpan().ToArray());
    }

    [Fact]
    public void The_same_seed_gives_the_same_values()
    {
        float[] first = Initializers.KaimingNormal(new Random(7), 5, 4).AsSpan().ToArray();
        Assert.Equal(first, Initializers.KaimingNormal(new Random(7), 5, 4).AsSpan().ToArray());
        Assert.NotEqual(first, Initializers.KaimingNormal(new Random(8), 5, 4).AsSpan().ToArray());
    }

    [Fact]
    public void Fans_need_two_dimensions() =>
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => Initializers.XavierNormal(new Random(1), 5)).ParamName);

    private static void AssertSpread(Tensor values, double scale, bool normal)
    {
        double sum = 0, squares = 0, largest = 0;
        foreach (float value in values.AsSpan())
        {
            sum += value;
            squares += (double)value * value;
            largest = Math.Max(largest, Math.Abs(value));
        }

        double expected = normal ? scale : scale / Math.Sqrt(3);
        Assert.Equal(1, Math.Sqrt(squares / values.Length) / expected, 0.03);
        Assert.True(Math.Abs(sum / values.Length) < 0.03 * scale);
        Assert.True(normal ? largest > 2.5 * scale : largest <= scale && largest > 0.99 * scale);
    }
}
