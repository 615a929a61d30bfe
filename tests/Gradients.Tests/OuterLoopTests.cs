using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>
/// Iterations that run side by side give the value bit for bit, the derivative and the exceptions that they give one after the other, for any number of iterations: fewer than side by
/// side, as many, and with a rest.
/// </summary>
public class OuterLoopTests
{
    private static readonly double[] s_w = [0.8, -1.1, 0.45, 1.7, -0.3];

    public static TheoryData<int> Counts => [0, 1, 7, 15, 16, 17, 23, 24, 40, 43];

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_perceptron(int count)
    {
        if (count == 0) return;
        double[] points = Numbers(2 * count), w = Numbers((4 * 4) + 1);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? 1 : -1)];
        GradientAssert.Agrees(w, w[..1], (v, _) => OuterLoops.Perceptron(v, points, labels), (v, _, dv, _) => OuterLoops.PerceptronGradient(v, points, labels, dv));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Evenly_spaced_places(int count) => GradientAssert.Agrees(
        s_w, Numbers(Math.Max(1, count) * 3), (w, x) => OuterLoops.Strided(w, x, 3), (w, x, dw, dx) => OuterLoops.StridedGradient(w, x, 3, dw, dx));

    [Theory]
    [MemberData(nameof(Counts))]
    public void Sums_with_cotangents_of_their_own(int count) => GradientAssert.Agrees(
        s_w, Numbers(count), (w, x) => OuterLoops.TwoSums(w, x), (w, x, dw, dx) => OuterLoops.TwoSumsGradient(w, x, dw, dx));

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_number_from_outside_that_the_primal_needs(int count)
    {
        double[] x = Numbers(count);
        GradientAssert.Agrees(
            s_w, [0.7],
            (w, s) => OuterLoops.Scaled(w, x, s[0]),
            (w, s, dw, ds) =>
            {
                (double value, double dscale) = OuterLoops.ScaledGradient(w, x, s[0], dw);
                ds[0] += dscale;
                return value;
            });
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Branches_that_some_iterations_take(int count) => GradientAssert.Agrees(
        s_w, Numbers(count), (w, x) => OuterLoops.Branches(w, x), (w, x, dw, dx) => OuterLoops.BranchesGradient(w, x, dw, dx));

    [Theory]
    [MemberData(nameof(Counts))]
    public void Integers_that_differ(int count)
    {
        int[] classes = [.. Enumerable.Range(0, count).Select(i => i * i % s_w.Length)];
        GradientAssert.Agrees(s_w, Numbers(6), (w, x) => OuterLoops.Integers(w, x, classes), (w, x, dw, dx) => OuterLoops.IntegersGradient(w, x, classes, dw, dx));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void What_is_the_same_in_all_iterations(int count)
    {
        foreach (bool flag in new[] { true, false })
        {
            GradientAssert.Agrees(
                0.35, s_w, (a, w) => OuterLoops.Uniform(w, a, count, flag),
                (a, w, dw) =>
                {
                    (double value, double da) = OuterLoops.UniformGradient(w, a, count, flag, dw);
                    return (value, da);
                });
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Functions(int count) => GradientAssert.Agrees(
        s_w[..3], Numbers(count), (w, x) => OuterLoops.Functions(w, x), (w, x, dw, dx) => OuterLoops.FunctionsGradient(w, x, dw, dx));

    [Theory]
    [MemberData(nameof(Counts))]
    public void Conditions(int count) => GradientAssert.Agrees(
        s_w, Numbers(count), (w, x) => OuterLoops.Conditions(w, x), (w, x, dw, dx) => OuterLoops.ConditionsGradient(w, x, dw, dx));

    [Theory]
    [MemberData(nameof(Counts))]
    public void Places_that_some_iterations_must_not_read(int count) => GradientAssert.Agrees(
        s_w, Numbers(count), (w, x) => OuterLoops.Guarded(w, x), (w, x, dw, dx) => OuterLoops.GuardedGradient(w, x, dw, dx));

    // A sum of iterations has the sum of their gradients: here each comes from a call of its own, too short for lanes.
    [Theory]
    [MemberData(nameof(Counts))]
    public void Fast_mathematics(int count)
    {
        double[] x = Numbers(count), dw = new double[s_w.Length], dx = new double[count], expected = new double[s_w.Length];
        double value = OuterLoops.FastGradient(s_w, x, dw, dx), sum = 0.5;
        for (int i = 0; i < count; i++)
        {
            var slope = new double[1];
            sum += OuterLoops.FastGradient(s_w, x.AsSpan(i, 1), expected, slope) - 0.5;
            GradientAssert.Equal(slope[0], dx[i], 1e-12);
        }

        GradientAssert.Equal(sum, value, 1e-12);
        GradientAssert.Equal(OuterLoops.Fast(s_w, x), value, 1e-12);
        for (int j = 0; j < dw.Length; j++) GradientAssert.Equal(expected[j], dw[j], 1e-12);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(50)]
    [InlineData(83)]
    public void Single_precision(int count)
    {
        float[] w = [.. s_w.Select(v => (float)v)], x = [.. Numbers(count).Select(v => (float)v)], dw = new float[w.Length], dx = new float[count], expected = new float[w.Length];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => (i % 7) - 1)];
        float value = OuterLoops.SingleGradient(w, x, labels, dw, dx);
        Assert.Equal(OuterLoops.Single(w, x, labels), value);
        for (int i = 0; i < count; i++)
        {
            var slope = new float[1];
            OuterLoops.SingleGradient(w, x.AsSpan(i, 1), labels.AsSpan(i, 1), expected, slope);
            Assert.Equal(slope[0], dx[i]);
        }

        for (int j = 0; j < dw.Length; j++) Assert.Equal(expected[j], dw[j], 1e-4f * Math.Max(1, Math.Abs(expected[j])));
    }

    [Theory]
    [InlineData(20, -1, typeof(IndexOutOfRangeException))]
    [InlineData(-1, 20, typeof(DivideByZeroException))]
    [InlineData(21, 20, typeof(DivideByZeroException))]
    [InlineData(20, 21, typeof(IndexOutOfRangeException))]
    [InlineData(20, 20, typeof(IndexOutOfRangeException))]
    [InlineData(5, 3, typeof(DivideByZeroException))]
    [InlineData(42, 41, typeof(DivideByZeroException))]
    public void The_first_exception_is_the_one_that_is_seen(int bad, int worse, Type type)
    {
        double[] x = Numbers(43), dw = [1, 2, 3, 4, 5], dx = [.. x];
        Assert.Throws(type, () => OuterLoops.Throws(s_w, x, bad - 10, worse - 10));
        Assert.Throws(type, () => OuterLoops.ThrowsGradient(s_w, x, bad - 10, worse - 10, dw, dx));
        Assert.Equal([1, 2, 3, 4, 5], dw);
        Assert.Equal(x, dx);
    }

    [Fact]
    public void Without_an_exception()
    {
        double[] x = Numbers(43);
        GradientAssert.Agrees(s_w, x, (w, v) => OuterLoops.Throws(w, v, -11, -11), (w, v, dw, dv) => OuterLoops.ThrowsGradient(w, v, -11, -11, dw, dv));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Points_that_are_read_again_and_again(int count)
    {
        double[] centres = Numbers(4 * 3), points = Numbers(3 * count), weights = Numbers((3 * count) + 2);
        foreach (int read in new[] { 0, 2, 3 })
        {
            GradientAssert.Agrees(
                centres, s_w[..1], (c, _) => OuterLoops.Nearest(c, points, weights, 3, read), (c, _, dc, _) => OuterLoops.NearestGradient(c, points, weights, 3, read, dc));
        }

        if (count == 0) return;
        double[] slopes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        Assert.Throws<IndexOutOfRangeException>(() => OuterLoops.NearestGradient(centres, points, weights, 3, 4, slopes));
        Assert.Throws<ArgumentOutOfRangeException>(() => OuterLoops.NearestGradient(centres, points, weights.AsSpan(3), 3, 3, slopes));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], slopes);
    }

    [Theory]
    [InlineData(3, 0, 0)]
    [InlineData(3, 2, 60)]
    [InlineData(-1, 5, 0)]
    [InlineData(int.MaxValue, 0, 4)]
    public void Places_that_nobody_asks_for(int d, int times, int length)
    {
        double[] x = Numbers(length);
        GradientAssert.Agrees(s_w, s_w[..1], (w, _) => OuterLoops.Unread(w, x, d, times), (w, _, dw, _) => OuterLoops.UnreadGradient(w, x, d, times, dw));
    }

    [Theory]
    [InlineData(59)]
    [InlineData(50)]
    [InlineData(0)]
    public void Places_that_are_not_there(int length)
    {
        double[] x = Numbers(length), slopes = [1, 2, 3, 4, 5];
        Assert.Throws<IndexOutOfRangeException>(() => OuterLoops.UnreadGradient(s_w, x, 3, 1, slopes));
        Assert.Equal([1, 2, 3, 4, 5], slopes);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void The_sign_of_zero(int count) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(OuterLoops.ZerosGradient(s_w, count, new double[s_w.Length])));

    [Theory]
    [InlineData(16, 1, 0)]
    [InlineData(43, 1, 0)]
    [InlineData(43, 100, 0)]
    [InlineData(43, -100, 0)]
    [InlineData(43, -100, 0.25)]
    [InlineData(43, 3, 0.25)]
    public void What_nothing_comes_back_from(int count, double margin, double cost)
    {
        double[] points = Numbers(2 * count);
        GradientAssert.Agrees(
            Numbers(16), s_w[..1], (w, _) => OuterLoops.Layers(w, points, 4, margin, cost), (w, _, dw, _) => OuterLoops.LayersGradient(w, points, 4, margin, cost, dw));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(400)]
    public void Weights_too_small_for_normal_numbers(double scale)
    {
        double[] centres = Numbers(5 * 3), points = [.. Numbers(300 + 15).Skip(15)], together = new double[15], alone = new double[15];
        double value = OuterLoops.MixtureGradient(centres, points, 3, scale, together), sum = 0;
        for (int n = 0; n < 100; n++) sum += OuterLoops.MixtureGradient(centres, points.AsSpan(3 * n, 3), 3, scale, alone);
        GradientAssert.Equal(sum, value, 1e-12);
        for (int i = 0; i < 15; i++) GradientAssert.Equal(alone[i], together[i], 1e-10 * scale);
    }

    [Fact]
    public void Infinite_slopes_of_branches_that_are_not_taken()
    {
        double[] x = Numbers(43), dw = new double[s_w.Length], dx = new double[x.Length];
        for (int i = 0; i < x.Length; i += 5) x[i] = 0;
        OuterLoops.InfinitiesGradient(s_w, x, dw, dx);
        Assert.All(dw, slope => Assert.True(double.IsFinite(slope)));
        for (int i = 0; i < x.Length; i++) GradientAssert.Equal(x[i] == 0 ? 0 : -s_w.Sum(w => 1 / (w * x[i] * x[i])), dx[i], 1e-10);
    }

    [Fact]
    public void Values_that_are_not_numbers_stay_so()
    {
        double[] x = Numbers(43);
        (x[3], x[9], x[17], x[30], x[41]) = (double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon);
        double value = OuterLoops.ConditionsGradient(s_w, x, new double[s_w.Length], new double[x.Length]);
        Assert.Equal(OuterLoops.Conditions(s_w, x), value);
        value = OuterLoops.FunctionsGradient(s_w, x.AsSpan(10), new double[s_w.Length], new double[x.Length - 10]);
        Assert.Equal(OuterLoops.Functions(s_w, x.AsSpan(10)), value);
        x[3] = 0.5;
        x.AsSpan(9).Fill(1e-310);
        value = OuterLoops.ConditionsGradient(s_w, x, new double[s_w.Length], new double[x.Length]);
        Assert.Equal(BitConverter.DoubleToInt64Bits(OuterLoops.Conditions(s_w, x)), BitConverter.DoubleToInt64Bits(value));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        double[] x = Numbers(43), dw = new double[s_w.Length], dx = new double[x.Length];
        for (int i = 0; i < 3; i++) OuterLoops.BranchesGradient(s_w, x, dw, dx);
        long before = GC.GetAllocatedBytesForCurrentThread();
        OuterLoops.BranchesGradient(s_w, x, dw, dx);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 1.7 * Math.Sin((i * 1.3) + 0.4))];
}
