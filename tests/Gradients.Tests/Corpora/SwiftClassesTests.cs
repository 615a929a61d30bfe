using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class SwiftClassesTests
{
    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Convenience_initialiser(double x, double factor) => GradientAssert.Agrees(
        x, factor, (x, factor) => SwiftClasses.ConvenienceInitialiser(x, factor), (x, factor) => SwiftClasses.ConvenienceInitialiserGradient(x, factor));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Member_without_derivative(double x) =>
        GradientAssert.Agrees(x, x => SwiftClasses.MemberWithoutDerivative(x), x => SwiftClasses.MemberWithoutDerivativeGradient(x));

    [Theory]
    [InlineData(1.3, 0.4, true)]
    [InlineData(0.7, -1.1, false)]
    public void Object_in_a_branch(double a, double b, bool flag) =>
        GradientAssert.Agrees(a, b, (a, b) => SwiftClasses.ObjectInABranch(a, b, flag), (a, b) => SwiftClasses.ObjectInABranchGradient(a, b, flag));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Changed_by_a_method(double x) => GradientAssert.Agrees(x, x => SwiftClasses.ChangedByAMethod(x), x => SwiftClasses.ChangedByAMethodGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Overridden_method(double x) => GradientAssert.Agrees(x, x => SwiftClasses.OverriddenMethod(x), x => SwiftClasses.OverriddenMethodGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Coefficient_changes_later(double x) =>
        GradientAssert.Agrees(x, x => SwiftClasses.CoefficientChangesLater(x), x => SwiftClasses.CoefficientChangesLaterGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Overridden_property(double x) => GradientAssert.Agrees(x, x => SwiftClasses.OverriddenProperty(x), x => SwiftClasses.OverriddenPropertyGradient(x));

    [Theory]
    [InlineData(0.8, 0)]
    [InlineData(0.7, 1)]
    [InlineData(0.6, 3)]
    public void Object_within_an_object(double x, int n) =>
        GradientAssert.Agrees(x, x => SwiftClasses.ObjectWithinAnObject(x, n), x => SwiftClasses.ObjectWithinAnObjectGradient(x, n));

    [Theory]
    [InlineData(1.3, 0.8, 0)]
    [InlineData(0.7, 1.6, 3)]
    [InlineData(0.6, -0.8, 4)]
    public void Objects_exchanged(double x, double y, int n) =>
        GradientAssert.Agrees(x, y, (x, y) => SwiftClasses.ObjectsExchanged(x, y, n), (x, y) => SwiftClasses.ObjectsExchangedGradient(x, y, n));

    [Theory]
    [InlineData(1.3, true)]
    [InlineData(-0.7, false)]
    public void Missing_object(double x, bool has) => GradientAssert.Agrees(x, x => SwiftClasses.MissingObject(x, has), x => SwiftClasses.MissingObjectGradient(x, has));

    // 4 x^3, where the other system's derivative was 1.
    [Fact]
    public void An_object_that_its_methods_change() => Assert.Equal((10_000, 4000), SwiftClasses.ChangedByAMethodGradient(10));
}
