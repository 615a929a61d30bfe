using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class CladBranchesTests
{
    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Single_early(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.SingleEarly(x, y), (x, y) => CladBranches.SingleEarlyGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Multi_early(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => CladBranches.MultiEarly(x, y), (x, y) => CladBranches.MultiEarlyGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.8, 1.0)]
    [InlineData(1.3, 0.8, 3.0)]
    [InlineData(-0.7, 1.1, 0.5)]
    public void Loop_early(double x, double y, double limit) => GradientAssert.Agrees(
        x, y, limit, (x, y, limit) => CladBranches.LoopEarly(x, y, limit), (x, y, limit) => CladBranches.LoopEarlyGradient(x, y, limit));

    [Theory]
    [InlineData(1.3, 2.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, 0.8)]
    public void Mid_early(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => CladBranches.MidEarly(x, y), (x, y) => CladBranches.MidEarlyGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(3.4, 0.3)]
    [InlineData(-0.7, 2.1)]
    public void Recursive_early(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.RecursiveEarly(x, y), (x, y) => CladBranches.RecursiveEarlyGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(1.3, -0.4)]
    [InlineData(-0.7, 2.1)]
    public void Parameter_changes_first(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.ParameterChangesFirst(x, y), (x, y) => CladBranches.ParameterChangesFirstGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Declared_after_return(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.DeclaredAfterReturn(x, y), (x, y) => CladBranches.DeclaredAfterReturnGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Reference_after_return(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.ReferenceAfterReturn(x, y), (x, y) => CladBranches.ReferenceAfterReturnGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Tuple_after_return(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.TupleAfterReturn(x, y), (x, y) => CladBranches.TupleAfterReturnGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4, 0)]
    [InlineData(0.7, -1.1, 1)]
    [InlineData(0.6, 0.8, 2)]
    [InlineData(0.6, 0.8, 3)]
    [InlineData(0.6, 0.8, 7)]
    public void Runs_on(double i, double j, int count) =>
        GradientAssert.Agrees(i, j, (i, j) => CladBranches.RunsOn(i, j, count), (i, j) => CladBranches.RunsOnGradient(i, j, count));

    [Theory]
    [InlineData(1.3, 0.4, 1)]
    [InlineData(0.7, -1.1, 2)]
    [InlineData(0.6, 0.8, 4)]
    [InlineData(0.6, 0.8, 7)]
    [InlineData(0.6, 0.8, 0)]
    public void Switch_on_counter(double i, double j, int counter) =>
        GradientAssert.Agrees(i, j, (i, j) => CladBranches.SwitchOnCounter(i, j, counter), (i, j) => CladBranches.SwitchOnCounterGradient(i, j, counter));

    [Theory]
    [InlineData(1.3, 0.4, 0)]
    [InlineData(0.7, -1.1, 1)]
    [InlineData(0.6, 0.8, 2)]
    public void Loop_in_a_case(double i, double j, int choice) =>
        GradientAssert.Agrees(i, j, (i, j) => CladBranches.LoopInACase(i, j, choice), (i, j) => CladBranches.LoopInACaseGradient(i, j, choice));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(1.2, 1.3)]
    public void Switch_on_computed(double u, double v) =>
        GradientAssert.Agrees(u, v, (u, v) => CladBranches.SwitchOnComputed(u, v), (u, v) => CladBranches.SwitchOnComputedGradient(u, v));

    [Theory]
    [InlineData(1.3, 0.4, 4)]
    [InlineData(-0.7, 2.1, 1)]
    [InlineData(0.6, -1.8, 0)]
    [InlineData(2.2, 1.6, 6)]
    public void Several_labels(double u, double v, int n) =>
        GradientAssert.Agrees(u, v, (u, v) => CladBranches.SeveralLabels(u, v, n), (u, v) => CladBranches.SeveralLabelsGradient(u, v, n));

    [Theory]
    [InlineData(1.3, 0.4, 0)]
    [InlineData(0.7, -1.1, 1)]
    [InlineData(0.6, 0.8, 2)]
    public void Cases_return(double x, double y, int k) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.CasesReturn(x, y, k), (x, y) => CladBranches.CasesReturnGradient(x, y, k));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(-0.6, -0.4)]
    public void Nested_conditional(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.NestedConditional(x, y), (x, y) => CladBranches.NestedConditionalGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Element_in_a_branch(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.ElementInABranch(x, y), (x, y) => CladBranches.ElementInABranchGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-1.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Declared_between_returns(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.DeclaredBetweenReturns(x, y), (x, y) => CladBranches.DeclaredBetweenReturnsGradient(x, y));

    [Theory]
    [InlineData(1.3)]
    [InlineData(0.4)]
    [InlineData(-1.9)]
    public void Condition_assigns(double x) => GradientAssert.Agrees(x, x => CladBranches.ConditionAssigns(x), x => CladBranches.ConditionAssignsGradient(x));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(2.1, 1.7)]
    [InlineData(-0.7, 1.1)]
    [InlineData(0.3, 0.4)]
    public void Conditions_add(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladBranches.ConditionsAdd(i, j), (i, j) => CladBranches.ConditionsAddGradient(i, j));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Empty_branch(double x) => GradientAssert.Agrees(x, x => CladBranches.EmptyBranch(x), x => CladBranches.EmptyBranchGradient(x));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Overwritten_by_its_choice(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladBranches.OverwrittenByItsChoice(i, j), (i, j) => CladBranches.OverwrittenByItsChoiceGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Compared_with_infinity(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladBranches.ComparedWithInfinity(x, y), (x, y) => CladBranches.ComparedWithInfinityGradient(x, y));

    [Theory]
    [InlineData(true, 1.3, 0.4)]
    [InlineData(false, 1.3, 0.4)]
    public void Cleared_after_conditional(bool condition, double a, double b) => GradientAssert.Agrees(
        a, b, (a, b) => CladBranches.ClearedAfterConditional(condition, a, b), (a, b) => CladBranches.ClearedAfterConditionalGradient(condition, a, b));

    [Theory]
    [InlineData(new[] { 0.3, -0.2, 0.5 }, 3, new[] { 1.2 })]
    [InlineData(new[] { 0.3, 0.7 }, 1, new[] { 0.4 })]
    [InlineData(new[] { 0.6 }, 4, new[] { -0.3 })]
    public void Recursive_loop(double[] a, int n, double[] v) =>
        GradientAssert.Agrees(a, v, (a, v) => CladBranches.RecursiveLoop(a, n, v), (a, v, da, dv) => CladBranches.RecursiveLoopGradient(a, n, v, da, dv));

    [Theory]
    [InlineData(1.3, 0.4, DayOfWeek.Monday)]
    [InlineData(1.3, 0.4, DayOfWeek.Tuesday)]
    [InlineData(1.3, 0.4, DayOfWeek.Wednesday)]
    [InlineData(1.3, 0.4, DayOfWeek.Thursday)]
    [InlineData(1.3, -0.4, DayOfWeek.Thursday)]
    [InlineData(1.3, 0.4, DayOfWeek.Sunday)]
    public void Switch_on_enum(double x, double y, DayOfWeek operation) => GradientAssert.Agrees(
        x, y, (x, y) => CladBranches.SwitchOnEnum(x, y, operation), (x, y) => CladBranches.SwitchOnEnumGradient(x, y, operation));

    [Theory]
    [InlineData(1.3, "")]
    [InlineData(1.3, null)]
    public void String_as_condition(double x, string? s) =>
        GradientAssert.Agrees(x, x => CladBranches.StringAsCondition(x, s), x => CladBranches.StringAsConditionGradient(x, s));

    [Fact]
    public void Early_return_at_zero()
    {
        Assert.Equal((1, 0, 0), CladBranches.DeclaredAfterReturnGradient(1.3, 0));
        Assert.Equal((1.3, 1, 0), CladBranches.ReferenceAfterReturnGradient(1.3, 0));
        Assert.Equal((1.3, 1, 0), CladBranches.TupleAfterReturnGradient(1.3, 0));
    }
}
