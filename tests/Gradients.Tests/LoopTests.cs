using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

public class LoopTests
{
    private static readonly double[] s_x = [1.3, -0.7, 2.2, 0.4, -1.6];

    [Fact]
    public void Sum_of_squares()
    {
        GradientAssert.Agrees(s_x, x => Loops.SumOfSquares(x), (x, dx) => Loops.SumOfSquaresGradient(x, dx));
        double[] adjoint = new double[5];
        Loops.SumOfSquaresGradient(s_x, adjoint);
        Assert.Equal([.. s_x.Select(v => 2 * v)], adjoint);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void An_assignment_in_a_condition(int k) => GradientAssert.Agrees(
        [0.7], [s_x], (s, b) => Loops.AssignedInCondition(b[0], s[0], k), (s, b, d) =>
        {
            (double value, double dy) = Loops.AssignedInConditionGradient(b[0], s[0], k, d[0]);
            return (value, [dy]);
        });

    [Fact]
    public void Product() => GradientAssert.Agrees(s_x, x => Loops.ProductOf(x), (x, dx) => Loops.ProductOfGradient(x, dx));

    [Fact]
    public void A_product_with_a_zero()
    {
        double[] adjoint = new double[3];
        Loops.ProductOfGradient([2, 0, 5], adjoint);
        Assert.Equal([0.0, 10, 0], adjoint);
    }

    [Fact]
    public void Log_sum_exp() => GradientAssert.Agrees(s_x, x => Loops.LogSumExp(x), (x, dx) => Loops.LogSumExpGradient(x, dx));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Iterated_function(int n) => GradientAssert.Agrees(0.8, x => Loops.Iterated(x, n), x => Loops.IteratedGradient(x, n));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void While_n_decrement_is_positive(int n) => GradientAssert.Agrees(0.8, x => Loops.Countdown(x, n), x => Loops.CountdownGradient(x, n));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Do_while(int n) => GradientAssert.Agrees(0.8, x => Loops.DoWhile(x, n), x => Loops.DoWhileGradient(x, n));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public void Side_effect_in_a_condition_with_and(int n)
    {
        GradientAssert.Agrees(0.8, x => Loops.SideEffectInCondition(x, n), x => Loops.SideEffectInConditionGradient(x, n));
        GradientAssert.Agrees(0.05, x => Loops.SideEffectInCondition(x, n), x => Loops.SideEffectInConditionGradient(x, n));
    }

    [Fact]
    public void Work_in_the_increment_clause() => GradientAssert.Agrees(0.8, x => Loops.WorkInIncrement(x, 5), x => Loops.WorkInIncrementGradient(x, 5));

    [Fact]
    public void A_double_loop_variable_over_10000_steps()
    {
        GradientAssert.Agrees(0.8, Loops.DoubleLoopVariable, a => Loops.DoubleLoopVariableGradient(a));
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(9.0)]
    [InlineData(1e4)]
    [InlineData(0.3)]
    public void Newtons_iteration_to_convergence(double x)
    {
        GradientAssert.Agrees(x, Loops.NewtonRoot, x => Loops.NewtonRootGradient(x));
        GradientAssert.Equal(0.5 / Math.Sqrt(x), Loops.NewtonRootGradient(x).dx);
    }

    [Fact]
    public void Arrays_read_after_write_across_iterations() =>
        GradientAssert.Agrees(0.8, x => Loops.ArrayReadAfterWrite(x, 7), x => Loops.ArrayReadAfterWriteGradient(x, 7));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void An_in_place_stencil_over_time_steps(int steps) => GradientAssert.Agrees(
        [0.2], [[0.3, 1.2, -0.7, 2.0, 0.4, -0.1]], (s, b) => Loops.InPlaceStencil(b[0], s[0], steps), (s, b, d) =>
        {
            var (value, dr) = Loops.InPlaceStencilGradient(b[0], s[0], steps, d[0]);
            return (value, [dr]);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_swap_in_a_loop(int n) => GradientAssert.Agrees(0.8, 1.7, (x, y) => Loops.SwapInLoop(x, y, n), (x, y) => Loops.SwapInLoopGradient(x, y, n));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    public void Power_by_squaring(int n)
    {
        GradientAssert.Agrees(1.1, x => Loops.PowerBySquaring(x, n), x => Loops.PowerBySquaringGradient(x, n));
        GradientAssert.Equal(n * Math.Pow(1.1, n - 1), Loops.PowerBySquaringGradient(1.1, n).dx);
    }

    [Fact]
    public void Zero_trips()
    {
        double[] adjoint = [];
        Assert.Equal(0, Loops.SumOfSquaresGradient([], adjoint));
        Assert.Equal(1, Loops.ProductOfGradient([], adjoint));
        Assert.Equal((0.7, 1.0), Loops.IteratedGradient(0.7, 0));
        Assert.Equal((0.7, 1.0), Loops.IteratedGradient(0.7, -3));
        Assert.Equal((0.0, 0.0), Loops.GeometricGradient(0.7, 0));
    }

    [Fact]
    public void Nested_loops() => GradientAssert.Agrees(s_x, x => Loops.NestedLoops(x), (x, dx) => Loops.NestedLoopsGradient(x, dx));

    [Fact]
    public void Three_nested_loops() => GradientAssert.Agrees(0.8, x => Loops.TripleLoop(x, 5), x => Loops.TripleLoopGradient(x, 5));

    [Fact]
    public void Downwards() => GradientAssert.Agrees(s_x, x => Loops.Downwards(x), (x, dx) => Loops.DownwardsGradient(x, dx));

    [Fact]
    public void With_a_stride() => GradientAssert.Agrees(s_x, x => Loops.Strided(x), (x, dx) => Loops.StridedGradient(x, dx));

    [Fact]
    public void With_a_geometric_counter() => GradientAssert.Agrees(1.2, x => Loops.Geometric(x, 20), x => Loops.GeometricGradient(x, 20));

    [Fact]
    public void Two_counters() => GradientAssert.Agrees(s_x, x => Loops.TwoCounters(x), (x, dx) => Loops.TwoCountersGradient(x, dx));

    [Fact]
    public void A_bound_that_changes() => GradientAssert.Agrees(1.2, x => Loops.ChangingBound(x, 9), x => Loops.ChangingBoundGradient(x, 9));

    [Theory]
    [InlineData(1.2)]
    [InlineData(3.0)]
    [InlineData(200.0)]
    public void While_an_active_value_is_small(double x) => GradientAssert.Agrees(x, Loops.WhileActive, x => Loops.WhileActiveGradient(x));

    [Fact]
    public void Branches_in_a_loop() => GradientAssert.Agrees(s_x, x => Loops.BranchInLoop(x), (x, dx) => Loops.BranchInLoopGradient(x, dx));

    [Fact]
    public void Locals_of_the_body() => GradientAssert.Agrees(1.2, x => Loops.LocalInBody(x, 6), x => Loops.LocalInBodyGradient(x, 6));

    [Fact]
    public void A_recurrence_of_two_terms() => GradientAssert.Agrees(1.2, x => Loops.Fibonacci(x, 8), x => Loops.FibonacciGradient(x, 8));

    [Fact]
    public void Runge_Kutta() => GradientAssert.Agrees(1.2, 0.4, (k, y) => Loops.RungeKutta(k, y, 20), (k, y) => Loops.RungeKuttaGradient(k, y, 20));

    [Fact]
    public void The_last_value() => GradientAssert.Agrees(s_x, x => Loops.LastValue(x), (x, dx) => Loops.LastValueGradient(x, dx));

    [Fact]
    public void One_loop_after_another() => GradientAssert.Agrees(1.2, x => Loops.SequentialLoops(x, 4), x => Loops.SequentialLoopsGradient(x, 4));

    [Fact]
    public void Counters_of_other_types() => GradientAssert.Agrees(1.2, Loops.LongAndByteCounters, x => Loops.LongAndByteCountersGradient(x));
}
