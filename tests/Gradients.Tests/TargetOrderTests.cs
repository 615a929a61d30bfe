using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

internal static partial class TargetOrder
{
    [Differentiable]
    public static double Advance(double[] a, int i)
    {
        (a[i++], a[i++]) = (i * a[0], a[0] + i);
        return a[0] * a[1] + i;
    }

    [Differentiable]
    public static double SwapThroughSpan(double[] a, double x)
    {
        Span<double> s = a;
        (s[0], s[1]) = (s[1] * x, s[0]);
        (s[0], a[0]) = (Math.Sin(s[0]), a[0] + x);
        return s[0] * s[1];
    }
}

public class TargetOrderTests
{
    [Fact]
    public void TargetsAreEvaluatedBeforeValues() =>
        GradientAssert.Agrees([0.7, 1.3], a => TargetOrder.Advance(a, 0), (a, da) => TargetOrder.AdvanceGradient(a, 0, da));

    [Fact]
    public void SwapsThroughAliases() => GradientAssert.Agrees(0.6, [0.7, 1.3], (x, a) => TargetOrder.SwapThroughSpan(a, x), (x, a, da) => TargetOrder.SwapThroughSpanGradient(a, x, da));

    [Fact]
    public void ATargetOutOfRangeLeavesTheOthersUnwritten()
    {
        double[] expected = [3, 4], actual = [3, 4], adjoints = [0.5, 0.25];
        Assert.Throws<IndexOutOfRangeException>(() => TargetOrder.Advance(expected, 1));
        Assert.Throws<IndexOutOfRangeException>(() => TargetOrder.AdvanceGradient(actual, 1, adjoints));
        Assert.Equal([3, 4], expected);
        Assert.Equal([3, 4], actual);
        Assert.Equal([0.5, 0.25], adjoints);
    }
}
