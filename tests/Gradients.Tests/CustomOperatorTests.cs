using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

public class CustomOperatorTests
{
    [Fact]
    public void Binary_compound_unary_and_increment_operators() =>
        GradientAssert.Agrees(0.8, 1.3, CustomOperators.BinaryAndUnary, (x, y) => CustomOperators.BinaryAndUnaryGradient(x, y));

    [Fact]
    public void Conversions_and_constructors() =>
        GradientAssert.Agrees(0.8, 1.3, CustomOperators.ConversionsAndCreation, (x, y) => CustomOperators.ConversionsAndCreationGradient(x, y));

    [Fact]
    public void Properties_and_indexers() =>
        GradientAssert.Agrees(0.8, 1.3, CustomOperators.Properties, (x, y) => CustomOperators.PropertiesGradient(x, y));

    [Fact]
    public void One_rule_for_several_operators_of_another_assembly() =>
        GradientAssert.Agrees(0.8, 1.3, CustomOperators.OfAnotherAssembly, (x, y) => CustomOperators.OfAnotherAssemblyGradient(x, y));
}
