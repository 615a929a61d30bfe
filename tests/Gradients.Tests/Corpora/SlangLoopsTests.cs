using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class SlangLoopsTests
{
    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.9, 3)]
    public void Squared_again(double y, int n) => GradientAssert.Agrees(y, y => SlangLoops.SquaredAgain(y, n), y => SlangLoops.SquaredAgainGradient(y, n));

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(0.9, 4)]
    public void Counters_as_factors(double y, int n) =>
        GradientAssert.Agrees(y, y => SlangLoops.CountersAsFactors(y, n), y => SlangLoops.CountersAsFactorsGradient(y, n));

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.4)]
    [InlineData(1.7)]
    public void Ended_by_a_flag(double y) => GradientAssert.Agrees(y, y => SlangLoops.EndedByAFlag(y), y => SlangLoops.EndedByAFlagGradient(y));

    [Theory]
    [InlineData(1.3, 5)]
    [InlineData(1.9, 9)]
    [InlineData(0.4, 3)]
    public void Flag_tested_thrice(double y, int limit) =>
        GradientAssert.Agrees(y, y => SlangLoops.FlagTestedThrice(y, limit), y => SlangLoops.FlagTestedThriceGradient(y, limit));

    [Theory]
    [InlineData(1.3, 2)]
    [InlineData(0.7, -1)]
    [InlineData(-0.9, 0)]
    [InlineData(2.1, 9)]
    public void Two_exits_in_a_row(double y, int n) => GradientAssert.Agrees(y, y => SlangLoops.TwoExitsInARow(y, n), y => SlangLoops.TwoExitsInARowGradient(y, n));

    [Theory]
    [InlineData(2.2, 3)]
    [InlineData(1.3, 4)]
    [InlineData(0.4, 3)]
    [InlineData(1.3, 0)]
    public void Large_is_left_alone(double y, int n) => GradientAssert.Agrees(y, y => SlangLoops.LargeIsLeftAlone(y, n), y => SlangLoops.LargeIsLeftAloneGradient(y, n));

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.9, 4)]
    public void Do_with_a_flag(double y, int n) => GradientAssert.Agrees(y, y => SlangLoops.DoWithAFlag(y, n), y => SlangLoops.DoWithAFlagGradient(y, n));

    [Theory]
    [InlineData(0.7, 0)]
    [InlineData(0.9, 2)]
    [InlineData(-0.4, 5)]
    public void Trace_path(double reflectance, int bounces) => GradientAssert.Agrees(
        reflectance, reflectance => SlangLoops.TracePath(reflectance, bounces), reflectance => SlangLoops.TracePathGradient(reflectance, bounces));

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.9, 2)]
    [InlineData(0.6, 3)]
    public void Immediate_return(double x, int index) =>
        GradientAssert.Agrees(x, x => SlangLoops.ImmediateReturn(x, index), x => SlangLoops.ImmediateReturnGradient(x, index));

    [Theory]
    [InlineData(1.3, 1)]
    [InlineData(0.7, 1)]
    [InlineData(0.4, 1)]
    [InlineData(0.4, 0)]
    public void Single_iteration(double y, int n) => GradientAssert.Agrees(y, y => SlangLoops.SingleIteration(y, n), y => SlangLoops.SingleIterationGradient(y, n));

    [Theory]
    [InlineData(1.3, new[] { 0.6, 0.9, -0.7, 0.8 })]
    [InlineData(0.7, new[] { 0.5, 1.2 })]
    [InlineData(0.8, new[] { -0.9 })]
    public void Filled_until_stopped(double y, double[] vertices) =>
        GradientAssert.Agrees(y, y => SlangLoops.FilledUntilStopped(y, vertices), y => SlangLoops.FilledUntilStoppedGradient(y, vertices));

    [Theory]
    [InlineData(new[] { 0.1, 0.2, -0.3, 0.4, 0.15, 0.6, -0.7 })]
    [InlineData(new[] { 0.2, -0.1 })]
    public void Moved_index(double[] matrix) =>
        GradientAssert.Agrees(matrix, matrix => SlangLoops.MovedIndex(matrix), (matrix, dmatrix) => SlangLoops.MovedIndexGradient(matrix, dmatrix));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.2, 4)]
    public void From_minus_to_plus(double x, int radius) =>
        GradientAssert.Agrees(x, x => SlangLoops.FromMinusToPlus(x, radius), x => SlangLoops.FromMinusToPlusGradient(x, radius));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.2, 3)]
    public void Inner_starts_at_outer(double x, int radius) =>
        GradientAssert.Agrees(x, x => SlangLoops.InnerStartsAtOuter(x, radius), x => SlangLoops.InnerStartsAtOuterGradient(x, radius));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.2, 3)]
    [InlineData(0.9, 4)]
    public void Steps_of_two(double x, int radius) => GradientAssert.Agrees(x, x => SlangLoops.StepsOfTwo(x, radius), x => SlangLoops.StepsOfTwoGradient(x, radius));

    [Theory]
    [InlineData(0.3, 7)]
    [InlineData(0.7, 4)]
    [InlineData(-0.2, 0)]
    [InlineData(0.9, -3)]
    public void Counter_after_its_loop(double y, int start) =>
        GradientAssert.Agrees(y, y => SlangLoops.CounterAfterItsLoop(y, start), y => SlangLoops.CounterAfterItsLoopGradient(y, start));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.2, 3)]
    public void Absolute_counters(double y, int n) => GradientAssert.Agrees(y, y => SlangLoops.AbsoluteCounters(y, n), y => SlangLoops.AbsoluteCountersGradient(y, n));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.2, 3)]
    [InlineData(0.4, 4)]
    public void Every_second(double y, int n) => GradientAssert.Agrees(y, y => SlangLoops.EverySecond(y, n), y => SlangLoops.EverySecondGradient(y, n));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 2)]
    [InlineData(-0.2, 3)]
    [InlineData(0.4, 4)]
    public void Redundant_continue(double y, int n) =>
        GradientAssert.Agrees(y, y => SlangLoops.RedundantContinue(y, n), y => SlangLoops.RedundantContinueGradient(y, n));

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(0.7, 4)]
    [InlineData(-0.6, 3)]
    public void Quotient_of_sums(double y, int n) => GradientAssert.Agrees(y, y => SlangLoops.QuotientOfSums(y, n), y => SlangLoops.QuotientOfSumsGradient(y, n));

    [Theory]
    [InlineData(new[] { 0.7, -1.3 }, 1)]
    [InlineData(new[] { 1.4, 0.9 }, 5)]
    [InlineData(new[] { 1.4, 0.9 }, 0)]
    public void Weighted_identity(double[] x, int n) =>
        GradientAssert.Agrees(x, x => SlangLoops.WeightedIdentity(x, n), (x, dx) => SlangLoops.WeightedIdentityGradient(x, n, dx));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 2)]
    [InlineData(1.8, 4)]
    [InlineData(1.1, 9)]
    public void Series_with_a_skip(double x, int iterations) =>
        GradientAssert.Agrees(x, x => SlangLoops.SeriesWithASkip(x, iterations), x => SlangLoops.SeriesWithASkipGradient(x, iterations));

    [Theory]
    [InlineData(0.3, 2)]
    [InlineData(0.7, 5)]
    [InlineData(1.8, 9)]
    [InlineData(-1.1, 4)]
    public void Steps_depend_on_the_sum(double x, int iterations) =>
        GradientAssert.Agrees(x, x => SlangLoops.StepsDependOnTheSum(x, iterations), x => SlangLoops.StepsDependOnTheSumGradient(x, iterations));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 2)]
    [InlineData(1.8, 9)]
    public void Steps_of_ten(double x, int iterations) =>
        GradientAssert.Agrees(x, x => SlangLoops.StepsOfTen(x, iterations), x => SlangLoops.StepsOfTenGradient(x, iterations));

    [Theory]
    [InlineData(0.3, 0.8, 0)]
    [InlineData(0.7, 0.6, 1)]
    [InlineData(1.8, 0.9, 4)]
    public void Last_change_unused(double emission, double albedo, int bounces) => GradientAssert.Agrees(
        emission, albedo, (emission, albedo) => SlangLoops.LastChangeUnused(emission, albedo, bounces), (emission, albedo) => SlangLoops.LastChangeUnusedGradient(emission, albedo, bounces));

    [Theory]
    [InlineData(0.3, 0.8)]
    [InlineData(-0.7, 0.6)]
    public void Contribute(double result, double value) => GradientAssert.Agrees(
        [value],
        [[result]],
        (s, b) =>
        {
            SlangLoops.Contribute(ref b[0][0], s[0]);
            return 0;
        },
        (s, b, d) =>
        {
            double dvalue = SlangLoops.ContributeVjp(ref b[0][0], s[0], ref d[0][0]);
            return (0, [dvalue]);
        });
}
