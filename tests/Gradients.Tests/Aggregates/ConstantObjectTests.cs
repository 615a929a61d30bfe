namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>An object that is cut, or isn't active, counts as a constant.</summary>
public class ConstantObjectTests
{
    private const double Precision = 1e-12;

    [Fact]
    public void A_receiver_that_isnt_active_is_a_constant()
    {
        // factor x x more1, the second x constant, and factor x more0, all but x constant.
        var weights = new Weighted(3, [5, 7]);
        Weighted gradient = weights.ZerosLike();
        (_, double dx) = ConstantObjects.OfReceiverGradient(weights, 2, gradient);
        Assert.Equal(3 * 2 * 7 + 3 * 5, dx);
        Check([4 * 7], [gradient.Factor]);
        Check([0, 3 * 4], gradient.More);
    }

    [Fact]
    public void Stop_cuts_the_derivative_of_objects_and_of_structs_with_arrays()
    {
        // (3 c x 7)(3 c x 7) with c the constant x: the first factor's object is constant.
        var weights = new Weighted(3, [5, 7]);
        Weighted gradient = weights.ZerosLike();
        (_, double dx) = ConstantObjects.StoppedObjectGradient(weights, 2, gradient);
        double times = 3 * 2 * 2 * 7;
        Assert.Equal(2 * times * 3 * 2 * 7, dx);
        Check([times * 4 * 7], [gradient.Factor]);
        Check([0, times * 3 * 4], gradient.More);

        gradient = weights.ZerosLike();
        (_, dx) = ConstantObjects.StoppedMembersGradient(weights, 2, gradient);
        Assert.Equal(25 + 49, dx);
        Check([0], [gradient.Factor]);
        Check([5 * 2, 7 * 2], gradient.More);

        var pair = new ScaledValues(3, [5, 7]);
        var dpair = new ScaledValues(0, [0, 0]);
        (_, dx) = ConstantObjects.StoppedStructGradient(pair, 2, ref dpair);
        Assert.Equal(5 * 7 * 3, dx);
        Assert.Equal(1, dpair.Scale);
        Check([0, 5 * 3 * 2], dpair.Values);
    }

    private static void Check(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], Precision);
    }
}
