using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Marks on either part of a partial method: the body names the parameters of the implementation.</summary>
public static partial class PartialMethods
{
    [Differentiable]
    public static partial double MarkedDefinition(double x, double y);

    public static partial double MarkedImplementation(double x);

    public static partial double MarkedDefinition(double x, double y)
    {
        double Scaled(double by) => x * by;
        ref double chosen = ref x > y ? ref x : ref y;
        chosen *= 2;
        return Scaled(y) + (x * x);
    }

    [Differentiable]
    public static partial double MarkedImplementation(double x) => MarkedDefinition(x, 2) * x;
}

public class PartialMethodTests
{
    [Theory]
    [InlineData(0.7, 0.4)]
    [InlineData(0.4, 0.7)]
    public void The_mark_on_the_definition(double x, double y) =>
        GradientAssert.Agrees(x, y, PartialMethods.MarkedDefinition, (a, b) => PartialMethods.MarkedDefinitionGradient(a, b));

    [Fact]
    public void The_mark_on_the_implementation() =>
        GradientAssert.Agrees(0.7, PartialMethods.MarkedImplementation, x => PartialMethods.MarkedImplementationGradient(x));
}
