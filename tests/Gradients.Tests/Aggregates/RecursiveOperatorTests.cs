using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

public sealed class RecursiveOperatorTests
{
    [Fact]
    public void Powers()
    {
        GradientAssert.Agrees(1.3, 0.7, RecursiveOperators.Powers, (x, y) => RecursiveOperators.PowersGradient(x, y));
        (double value, double tangent) = RecursiveOperators.PowersJvp(1.3, 0.7, 0.5, -2);
        Assert.Equal(1.3 * 1.3 * 1.3 * 0.49, value, 1e-14);
        Assert.Equal((3 * 1.3 * 1.3 * 0.49 * 0.5) + (1.3 * 1.3 * 1.3 * 1.4 * -2), tangent, 1e-13);
    }

    [Fact]
    public void Compound_assignments_and_increments()
    {
        GradientAssert.Agrees(1.3, 0.7, RecursiveOperators.Assigned, (x, y) => RecursiveOperators.AssignedGradient(x, y));
        (_, double dx, double dy) = RecursiveOperators.AssignedGradient(1.3, 0.7);
        Assert.Equal((0.5 * dx) - (2 * dy), RecursiveOperators.AssignedJvp(1.3, 0.7, 0.5, -2).dresult, 1e-13);
    }

    [Fact]
    public void Conversions() => GradientAssert.Agrees(1.3, 0.7, RecursiveOperators.Converted, (x, y) => RecursiveOperators.ConvertedGradient(x, y));
}
