using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class SwiftControlFlowTests
{
    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(-7.5)]
    public void Assigned_several_times(double x) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.AssignedSeveralTimes(x), x => SwiftControlFlow.AssignedSeveralTimesGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(2.6)]
    public void Left_by_a_jump(double x) => GradientAssert.Agrees(x, x => SwiftControlFlow.LeftByAJump(x), x => SwiftControlFlow.LeftByAJumpGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    public void Same_twice(double x) => GradientAssert.Agrees(x, x => SwiftControlFlow.SameTwice(x), x => SwiftControlFlow.SameTwiceGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    public void Tuples_cross(double x) => GradientAssert.Agrees(x, x => SwiftControlFlow.TuplesCross(x), x => SwiftControlFlow.TuplesCrossGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    public void Nested_tuple(double x) => GradientAssert.Agrees(x, x => SwiftControlFlow.NestedTuple(x), x => SwiftControlFlow.NestedTupleGradient(x));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(-1.6, -0.8)]
    [InlineData(-0.6, -0.8)]
    public void Guard(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => SwiftControlFlow.Guard(x, y), (x, y) => SwiftControlFlow.GuardGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    public void Guard_that_throws(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => SwiftControlFlow.GuardThatThrows(x, y), (x, y) => SwiftControlFlow.GuardThatThrowsGradient(x, y));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    public void Empty_branch(double x) => GradientAssert.Agrees(x, x => SwiftControlFlow.EmptyBranch(x), x => SwiftControlFlow.EmptyBranchGradient(x));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(1.6, 2.8)]
    [InlineData(0.7, 2.4)]
    [InlineData(1.3, 1.4)]
    public void Three_levels(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => SwiftControlFlow.ThreeLevels(x, y), (x, y) => SwiftControlFlow.ThreeLevelsGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4, 1)]
    [InlineData(1.3, 0.4, 0)]
    public void One_parameter_of_two(double x, double y, int one) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.OneParameterOfTwo(x, y, one), x => SwiftControlFlow.OneParameterOfTwoGradient(x, y, one));

    [Theory]
    [InlineData(0.6)]
    [InlineData(2.7)]
    [InlineData(4.3)]
    public void Factorial(double x) => GradientAssert.Agrees(x, x => SwiftControlFlow.Factorial(x), x => SwiftControlFlow.FactorialGradient(x));

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.9, 5)]
    public void Recursive_product(double x, int count) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.RecursiveProduct(x, count), x => SwiftControlFlow.RecursiveProductGradient(x, count));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Constant_start(double x, int n) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.ConstantStart(x, n), x => SwiftControlFlow.ConstantStartGradient(x, n));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Do_within_do(double x, int n) => GradientAssert.Agrees(x, x => SwiftControlFlow.DoWithinDo(x, n), x => SwiftControlFlow.DoWithinDoGradient(x, n));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void While_within_do(double x, int n) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.WhileWithinDo(x, n), x => SwiftControlFlow.WhileWithinDoGradient(x, n));

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.9, 2)]
    [InlineData(1.1, 9)]
    public void Iterations_differ(double x, int last) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.IterationsDiffer(x, last), x => SwiftControlFlow.IterationsDifferGradient(x, last));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Even_skipped(double x, int n) => GradientAssert.Agrees(x, x => SwiftControlFlow.EvenSkipped(x, n), x => SwiftControlFlow.EvenSkippedGradient(x, n));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Copy_taken_over(double x, int n) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.CopyTakenOver(x, n), x => SwiftControlFlow.CopyTakenOverGradient(x, n));

    [Theory]
    [InlineData(2.0, 1)]
    [InlineData(2.05, 2)]
    [InlineData(1.55, 3)]
    [InlineData(1.3, 6)]
    public void Leaves_both_loops(double x, int count) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.LeavesBothLoops(x, count), x => SwiftControlFlow.LeavesBothLoopsGradient(x, count));

    [Theory]
    [InlineData(1.3, 4)]
    [InlineData(-0.7, 1)]
    [InlineData(0.6, 0)]
    [InlineData(2.2, 6)]
    public void Calls_that_could_throw(double x, int n) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.CallsThatCouldThrow(x, n), x => SwiftControlFlow.CallsThatCouldThrowGradient(x, n));

    [Theory]
    [InlineData(1.3, true, true)]
    [InlineData(0.7, false, true)]
    [InlineData(1.7, false, true)]
    [InlineData(0.7, true, false)]
    public void Short_circuits(double x, bool a, bool b) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.ShortCircuits(x, a, b), x => SwiftControlFlow.ShortCircuitsGradient(x, a, b));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, 2)]
    [InlineData(new[] { 1.2 }, 0)]
    [InlineData(new[] { 0.6, 0.8 }, 4)]
    public void Loop_in_a_recursion(double[] x, int depth) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.LoopInARecursion(x, depth), (x, dx) => SwiftControlFlow.LoopInARecursionGradient(x, depth, dx));

    [Theory]
    [InlineData(0, 1.3)]
    [InlineData(1, -0.7)]
    [InlineData(2, 0.9)]
    public void Payload_of_a_case(int kind, double x) => GradientAssert.Agrees(x, x => SwiftControlFlow.PayloadOfACase(kind, x), x => SwiftControlFlow.PayloadOfACaseGradient(kind, x));

    [Theory]
    [InlineData(1.3, DayOfWeek.Sunday)]
    [InlineData(1.3, DayOfWeek.Saturday)]
    [InlineData(1.3, DayOfWeek.Friday)]
    [InlineData(-0.7, DayOfWeek.Saturday)]
    [InlineData(-0.7, DayOfWeek.Monday)]
    public void Case_looked_at_twice(double x, DayOfWeek day) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.CaseLookedAtTwice(x, day), x => SwiftControlFlow.CaseLookedAtTwiceGradient(x, day));

    [Theory]
    [InlineData(10.0, 2.0)]
    [InlineData(null, 2.0)]
    public void Missing_constant(double? factor, double x) =>
        GradientAssert.Agrees(x, x => SwiftControlFlow.MissingConstant(factor, x), x => SwiftControlFlow.MissingConstantGradient(factor, x));

    [Fact]
    public void A_guard_that_throws_throws_from_the_gradient_too() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SwiftControlFlow.GuardThatThrowsGradient(-3, -2));

    [Fact]
    public void A_negative_count_throws_from_the_gradient_too() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SwiftControlFlow.CallsThatCouldThrowGradient(2, -1));
}
