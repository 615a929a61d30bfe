using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class CladCallsTests
{
    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    public void Constant_factor(double i) => GradientAssert.Agrees(i, i => CladCalls.ConstantFactor(i), i => CladCalls.ConstantFactorGradient(i));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Modified_twice(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladCalls.ModifiedTwice(i, j), (i, j) => CladCalls.ModifiedTwiceGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Modify(double i, double j) => GradientAssert.Agrees(
        [],
        [[i], [j]],
        (_, b) => CladCalls.Modify(ref b[0][0], ref b[1][0]),
        (_, b, d) => (CladCalls.ModifyGradient(ref b[0][0], ref b[1][0], ref d[0][0], ref d[1][0]), []));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Updated_twice(double i, double j) => GradientAssert.Agrees(i, j, (i, j) => CladCalls.UpdatedTwice(i, j), (i, j) => CladCalls.UpdatedTwiceGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Update(double i, double j) => GradientAssert.Agrees(
        [],
        [[i], [j]],
        (_, b) =>
        {
            CladCalls.Update(ref b[0][0], ref b[1][0]);
            return 0;
        },
        (_, b, d) =>
        {
            CladCalls.UpdateVjp(ref b[0][0], ref b[1][0], ref d[0][0], ref d[1][0]);
            return (0, []);
        });

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Sums_and_changes(double[] values) =>
        GradientAssert.Agrees(values, values => CladCalls.SumsAndChanges(values), (values, dvalues) => CladCalls.SumsAndChangesGradient(values, dvalues));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Sum_then_scale_first(double[] values) => GradientAssert.Agrees(
        values, values => CladCalls.SumThenScaleFirst(values), (values, dvalues) => CladCalls.SumThenScaleFirstGradient(values, dvalues));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Only_the_side_effect(double[] values) => GradientAssert.Agrees(
        values, values => CladCalls.OnlyTheSideEffect(values), (values, dvalues) => CladCalls.OnlyTheSideEffectGradient(values, dvalues));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Default_arguments(double i) => GradientAssert.Agrees(i, i => CladCalls.DefaultArguments(i), i => CladCalls.DefaultArgumentsGradient(i));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void References_handed_back(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => CladCalls.ReferencesHandedBack(i, j), (i, j) => CladCalls.ReferencesHandedBackGradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4, 4)]
    [InlineData(-0.7, 2.1, 1)]
    [InlineData(0.6, -1.8, 0)]
    [InlineData(2.2, 1.6, 6)]
    public void Reference_handed_back_in_a_loop(double x, double y, int n) =>
        GradientAssert.Agrees(x, y, (x, y) => CladCalls.ReferenceHandedBackInALoop(x, y, n), (x, y) => CladCalls.ReferenceHandedBackInALoopGradient(x, y, n));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(0.3, 2.1)]
    public void Text_decides(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => CladCalls.TextDecides(x, y), (x, y) => CladCalls.TextDecidesGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(0.4, 1.3)]
    [InlineData(-0.7, 0.9)]
    public void Own_maximum(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => CladCalls.OwnMaximum(x, y), (x, y) => CladCalls.OwnMaximumGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(0.3, 2.1)]
    [InlineData(2.6, -1.8)]
    [InlineData(-1.1, 0.7)]
    [InlineData(11.2, 0.3)]
    public void Maximum_minimum_clamp(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladCalls.MaximumMinimumClamp(x, y), (x, y) => CladCalls.MaximumMinimumClampGradient(x, y));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    public void Part_of_a_copy(double[] x, double[] w) =>
        GradientAssert.Agrees(x, w, (x, w) => CladCalls.PartOfACopy(x, w), (x, w, dx, dw) => CladCalls.PartOfACopyGradient(x, w, dx, dw));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Nothing_happens(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladCalls.NothingHappens(x, y), (x, y) => CladCalls.NothingHappensGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Assignment_in_an_argument(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladCalls.AssignmentInAnArgument(x, y), (x, y) => CladCalls.AssignmentInAnArgumentGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(3.9, 0.2)]
    [InlineData(-0.7, 0.4)]
    public void Descends(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => CladCalls.Descends(x, y), (x, y) => CladCalls.DescendsGradient(x, y));

    [Theory]
    [InlineData(1.3, new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(-0.7, new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(0.6, new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Overwrites_its_argument(double x, double[] y) =>
        GradientAssert.Agrees(x, y, (x, y) => CladCalls.OverwritesItsArgument(x, y), (x, y, dy) => CladCalls.OverwritesItsArgumentGradient(x, y, dy));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    public void Shifted_window(double[] x, double[] w) =>
        GradientAssert.Agrees(x, w, (x, w) => CladCalls.ShiftedWindow(x, w), (x, w, dx, dw) => CladCalls.ShiftedWindowGradient(x, w, dx, dw));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Unused_result(double x) => GradientAssert.Agrees(x, x => CladCalls.UnusedResult(x), x => CladCalls.UnusedResultGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Double_in_place(double x) => GradientAssert.Agrees(
        [],
        [[x]],
        (_, b) => CladCalls.DoubleInPlace(ref b[0][0]),
        (_, b, d) => (CladCalls.DoubleInPlaceGradient(ref b[0][0], ref d[0][0]), []));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Product_then_scaled(double u, double v) =>
        GradientAssert.Agrees(u, v, (u, v) => CladCalls.ProductThenScaled(u, v), (u, v) => CladCalls.ProductThenScaledGradient(u, v));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, 1.3)]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, -0.7)]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, 0.6)]
    public void Scale(double[] x, double y) => GradientAssert.Agrees(
        [y],
        [x],
        (s, b) =>
        {
            CladCalls.Scale(b[0], s[0]);
            return 0;
        },
        (s, b, d) =>
        {
            double dy = CladCalls.ScaleVjp(b[0], s[0], d[0]);
            return (0, [dy]);
        });

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Reference_into_scaled(double u, double v) =>
        GradientAssert.Agrees(u, v, (u, v) => CladCalls.ReferenceIntoScaled(u, v), (u, v) => CladCalls.ReferenceIntoScaledGradient(u, v));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Squared_in_place(double[] x) => GradientAssert.Agrees(x, x => CladCalls.SquaredInPlace(x), (x, dx) => CladCalls.SquaredInPlaceGradient(x, dx));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Square_first(double[] x) => GradientAssert.Agrees(
        [],
        [x],
        (_, b) =>
        {
            CladCalls.SquareFirst(b[0]);
            return 0;
        },
        (_, b, d) =>
        {
            CladCalls.SquareFirstVjp(b[0], d[0]);
            return (0, []);
        });

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    public void Constants_aside(double[] x, double[] constants) =>
        GradientAssert.Agrees(x, x => CladCalls.ConstantsAside(x, constants), (x, dx) => CladCalls.ConstantsAsideGradient(x, constants, dx));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, true)]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, false)]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, true)]
    public void Output_under_a_flag(double[] variables, bool flag) => GradientAssert.Agrees(
        variables, variables => CladCalls.OutputUnderAFlag(variables, flag), (variables, dvariables) => CladCalls.OutputUnderAFlagGradient(variables, flag, dvariables));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Arrays_for_the_call(double p) => GradientAssert.Agrees(p, p => CladCalls.ArraysForTheCall(p), p => CladCalls.ArraysForTheCallGradient(p));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Through_an_output(double[] p) => GradientAssert.Agrees(p, p => CladCalls.ThroughAnOutput(p), (p, dp) => CladCalls.ThroughAnOutputGradient(p, dp));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(0.4, 1.3)]
    public void Both_extremes(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => CladCalls.BothExtremes(x, y), (x, y) => CladCalls.BothExtremesGradient(x, y));
}
