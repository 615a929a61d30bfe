using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

public class NotUsedTests
{
    [Theory]
    [InlineData(nameof(NotUsed.ConditionalExpression), 0.0, null, 1)]
    [InlineData(nameof(NotUsed.ConditionalExpression), -2.0, null, 1)]
    [InlineData(nameof(NotUsed.ConditionalOfComputed), 0.0, 0, 3)]
    [InlineData(nameof(NotUsed.ConditionalOfComputed), -1.0, 0, 3)]
    [InlineData(nameof(NotUsed.Branch), 0.0, 0, 2)]
    [InlineData(nameof(NotUsed.Branch), -1.0, 0, 2)]
    [InlineData(nameof(NotUsed.SwitchStatement), 0.0, 2, 3)]
    [InlineData(nameof(NotUsed.SwitchExpression), 0.0, 2, 5)]
    [InlineData(nameof(NotUsed.Dead), 2.0, null, 4)]
    [InlineData(nameof(NotUsed.Overwritten), 1.0, null, 4)]
    [InlineData(nameof(NotUsed.Overwritten), 3.0, null, 4)]
    [InlineData(nameof(NotUsed.OfMaximum), 0.0, null, 1)]
    [InlineData(nameof(NotUsed.OfMinimum), 0.0, null, 1)]
    [InlineData(nameof(NotUsed.OfClamp), 0.0, null, 1)]
    [InlineData(nameof(NotUsed.OfMagnitude), 0.0, null, 1)]
    [InlineData(nameof(NotUsed.ArrayElement), 0.0, 2, 1)]
    [InlineData(nameof(NotUsed.ArrayElement), -1.0, 2, -1)]
    [InlineData(nameof(NotUsed.ZeroTrips), 0.0, 0, 1)]
    [InlineData(nameof(NotUsed.LeftEarly), 0.0, 5, 1)]
    [InlineData(nameof(NotUsed.LeftEarly), 1.0, 5, 1)]
    [InlineData(nameof(NotUsed.Condition), 0.0, null, 7)]
    [InlineData(nameof(NotUsed.ReturnedBefore), 0.0, null, 2)]
    [InlineData(nameof(NotUsed.ResultOfCall), 0.0, null, 1)]
    [InlineData(nameof(NotUsed.HalfOfPair), 0.0, null, 3)]
    public void What_is_not_used_contributes_nothing(string name, double x, int? other, double expected)
    {
        var members = new ScalarMembers(typeof(NotUsed), name);
        double[] arguments = other is { } value ? [x, value] : [x];
        Assert.Equal(expected, members.Gradient(arguments).Single());
        Assert.Equal(-2 * expected, members.Vjp(-2, arguments).Single());
        Assert.Equal(3 * expected, members.Jvp(arguments, 3));
    }

    [Fact]
    public void A_result_of_several_that_the_caller_does_not_use()
    {
        Assert.Equal(3, NotUsed.PairVjp(0, (0, 1)).dx);
        Assert.Equal(double.PositiveInfinity, NotUsed.PairVjp(0, (1, 0)).dx);
        Assert.Equal(3, NotUsed.RecursivePairVjp(0, 3, (0, 1)).dx);
        Assert.Equal(4, NotUsed.OutsVjp(0, out _, 1, 0).dx);
        Assert.Equal((0.0, 0.0), NotUsed.PairJvp(0, 0).dresult);
    }

    [Fact]
    public void A_cotangent_of_zero_gives_zero()
    {
        Assert.Equal(0, NotUsed.RecursiveVjp(0, 0, 0).dx);
        Assert.Equal(0, NotUsed.RecursiveVjp(0, 4, 0).dx);
        double[] x = [2, 0, -4], dx = [1, 2, 3];
        NotUsed.QuotientsVjp(x, 0, dx);
        Assert.Equal([1.0, 2, 3], dx);
    }

    [Fact]
    public void Elements_that_the_caller_does_not_use()
    {
        double[] x = [0, 4, -1, 0], dx = [1, 1, 1, 1], y = new double[4], dy = [0, 2, 0, 3];
        NotUsed.LogsVjp(x, y, dx, dy);
        Assert.Equal([1, 1.5, 1, double.PositiveInfinity], dx);
        Assert.Equal([0.0, 0, 0, 0], dy);

        double[] tangents = [0, 2, 0, 0], results = [7, 7, 7, 7];
        NotUsed.LogsJvp(x, y, tangents, results);
        Assert.Equal([0, 0.5, 0, 0], results);
    }

    [Fact]
    public void A_softmax_into_part_of_a_longer_destination_is_refused()
    {
        double[] x = [1, 2], dx = [0, 0], y = [0, 0, 3], dy = [1, 1, 1];
        Assert.Contains("slice", Assert.Throws<NotSupportedException>(() => NotUsed.SoftMaxVjp(x, y, dx, dy)).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => NotUsed.SoftMaxJvp(x, y, dx, dy));
        Assert.Equal([1.0, 1, 1], dy);
    }

    [Fact]
    public void Elements_of_vectors_that_are_NaN_and_not_used()
    {
        double[] sines = new double[2], cosines = new double[2], dsines = new double[2], dcosines = new double[2];
        double dx = NotUsed.SineOfInfinityGradient(0.5, sines, cosines, dsines, dcosines).dx;
        Assert.Equal(Math.Cos(1.0), dx, 1e-12);
        Assert.Equal(2, NotUsed.SoftMaxOfInfinitiesGradient(0, new double[2], new double[2]).dx);
    }
}
