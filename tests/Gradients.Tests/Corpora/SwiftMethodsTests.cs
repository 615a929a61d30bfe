using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class SwiftMethodsTests
{
    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Called_from_differentiated(double x) =>
        GradientAssert.Agrees(x, x => SwiftMethods.CalledFromDifferentiated(x), x => SwiftMethods.CalledFromDifferentiatedGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Only_the_argument(double other) =>
        GradientAssert.Agrees(other, other => SwiftMethods.OnlyTheArgument(other), other => SwiftMethods.OnlyTheArgumentGradient(other));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Static_operator(double a, double b) =>
        GradientAssert.Agrees(a, b, (a, b) => SwiftMethods.StaticOperator(a, b), (a, b) => SwiftMethods.StaticOperatorGradient(a, b));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Rule_that_clamps(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => SwiftMethods.RuleThatClamps(x, y), (x, y) => SwiftMethods.RuleThatClampsGradient(x, y));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Only_the_first_active(double x) => GradientAssert.Agrees(x, x => SwiftMethods.OnlyTheFirstActive(x), x => SwiftMethods.OnlyTheFirstActiveGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Only_the_second_active(double y) => GradientAssert.Agrees(y, y => SwiftMethods.OnlyTheSecondActive(y), y => SwiftMethods.OnlyTheSecondActiveGradient(y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Calls_multiply(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => SwiftMethods.CallsMultiply(x, y), (x, y) => SwiftMethods.CallsMultiplyGradient(x, y));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    public void Unused_parameter(double x, double z) =>
        GradientAssert.Agrees(x, z, (x, z) => SwiftMethods.UnusedParameter(x, z), (x, z) => SwiftMethods.UnusedParameterGradient(x, z));

    [Theory]
    [InlineData(1.3, 0.4, 0.8)]
    public void Ignores(double x, double y, double z) =>
        GradientAssert.Agrees(x, z, (x, z) => SwiftMethods.Ignores(x, y, z), (x, z) => SwiftMethods.IgnoresGradient(x, y, z));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Repeated(double x) => GradientAssert.Agrees(x, x => SwiftMethods.Repeated(x), x => SwiftMethods.RepeatedGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Twice(double x) => GradientAssert.Agrees(x, x => SwiftMethods.Twice(x), x => SwiftMethods.TwiceGradient(x));

    [Theory]
    [InlineData(1.3, 0.4, -0.6)]
    [InlineData(-0.7, 2.1, 1.4)]
    [InlineData(0.6, -1.8, 0.9)]
    public void Setter_of_twice_wrapped(double x, double z, double factor) => GradientAssert.Agrees(
        x, z, factor, (x, z, factor) => SwiftMethods.SetterOfTwiceWrapped(x, z, factor), (x, z, factor) => SwiftMethods.SetterOfTwiceWrappedGradient(x, z, factor));

    [Theory]
    [InlineData(1.3, 2.4, 0.7)]
    [InlineData(-0.7, 3.1, 1.2)]
    public void Modified_properties(double x, double z, double factor) => GradientAssert.Agrees(
        x, z, factor, (x, z, factor) => SwiftMethods.ModifiedProperties(x, z, factor), (x, z, factor) => SwiftMethods.ModifiedPropertiesGradient(x, z, factor));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Computed_property(double x) => GradientAssert.Agrees(x, x => SwiftMethods.ComputedProperty(x), x => SwiftMethods.ComputedPropertyGradient(x));

    [Theory]
    [InlineData(0.8, 0.4, true)]
    [InlineData(0.7, -1.1, false)]
    public void Missing_member(double weight, double input, bool has) => GradientAssert.Agrees(
        weight, input, (weight, input) => SwiftMethods.MissingMember(weight, input, has), (weight, input) => SwiftMethods.MissingMemberGradient(weight, input, has));

    [Theory]
    [InlineData(1.3, 0.4, -0.6)]
    [InlineData(-0.7, 2.1, 1.4)]
    [InlineData(0.6, -1.8, 0.9)]
    public void Simple_model(double w1, double w2, double x) =>
        GradientAssert.Agrees(w1, w2, x, (w1, w2, x) => SwiftMethods.SimpleModel(w1, w2, x), (w1, w2, x) => SwiftMethods.SimpleModelGradient(w1, w2, x));

    [Theory]
    [InlineData(0.8, 0.4, 0)]
    [InlineData(0.7, -1.1, 1)]
    [InlineData(0.6, 0.8, 3)]
    public void Loop_in_method(double x, double weight, int n) => GradientAssert.Agrees(
        x, weight, (x, weight) => SwiftMethods.LoopInMethod(x, weight, n), (x, weight) => SwiftMethods.LoopInMethodGradient(x, weight, n));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Squared_through_a_reference(double x) =>
        GradientAssert.Agrees(x, x => SwiftMethods.SquaredThroughAReference(x), x => SwiftMethods.SquaredThroughAReferenceGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Three_uses(double x) => GradientAssert.Agrees(x, x => SwiftMethods.ThreeUses(x), x => SwiftMethods.ThreeUsesGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Without_stopped(double x) => GradientAssert.Agrees(x, x => SwiftMethods.WithoutStopped(x), x => SwiftMethods.WithoutStoppedGradient(x));

    // Beyond its bounds the rule, and not the difference, is what counts.
    [Fact]
    public void A_rule_that_clamps_beyond_its_bounds() => Assert.Equal((1200, 30, 60), SwiftMethods.RuleThatClampsGradient(20, 10));
}
