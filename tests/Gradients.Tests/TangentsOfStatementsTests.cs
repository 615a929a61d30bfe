namespace AutoDiff.Gradients.Tests;

/// <summary>Forward mode through references, <c>using</c> and tuples: the tangent is what the gradient says it is.</summary>
public class TangentsOfStatementsTests
{
    private const double U = 0.3, V = -0.8;

    [Fact]
    public void ReferencesThatChange()
    {
        double[] a = [0.4], da = [0.9], gradient = [0];
        (double value, double tangent) = RefLocals.ReassignedJvp(0.7, 1.3, [.. a], U, V, da);
        (double expected, double dx, double dy) = RefLocals.ReassignedGradient(0.7, 1.3, [.. a], gradient);
        Assert.Equal(expected, value);
        Assert.Equal((dx * U) + (dy * V) + (gradient[0] * 0.9), tangent, 1e-12);
    }

    [Fact]
    public void ReferencesThatChangeInALoop()
    {
        double[] a = [0.4, 0.9, 0.3, 1.4, 1.1], da = [0.1, -0.2, 0.3, 0.4, 0.5], gradient = new double[5];
        double[] direction = [.. da];
        (double value, double tangent) = RefLocals.LargestScaledJvp([.. a], 0.7, da, U);
        (double expected, double dx) = RefLocals.LargestScaledGradient([.. a], 0.7, gradient);
        Assert.Equal(expected, value);
        Assert.Equal((dx * U) + gradient.Zip(direction, (g, d) => g * d).Sum(), tangent, 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReferencesThatAreChosen(bool first)
    {
        (double value, double tangent) = RefLocals.ConditionalJvp(0.7, 1.3, first, U, V);
        (double expected, double dx, double dy) = RefLocals.ConditionalGradient(0.7, 1.3, first);
        Assert.Equal(expected, value);
        Assert.Equal((dx * U) + (dy * V), tangent, 1e-12);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1.7)]
    public void ReferencesThatAreReturned(double x)
    {
        (double value, double tangent) = RefReturns.OfAParameterJvp(x, 1.3, U, V);
        (double expected, double dx, double dy) = RefReturns.OfAParameterGradient(x, 1.3);
        Assert.Equal(expected, value);
        Assert.Equal((dx * U) + (dy * V), tangent, 1e-12);
    }

    [Fact]
    public void Using()
    {
        List<string> log = [];
        (double value, double tangent) = Usings.StatementJvp(0.7, log, U);
        (double expected, double dx) = Usings.StatementGradient(0.7, []);
        Assert.Equal(expected, value);
        Assert.Equal(dx * U, tangent, 1e-12);
        Assert.Equal(["abc"], log);
    }

    [Fact]
    public void UsingWithExits()
    {
        double[] a = [0.4, -1, 0.3, 2.5, 0.2], da = [0.1, -0.2, 0.3, 0.4, 0.5], gradient = new double[5];
        double[] direction = [.. da];
        List<string> log = [], expectedLog = [];
        (double value, double tangent) = Usings.ExitsJvp([.. a], 0.7, log, da, U);
        (double expected, double dx) = Usings.ExitsGradient([.. a], 0.7, expectedLog, gradient);
        Assert.Equal(expected, value);
        Assert.Equal((dx * U) + gradient.Zip(direction, (g, d) => g * d).Sum(), tangent, 1e-12);
        Assert.Equal(expectedLog, log);
    }

    [Fact]
    public void TuplesOfTuples()
    {
        (double value, double tangent) = NestedTuples.TogetherJvp(0.7, 0.4, U, V);
        (double expected, double dx, double dy) = NestedTuples.TogetherGradient(0.7, 0.4);
        Assert.Equal(expected, value);
        Assert.Equal((dx * U) + (dy * V), tangent, 1e-12);
        (((double A, int N) P, double Q) _, ((double A, int N) P, double Q) dresult) = NestedTuples.PairJvp(0.8, 5, U);
        Assert.Equal(2 * 0.8 * U, dresult.P.A, 1e-12);
        Assert.Equal(0, dresult.Q);
    }

    [Fact]
    public void RecursiveLocalFunctions()
    {
        (double value, double tangent) = NestedTuples.RecursiveJvp(0.7, 3, U);
        (double expected, double dx) = NestedTuples.RecursiveGradient(0.7, 3);
        Assert.Equal(expected, value);
        Assert.Equal(dx * U, tangent, 1e-12);
        (value, tangent) = LiftedCaptures.KeywordsJvp(0.7, 1.2, 3, U, V);
        (expected, dx, double dy) = LiftedCaptures.KeywordsGradient(0.7, 1.2, 3);
        Assert.Equal(expected, value);
        Assert.Equal((dx * U) + (dy * V), tangent, 1e-12);
    }
}
