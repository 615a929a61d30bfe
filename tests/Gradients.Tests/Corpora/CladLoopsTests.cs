using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class CladLoopsTests
{
    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Nested_product(double x, int n) => GradientAssert.Agrees(x, x => CladLoops.NestedProduct(x, n), x => CladLoops.NestedProductGradient(x, n));

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 3)]
    [InlineData(-1.1, 7)]
    public void Return_within(double x, int last) => GradientAssert.Agrees(x, x => CladLoops.ReturnWithin(x, last), x => CladLoops.ReturnWithinGradient(x, last));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Step_in_the_body(double x, int n) => GradientAssert.Agrees(x, x => CladLoops.StepInTheBody(x, n), x => CladLoops.StepInTheBodyGradient(x, n));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Incremented_parameter(double x, int n) =>
        GradientAssert.Agrees(x, x => CladLoops.IncrementedParameter(x, n), x => CladLoops.IncrementedParameterGradient(x, n));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Constant_of_the_iteration(double x, int n) =>
        GradientAssert.Agrees(x, x => CladLoops.ConstantOfTheIteration(x, n), x => CladLoops.ConstantOfTheIterationGradient(x, n));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, new[] { 0.2, 0.1, 1.5 }, 1.4)]
    [InlineData(new[] { 1.7 }, new[] { 0.2, 0.1 }, 0.6)]
    [InlineData(new double[0], new[] { 0.2 }, 2.5)]
    public void Log_gaussian(double[] x, double[] means, double sigma) => GradientAssert.Agrees(
        [sigma],
        [x, means],
        (s, b) => CladLoops.LogGaussian(b[0], b[1], s[0]),
        (s, b, d) =>
        {
            (double value, double dsigma) = CladLoops.LogGaussianGradient(b[0], b[1], s[0], d[0], d[1]);
            return (value, [dsigma]);
        });

    [Theory]
    [InlineData(1.3, 0.4, 4)]
    [InlineData(-0.7, 2.1, 1)]
    [InlineData(0.6, -1.8, 0)]
    [InlineData(2.2, 1.6, 6)]
    public void Locals_of_the_body(double i, double j, int n) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.LocalsOfTheBody(i, j, n), (i, j) => CladLoops.LocalsOfTheBodyGradient(i, j, n));

    [Theory]
    [InlineData(1.3, 0.4, 4)]
    [InlineData(-0.7, 2.1, 1)]
    [InlineData(0.6, -1.8, 0)]
    public void Counts_down(double i, double j, int counter) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.CountsDown(i, j, counter), (i, j) => CladLoops.CountsDownGradient(i, j, counter));

    [Theory]
    [InlineData(1.3, 0.4, 4)]
    [InlineData(-0.7, 1.1, 1)]
    [InlineData(0.6, -1.8, 0)]
    [InlineData(0.9, 0.8, 7)]
    public void Do_within_while(double i, double j, int counter) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.DoWithinWhile(i, j, counter), (i, j) => CladLoops.DoWithinWhileGradient(i, j, counter));

    [Theory]
    [InlineData(1.3, 0.4, 4)]
    [InlineData(-0.7, 2.1, 1)]
    [InlineData(0.6, -1.8, 0)]
    [InlineData(2.2, 1.6, 6)]
    public void While_within_while(double i, double j, int counter) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.WhileWithinWhile(i, j, counter), (i, j) => CladLoops.WhileWithinWhileGradient(i, j, counter));

    [Theory]
    [InlineData(1.3, 0.4, 3)]
    [InlineData(-0.7, 1.1, 1)]
    [InlineData(0.6, 0.8, 0)]
    public void Three_nested_do(double i, double j, int n) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.ThreeNestedDo(i, j, n), (i, j) => CladLoops.ThreeNestedDoGradient(i, j, n));

    [Theory]
    [InlineData(1.3, 0.4, 0)]
    [InlineData(-0.7, 1.1, 1)]
    [InlineData(0.6, 0.8, 3)]
    [InlineData(0.6, 0.8, 6)]
    public void Three_continues(double i, double j, int choice) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.ThreeContinues(i, j, choice), (i, j) => CladLoops.ThreeContinuesGradient(i, j, choice));

    [Theory]
    [InlineData(1.3, 0.4, 0)]
    [InlineData(-0.7, 1.1, 2)]
    [InlineData(0.6, 0.8, 5)]
    public void Continue_in_both_loops(double i, double j, int choice) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.ContinueInBothLoops(i, j, choice), (i, j) => CladLoops.ContinueInBothLoopsGradient(i, j, choice));

    [Theory]
    [InlineData(1.3, 0.4, 3)]
    [InlineData(-0.7, 1.1, 4)]
    [InlineData(0.6, 0.8, 9)]
    public void Break_and_continue(double i, double j, int n) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.BreakAndContinue(i, j, n), (i, j) => CladLoops.BreakAndContinueGradient(i, j, n));

    [Theory]
    [InlineData(1.3, 0.4, 2)]
    [InlineData(-0.7, 1.1, 4)]
    [InlineData(0.6, 0.8, 7)]
    public void Inner_breaks(double i, double j, int n) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.InnerBreaks(i, j, n), (i, j) => CladLoops.InnerBreaksGradient(i, j, n));

    [Theory]
    [InlineData(1.3, 0.4, 2)]
    [InlineData(-0.7, 1.1, 4)]
    [InlineData(0.6, 0.8, 9)]
    [InlineData(0.6, 0.8, 1)]
    public void Ladder_as_body(double i, double j, int n) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.LadderAsBody(i, j, n), (i, j) => CladLoops.LadderAsBodyGradient(i, j, n));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Reference_to_element(double[] values) => GradientAssert.Agrees(
        values, values => CladLoops.ReferenceToElement(values), (values, dvalues) => CladLoops.ReferenceToElementGradient(values, dvalues));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, 1.3)]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, -0.7)]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, 0.6)]
    public void In_place_as_operand(double[] values, double factor) => GradientAssert.Agrees(
        factor, values, (factor, values) => CladLoops.InPlaceAsOperand(values, factor), (factor, values, dvalues) => CladLoops.InPlaceAsOperandGradient(values, factor, dvalues));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Array_of_the_iteration(double x, int n) =>
        GradientAssert.Agrees(x, x => CladLoops.ArrayOfTheIteration(x, n), x => CladLoops.ArrayOfTheIterationGradient(x, n));

    [Theory]
    [InlineData(1.3, 0.4, 2)]
    [InlineData(-0.7, 1.1, 0)]
    [InlineData(0.6, 0.8, 9)]
    public void Condition_adds_exit_overwrites(double i, double j, int last) => GradientAssert.Agrees(
        i, j, (i, j) => CladLoops.ConditionAddsExitOverwrites(i, j, last), (i, j) => CladLoops.ConditionAddsExitOverwritesGradient(i, j, last));

    [Theory]
    [InlineData(1.3, 0.4, 0)]
    [InlineData(-0.7, 1.1, 1)]
    [InlineData(0.6, 0.8, 5)]
    public void Increment_overwrites(double i, double j, int n) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.IncrementOverwrites(i, j, n), (i, j) => CladLoops.IncrementOverwritesGradient(i, j, n));

    [Theory]
    [InlineData(1.3, 0.4, 4)]
    [InlineData(-0.7, 1.1, 0)]
    [InlineData(4.2, 1.6, 9)]
    public void Assignment_behind_and(double i, double j, int n) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.AssignmentBehindAnd(i, j, n), (i, j) => CladLoops.AssignmentBehindAndGradient(i, j, n));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, 1.8)]
    public void Nested_conditions_add(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.NestedConditionsAdd(i, j), (i, j) => CladLoops.NestedConditionsAddGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(2.1, 1.7)]
    [InlineData(-0.7, 1.1)]
    public void Effects_in_conditions(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladLoops.EffectsInConditions(i, j), (i, j) => CladLoops.EffectsInConditionsGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Over_computed_values(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladLoops.OverComputedValues(x, y), (x, y) => CladLoops.OverComputedValuesGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(0.4, 2.3)]
    [InlineData(-0.7, 1.1)]
    public void Pairs_until_large(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladLoops.PairsUntilLarge(x, y), (x, y) => CladLoops.PairsUntilLargeGradient(x, y));

    [Theory]
    [InlineData(0.6)]
    [InlineData(1.7)]
    [InlineData(-0.4)]
    public void Skips_when_past(double x) => GradientAssert.Agrees(x, x => CladLoops.SkipsWhenPast(x), x => CladLoops.SkipsWhenPastGradient(x));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, 1.3)]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, -0.7)]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, 0.6)]
    public void Copied_divisor(double[] x, double y) =>
        GradientAssert.Agrees(y, x, (y, x) => CladLoops.CopiedDivisor(x, y), (y, x, dx) => CladLoops.CopiedDivisorGradient(x, y, dx));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Leaves_after_one(double u, double v) =>
        GradientAssert.Agrees(u, v, (u, v) => CladLoops.LeavesAfterOne(u, v), (u, v) => CladLoops.LeavesAfterOneGradient(u, v));

    [Theory]
    [InlineData(1.3, 0.4, 2)]
    [InlineData(0.7, 1.1, 0)]
    [InlineData(-0.9, 0.8, 4)]
    public void Shared_counter(double x, double y, int n) =>
        GradientAssert.Agrees(x, y, (x, y) => CladLoops.SharedCounter(x, y, n), (x, y) => CladLoops.SharedCounterGradient(x, y, n));

    [Theory]
    [InlineData(1.3, 1)]
    [InlineData(0.7, 4)]
    [InlineData(-0.9, 0)]
    public void Integer_as_factor(double z, int a) => GradientAssert.Agrees(z, z => CladLoops.IntegerAsFactor(z, a), z => CladLoops.IntegerAsFactorGradient(z, a));
}
