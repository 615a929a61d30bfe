using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class EnzymeCasesTests
{
    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1 })]
    [InlineData(new[] { 1.9, 0.6, -0.5 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4, -2.0 })]
    [InlineData(new[] { 1.0 })]
    public void Insertion_sort(double[] values) =>
        GradientAssert.Agrees(values, values => EnzymeCases.InsertionSort(values), (values, dvalues) => EnzymeCases.InsertionSortGradient(values, dvalues));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1 })]
    [InlineData(new[] { 1.9, 0.6, -0.5 })]
    public void Mean_of_maxima(double[] values) =>
        GradientAssert.Agrees(values, values => EnzymeCases.MeanOfMaxima(values), (values, dvalues) => EnzymeCases.MeanOfMaximaGradient(values, dvalues));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1 }, 0.2)]
    [InlineData(new[] { 0.9, 0.6 }, 3.1)]
    [InlineData(new[] { 1.2, 1.5, 3.7 }, 1.1)]
    public void Running_maximum(double[] values, double start) => GradientAssert.Agrees(
        start, values, (start, values) => EnzymeCases.RunningMaximum(values, start), (start, values, dvalues) => EnzymeCases.RunningMaximumGradient(values, start, dvalues));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, 1.3)]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, -0.7)]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, 0.6)]
    public void Divided_by_all(double[] values, double start) => GradientAssert.Agrees(
        start, values, (start, values) => EnzymeCases.DividedByAll(values, start), (start, values, dvalues) => EnzymeCases.DividedByAllGradient(values, start, dvalues));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, 2)]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, 0)]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, -1)]
    [InlineData(new[] { 0.7, 1.3 }, 5)]
    [InlineData(new[] { 0.7, 1.3 }, -10)]
    public void Squared_up_to(double[] values, int last) => GradientAssert.Agrees(
        [],
        [values],
        (_, b) =>
        {
            EnzymeCases.SquaredUpTo(b[0], last);
            return 0;
        },
        (_, b, d) =>
        {
            EnzymeCases.SquaredUpToVjp(b[0], last, d[0]);
            return (0, []);
        });

    [Theory]
    [InlineData(2.3, new[] { 0.7, -1.3, 0.4 })]
    [InlineData(7.7, new[] { 1.2, 0.6, 0.9, -0.4, 0.1 })]
    public void Scaled_by_truncation(double rate, double[] output) => GradientAssert.Agrees(
        [rate],
        [output],
        (s, b) =>
        {
            EnzymeCases.ScaledByTruncation(s[0], b[0]);
            return 0;
        },
        (s, b, d) =>
        {
            double drate = EnzymeCases.ScaledByTruncationVjp(s[0], b[0], d[0]);
            return (0, [drate]);
        });

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, true)]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, false)]
    [InlineData(new[] { 0.2, 0.3 }, true)]
    public void Unused_unit_vector(double[] values, bool flag) => GradientAssert.Agrees(
        values, values => EnzymeCases.UnusedUnitVector(values, flag), (values, dvalues) => EnzymeCases.UnusedUnitVectorGradient(values, flag, dvalues));

    [Theory]
    [InlineData(0.3, -1.1)]
    [InlineData(0.89, 0.95)]
    [InlineData(-1.18, 0.04)]
    [InlineData(0.39, 0.44)]
    public void Two_blocks(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => EnzymeCases.TwoBlocks(x, y), (x, y) => EnzymeCases.TwoBlocksGradient(x, y));

    [Theory]
    [InlineData(new[] { 0.5, -0.3, 0.8, 0.1, 0.6, 0.9, -0.2, 0.4, 0.7 }, new[] { 0.7, -1.3, 0.4 }, new[] { 0.1, 0.2, 0.3 })]
    [InlineData(new[] { 0.5 }, new[] { 0.7 }, new[] { 0.3 })]
    [InlineData(new[] { 0.5, 0.9 }, new double[0], new double[0])]
    public void Forward_substitution(double[] lower, double[] right, double[] solution) => GradientAssert.Agrees(
        [],
        [lower, right, solution],
        (_, b) =>
        {
            EnzymeCases.ForwardSubstitution(b[0], b[1], b[2]);
            return 0;
        },
        (_, b, d) =>
        {
            EnzymeCases.ForwardSubstitutionVjp(b[0], b[1], b[2], d[0], d[1], d[2]);
            return (0, []);
        });

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(1.1, 6)]
    public void Grown_memory(double input, int n) =>
        GradientAssert.Agrees(input, input => EnzymeCases.GrownMemory(input, n), input => EnzymeCases.GrownMemoryGradient(input, n));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Filled_anew(double[] values) =>
        GradientAssert.Agrees(values, values => EnzymeCases.FilledAnew(values), (values, dvalues) => EnzymeCases.FilledAnewGradient(values, dvalues));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, new[] { 198, 200 })]
    [InlineData(new[] { 0.7, 0.3 }, new[] { 5, 5 })]
    [InlineData(new[] { 0.4, 0.9 }, new[] { 3, 0 })]
    public void Bounds_from_memory(double[] a, int[] segment) =>
        GradientAssert.Agrees(a, a => EnzymeCases.BoundsFromMemory(a, [.. segment]), (a, da) => EnzymeCases.BoundsFromMemoryGradient(a, [.. segment], da));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.2, 4)]
    public void Three_nested_loops(double x, int n) =>
        GradientAssert.Agrees(x, x => EnzymeCases.ThreeNestedLoops(x, n), x => EnzymeCases.ThreeNestedLoopsGradient(x, n));

    [Theory]
    [InlineData(0.3)]
    [InlineData(2.7)]
    [InlineData(-1.4)]
    public void Series_until_small(double x) => GradientAssert.Agrees(x, x => EnzymeCases.SeriesUntilSmall(x), x => EnzymeCases.SeriesUntilSmallGradient(x));

    // Each of the maxima gets its share, as the loop has it.
    [Fact]
    public void Two_maxima_share_the_derivative()
    {
        double[] adjoint = new double[5];
        Assert.Equal(2, EnzymeCases.MeanOfMaximaGradient([-1, 2, -0.2, 2, 1], adjoint));
        Assert.Equal([0, 0.5, 0, 0.5, 0], adjoint);
    }
}
