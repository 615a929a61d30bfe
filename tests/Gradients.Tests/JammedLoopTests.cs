using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Where two iterations of a loop go through the loop inside it together, values keep their bits and derivatives are right, for even and odd numbers of iterations and for few.</summary>
public class JammedLoopTests
{
    private static readonly double[] s_w = [0.8, -1.1, 0.45, 1.7, -0.3];

    public static TheoryData<int> Widths => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Units_of_a_layer(int width)
    {
        double[] x = Numbers(3 * 19);
        GradientAssert.Agrees(
            Numbers(Math.Max(1, 3 * width)), s_w[..1], (w, _) => JammedLoops.Layer(w, x, width), (w, _, dw, _) => JammedLoops.LayerGradient(w, x, width, dw));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Units_from_the_last_to_the_first(int width)
    {
        double[] x = Numbers(5 * 21);
        GradientAssert.Agrees(
            Numbers(Math.Max(1, 5 * width)), s_w[..1], (w, _) => JammedLoops.Backwards(w, x, width), (w, _, dw, _) => JammedLoops.BackwardsGradient(w, x, width, dw));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(29)]
    public void Memory_that_every_iteration_overwrites(int count)
    {
        double[] x = Numbers(count);
        GradientAssert.Agrees(s_w, s_w[..1], (w, _) => JammedLoops.Fixed(w, x), (w, _, dw, _) => JammedLoops.FixedGradient(w, x, dw));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(29)]
    public void Known_numbers_of_units(int count)
    {
        double[] x = Numbers(5 * count);
        GradientAssert.Agrees(Numbers(40), s_w[..1], (w, _) => JammedLoops.Known(w, x), (w, _, dw, _) => JammedLoops.KnownGradient(w, x, dw));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(27)]
    public void Units_that_need_the_one_before(int count) => GradientAssert.Agrees(
        s_w, Numbers(count), (w, x) => JammedLoops.Chain(w, x), (w, x, dw, dx) => JammedLoops.ChainGradient(w, x, dw, dx));

    [Theory]
    [InlineData(5)]
    [InlineData(27)]
    public void Units_that_add_to_the_same_elements(int count) => GradientAssert.Agrees(
        s_w, Numbers(count), (w, x) => JammedLoops.Shared(w, x), (w, x, dw, dx) => JammedLoops.SharedGradient(w, x, dw, dx));

    [Theory]
    [InlineData(5)]
    [InlineData(27)]
    public void Inner_loops_of_differing_length(int count) => GradientAssert.Agrees(
        s_w, Numbers(count), (w, x) => JammedLoops.Triangle(w, x), (w, x, dw, dx) => JammedLoops.TriangleGradient(w, x, dw, dx));

    [Theory]
    [InlineData(5)]
    [InlineData(27)]
    public void Elements_that_nobody_overwrites(int count)
    {
        double[] x = Numbers(count);
        GradientAssert.Agrees(s_w, s_w[..1], (w, _) => JammedLoops.Partly(w, x), (w, _, dw, _) => JammedLoops.PartlyGradient(w, x, dw));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(27)]
    public void Sums_that_are_the_same_in_all_iterations(int count)
    {
        double[] w = Numbers(13), x = Numbers(count);
        GradientAssert.Agrees(w, x, (v, y) => JammedLoops.Unvarying(v, y), (v, y, dv, dy) => JammedLoops.UnvaryingGradient(v, y, dv, dy));
    }

    [Fact]
    public void Single_precision()
    {
        float[] w = [.. Numbers(9).Select(v => (float)v)], x = [.. Numbers(50).Select(v => (float)v)], together = new float[9], alone = new float[9];
        float value = JammedLoops.SingleGradient(w, x, together);
        Assert.Equal(JammedLoops.Single(w, x), value);
        for (int n = 0; n < x.Length; n++) JammedLoops.SingleGradient(w, x.AsSpan(n, 1), alone);
        for (int j = 0; j < 9; j++) Assert.Equal(alone[j], together[j], 1e-4f * Math.Max(1, Math.Abs(alone[j])));
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Cos(1.7 * i) + (0.01 * i))];
}
