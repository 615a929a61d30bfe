using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

[Differentiable]
internal partial class TiedLeaf(double[] values)
{
    public double[] Values = values;
}

[Differentiable]
internal partial class TiedPair(double[] a, double[] b, TiedLeaf left, TiedLeaf right)
{
    public double[] A = a, B = b;
    public TiedLeaf Left = left, Right = right;
}

/// <summary>Results whose members share memory, and cotangents whose members do.</summary>
internal static partial class TiedCotangents
{
    [Differentiable]
    public static TiedPair Tied(double[] x, double y)
    {
        double[] shared = [x[0] * y, x[1] * x[1]];
        var leaf = new TiedLeaf([y * y]);
        return new TiedPair(shared, shared, leaf, leaf);
    }

    [Differentiable]
    public static TiedPair Apart(double[] x, double y) => new([x[0] * y, x[1] * x[1]], [x[0], x[1]], new([y * y]), new([y]));
}

public class TiedCotangentTests
{
    private static readonly double[] s_x = [2, 3];

    /// <summary>What is tied in both is one parameter: its cotangent counts once.</summary>
    [Fact]
    public void Shared_in_result_and_cotangent()
    {
        TiedPair cotangent = TiedCotangents.Tied(s_x, 1.5).ZerosLike();
        (cotangent.A[0], cotangent.A[1], cotangent.Left.Values[0]) = (1, 10, 100);
        double[] dx = new double[2];
        double dy = TiedCotangents.TiedVjp(s_x, 1.5, cotangent, dx).dy;
        Equal([1.5, 60, 302], dx, dy);
    }

    /// <summary>Two arrays for what is tied in the result: both are added to the shared one.</summary>
    [Fact]
    public void Shared_in_the_result_alone()
    {
        var cotangent = new TiedPair([1, 10], [2, 20], new([100]), new([200]));
        double[] dx = new double[2];
        double dy = TiedCotangents.TiedVjp(s_x, 1.5, cotangent, dx).dy;
        Equal([4.5, 180, 906], dx, dy);
    }

    /// <summary>One array of cotangents for two in the result: it is added to each.</summary>
    [Fact]
    public void Shared_in_the_cotangent_alone()
    {
        double[] one = [1, 10];
        var leaf = new TiedLeaf([100]);
        double[] dx = new double[2];
        double dy = TiedCotangents.ApartVjp(s_x, 1.5, new TiedPair(one, one, leaf, leaf), dx).dy;
        Equal([2.5, 70, 402], dx, dy);
    }

    private static void Equal(double[] expected, double[] dx, double dy)
    {
        GradientAssert.Equal(expected[0], dx[0]);
        GradientAssert.Equal(expected[1], dx[1]);
        GradientAssert.Equal(expected[2], dy);
    }
}
