using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class SwiftInoutAndArraysTests
{
    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Identity_by_reference(double x) =>
        GradientAssert.Agrees(x, x => SwiftInoutAndArrays.IdentityByReference(x), x => SwiftInoutAndArrays.IdentityByReferenceGradient(x));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Product_in_place(double[] x) =>
        GradientAssert.Agrees(x, x => SwiftInoutAndArrays.ProductInPlace(x), (x, dx) => SwiftInoutAndArrays.ProductInPlaceGradient(x, dx));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Multiply_assign(double left, double right) => GradientAssert.Agrees(
        [right],
        [[left]],
        (s, b) =>
        {
            SwiftInoutAndArrays.MultiplyAssign(ref b[0][0], s[0]);
            return 0;
        },
        (s, b, d) =>
        {
            double dright = SwiftInoutAndArrays.MultiplyAssignVjp(ref b[0][0], s[0], ref d[0][0]);
            return (0, [dright]);
        });

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Written_but_inactive(double x, double y) =>
        GradientAssert.Agrees(x, x => SwiftInoutAndArrays.WrittenButInactive(x, y), x => SwiftInoutAndArrays.WrittenButInactiveGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Written_before_a_condition(double first, double second) => GradientAssert.Agrees(
        first, second, (first, second) => SwiftInoutAndArrays.WrittenBeforeACondition(first, second), (first, second) => SwiftInoutAndArrays.WrittenBeforeAConditionGradient(first, second));

    [Theory]
    [InlineData(1.3, 0.4, 0.8)]
    [InlineData(1.3, 0.4, 60.5)]
    [InlineData(-0.7, 0.2, 90.0)]
    public void First_and_last(double first, double second, double factor) => GradientAssert.Agrees(
        first, second, factor, (first, second, factor) => SwiftInoutAndArrays.FirstAndLast(first, second, factor), (first, second, factor) => SwiftInoutAndArrays.FirstAndLastGradient(first, second, factor));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Handed_back(double[] x) => GradientAssert.Agrees(x, x => SwiftInoutAndArrays.HandedBack(x), (x, dx) => SwiftInoutAndArrays.HandedBackGradient(x, dx));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void First_three(double[] x) => GradientAssert.Agrees(x, x => SwiftInoutAndArrays.FirstThree(x), (x, dx) => SwiftInoutAndArrays.FirstThreeGradient(x, dx));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Empty_in_between(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => SwiftInoutAndArrays.EmptyInBetween(x, y), (x, y) => SwiftInoutAndArrays.EmptyInBetweenGradient(x, y));

    [Theory]
    [InlineData(new[] { 0.7, -1.3 }, new[] { 0.4, 1.1 })]
    [InlineData(new[] { 0.7 }, new[] { 0.4, 0.9, 2.0 })]
    [InlineData(new double[0], new[] { 0.7, 1.3, -0.4 })]
    [InlineData(new[] { 0.7, 1.3, -0.4 }, new double[0])]
    public void Concatenated(double[] a, double[] b) => GradientAssert.Agrees(
        a, b, (a, b) => SwiftInoutAndArrays.Concatenated(a, b), (a, b, da, db) => SwiftInoutAndArrays.ConcatenatedGradient(a, b, da, db));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Grown_list(double[] x) => GradientAssert.Agrees(x, x => SwiftInoutAndArrays.GrownList(x), (x, dx) => SwiftInoutAndArrays.GrownListGradient(x, dx));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, 1.3)]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, -0.7)]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, 0.6)]
    public void Appended(double[] x, double element) => GradientAssert.Agrees(
        element, x, (element, x) => SwiftInoutAndArrays.Appended(x, element), (element, x, dx) => SwiftInoutAndArrays.AppendedGradient(x, element, dx));

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.9, 10)]
    public void Repeated(double x, int count) =>
        GradientAssert.Agrees(x, x => SwiftInoutAndArrays.Repeated(x, count), x => SwiftInoutAndArrays.RepeatedGradient(x, count));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 }, 1.3)]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 }, -0.7)]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 }, 0.6)]
    public void Element_by_reference(double[] x, double factor) => GradientAssert.Agrees(
        factor, x, (factor, x) => SwiftInoutAndArrays.ElementByReference(x, factor), (factor, x, dx) => SwiftInoutAndArrays.ElementByReferenceGradient(x, factor, dx));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Variable_twice(double x, double y) => Elements(x, y, SwiftInoutAndArrays.VariableTwice, (x, y, d) => SwiftInoutAndArrays.VariableTwiceVjp(x, y, d));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Literal_of_a_literal(double x, double y) => Elements(x, y, SwiftInoutAndArrays.LiteralOfALiteral, (x, y, d) => SwiftInoutAndArrays.LiteralOfALiteralVjp(x, y, d));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Of_a_tuple(double x, double y) => Elements(x, y, SwiftInoutAndArrays.OfATuple, (x, y, d) => SwiftInoutAndArrays.OfATupleVjp(x, y, d));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Nested(double x, double y) => Elements(x, y, SwiftInoutAndArrays.Nested, (x, y, d) => SwiftInoutAndArrays.NestedVjp(x, y, d));

    [Theory]
    [InlineData(1.3, 0.4, true)]
    [InlineData(-0.7, 2.1, true)]
    [InlineData(-0.7, 2.1, false)]
    public void Chosen_array(double x, double y, bool choice) =>
        Elements(x, y, (x, y) => SwiftInoutAndArrays.ChosenArray(x, y, choice), (x, y, d) => SwiftInoutAndArrays.ChosenArrayVjp(x, y, choice, d));

    // The elements of the result, weighted.
    private static void Elements(double x, double y, Func<double, double, double[]> f, Func<double, double, double[], (double[] Value, double X, double Y)> vjp)
    {
        double[] weights = [0.7, -1.2, 0.4, 2];
        GradientAssert.Agrees(x, y, (x, y) => Weighed(f(x, y)), (x, y) =>
        {
            (double[] value, double dx, double dy) = vjp(x, y, weights[..f(x, y).Length]);
            return (Weighed(value), dx, dy);
        });

        double Weighed(double[] values) => values.Select((v, i) => v * weights[i]).Sum();
    }
}
