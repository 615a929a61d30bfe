using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

public class AccessorTests
{
    [Fact]
    public void An_element_is_found_before_the_value_that_its_setter_gets() =>
        GradientAssert.Agrees(1.3, 0.4, Accessors.TargetBeforeValue, (x, y) => Accessors.TargetBeforeValueGradient(x, y));

    [Fact]
    public void An_object_is_found_before_the_value_that_its_setter_gets() =>
        GradientAssert.Agrees(1.3, 0.4, Accessors.ObjectBeforeValue, (x, y) => Accessors.ObjectBeforeValueGradient(x, y));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Compound_assignments(int n) => GradientAssert.Agrees(0.6, 0.4, (x, y) => Accessors.Compound(x, y, n), (x, y) => Accessors.CompoundGradient(x, y, n));

    [Fact]
    public void Increments() => GradientAssert.Agrees(1.3, 0.4, Accessors.Incremented, (x, y) => Accessors.IncrementedGradient(x, y));

    [Fact]
    public void Assignments_as_expressions() => GradientAssert.Agrees(1.3, 0.4, Accessors.AsExpression, (x, y) => Accessors.AsExpressionGradient(x, y));

    [Fact]
    public void Deconstruction() => GradientAssert.Agrees(1.3, 0.4, Accessors.Deconstructed, (x, y) => Accessors.DeconstructedGradient(x, y));

    [Fact]
    public void Indexers() => GradientAssert.Agrees(1.3, 0.4, Accessors.Indexed, (x, y) => Accessors.IndexedGradient(x, y));

    [Fact]
    public void Elements() => GradientAssert.Agrees(1.3, 0.4, Accessors.OfElements, (x, y) => Accessors.OfElementsGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(0.4, 1.3)]
    public void An_output_with_a_field_that_has_no_tangent(double x, double y) => GradientAssert.Agrees(
        x,
        y,
        (x, y) =>
        {
            Accessors.NumberAndCount(x, y, out (double Number, int Count) pair);
            return 1.7 * pair.Number;
        },
        (x, y) =>
        {
            (double dx, double dy) = Accessors.NumberAndCountVjp(x, y, out (double Number, int Count) pair, (1.7, 0));
            return (1.7 * pair.Number, dx, dy);
        });
}
