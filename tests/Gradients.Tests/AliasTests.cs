using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

public class AliasTests
{
    private static readonly double[] s_x = [1.3, -0.7, 0.9, 1.6];
    private static readonly double[] s_y = [0.6, 1.1, -1.4, 0.8];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Arrays_swapped_in_a_loop(int steps) => GradientAssert.Agrees(s_x, x => Aliases.SwapInLoop(x, steps), (x, dx) => Aliases.SwapInLoopGradient(x, steps, dx));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Spans_swapped_in_a_loop(int steps) =>
        GradientAssert.Agrees(s_x, s_y, (a, b) => Aliases.SwapOfSpans(a, b, steps), (a, b, da, db) => Aliases.SwapOfSpansGradient(a, b, steps, da, db));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Three_arrays_that_rotate(int steps) => GradientAssert.Agrees(
        s_x, s_y, [0.4, 1.2], (a, b, c) => Aliases.ThreeWayRotation(a, b, c, steps), (a, b, c, da, db, dc) => Aliases.ThreeWayRotationGradient(a, b, c, steps, da, db, dc));

    [Fact]
    public void A_swap_under_a_condition()
    {
        GradientAssert.Agrees(s_x, s_y, Aliases.ConditionalSwap, (a, b, da, db) => Aliases.ConditionalSwapGradient(a, b, da, db));
        GradientAssert.Agrees(s_y, s_x, Aliases.ConditionalSwap, (a, b, da, db) => Aliases.ConditionalSwapGradient(a, b, da, db));
    }

    [Fact]
    public void Two_locals_on_one_array()
    {
        GradientAssert.Agrees(s_x, Aliases.TwoLocalsOnOneArray, (x, dx) => Aliases.TwoLocalsOnOneArrayGradient(x, dx));
        GradientAssert.Agrees(1.3, Aliases.LocalsOnOneLocalArray, x => Aliases.LocalsOnOneLocalArrayGradient(x));
    }

    [Fact]
    public void Rows_exchanged_leave_the_adjoints_where_the_caller_has_them()
    {
        double[][] rows = [[1.5, 2], [3, 4], [5, 6]], adjoints = [[0, 0], [0, 0], [0, 0]];
        double[] first = rows[0], second = rows[1], dfirst = adjoints[0], dsecond = adjoints[1];
        double value = Aliases.RowsOfJaggedExchangedGradient(rows, adjoints);
        Assert.Equal((3 * 2) + (1.5 * 5), value);
        Assert.Same(first, rows[1]);
        Assert.Same(second, rows[0]);

        // rows[0] is the second array now: value = second[0] first[1] + first[0] third[0].
        Assert.Equal([5.0, 3], dfirst);
        Assert.Equal([2.0, 0], dsecond);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_row_that_is_another_name_of_a_row(int n) => GradientAssert.Agrees(s_x, x => Aliases.RowAliasedByRow(x, n), (x, dx) => Aliases.RowAliasedByRowGradient(x, n, dx));

    [Fact]
    public void Rows_that_are_all_one() => GradientAssert.Agrees(1.2, Aliases.AllRowsAreOne, x => Aliases.AllRowsAreOneGradient(x));

    [Fact]
    public void Spans_that_shrink()
    {
        GradientAssert.Agrees(s_x, x => Aliases.ShrinkingSpan(x), (x, dx) => Aliases.ShrinkingSpanGradient(x, dx));
        GradientAssert.AgreesInPlace([1.3, -0.7, 0.9, 1.6, 0.5], x => Aliases.ShrinkingInPlace(x), (x, dx) => Aliases.ShrinkingInPlaceVjp(x, dx));
        GradientAssert.Agrees([1.3, -0.7, 0.9, 1.6, 0.5, 0.3, -1, 2], x => Aliases.HalvingSpan(x), (x, dx) => Aliases.HalvingSpanGradient(x, dx));
    }

    [Fact]
    public void Slices_that_overlap()
    {
        GradientAssert.Agrees(s_x, x => Aliases.OverlappingSlicesRead(x), (x, dx) => Aliases.OverlappingSlicesReadGradient(x, dx));
        GradientAssert.AgreesInPlace(s_x, x => Aliases.OverlappingSlicesWritten(x), (x, dx) => Aliases.OverlappingSlicesWrittenVjp(x, dx));
        GradientAssert.AgreesInPlace([1.3, -0.7, 0.9, 1.6, 0.5], x => Aliases.CopyOntoItself(x, 2), (x, dx) => Aliases.CopyOntoItselfVjp(x, 2, dx));
    }

    [Fact]
    public void Stack_memory_in_a_loop()
    {
        GradientAssert.Agrees(s_x, x => Aliases.StackAllocInLoop(x), (x, dx) => Aliases.StackAllocInLoopGradient(x, dx));
        GradientAssert.Agrees(s_x, x => Aliases.StackAllocKept(x), (x, dx) => Aliases.StackAllocKeptGradient(x, dx));
    }

    [Fact]
    public void Arrays_of_every_iteration_kept() => GradientAssert.Agrees(0.8, x => Aliases.ArraysKeptFromLoop(x, 4), x => Aliases.ArraysKeptFromLoopGradient(x, 4));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_array_that_a_condition_chooses(bool first) =>
        GradientAssert.Agrees(s_x, s_y, (a, b) => Aliases.ChosenArray(a, b, first), (a, b, da, db) => Aliases.ChosenArrayGradient(a, b, first, da, db));

    [Fact]
    public void An_array_and_spans_over_it() => GradientAssert.Agrees(s_x, Aliases.ArrayAndItsSpan, (x, dx) => Aliases.ArrayAndItsSpanGradient(x, dx));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_reference_to_an_element(int i) => GradientAssert.Agrees(s_x, x => Aliases.RefOnElement(x, i), (x, dx) => Aliases.RefOnElementGradient(x, i, dx));

    [Fact]
    public void One_memory_for_two_parameters_that_are_read()
    {
        GradientAssert.Agrees(s_x, x => Aliases.DotWithItself(x), (x, dx) => Aliases.DotWithItselfGradient(x, dx));

        // By the caller, too: one adjoint for both gets the sum.
        GradientAssert.Agrees(s_x, x => Aliases.Dot(x, x), (x, dx) => Aliases.DotGradient(x, x, dx, dx));
        GradientAssert.Agrees(
            s_x, x => Aliases.Dot(x.AsSpan(1), x.AsSpan(0, 3)), (x, dx) => Aliases.DotGradient(x.AsSpan(1), x.AsSpan(0, 3), dx.AsSpan(1), dx.AsSpan(0, 3)));
    }

    [Fact]
    public void One_array_passed_twice_to_a_callee() => GradientAssert.Agrees(s_x, Aliases.PassedTwice, (x, dx) => Aliases.PassedTwiceGradient(x, dx));

    [Fact]
    public void One_list_by_two_names() => GradientAssert.Agrees(s_x, x => Aliases.ListSharedByTwoNames(x), (x, dx) => Aliases.ListSharedByTwoNamesGradient(x, dx));
}
