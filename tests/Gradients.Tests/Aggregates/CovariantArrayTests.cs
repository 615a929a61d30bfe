using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>An array of a derived class in a variable for arrays of its base class.</summary>
public sealed class CovariantArrayTests
{
    [Fact]
    public void Read() => ModelAssert.Agrees(
        Curves.OfDerived, 0.8, (curves, x) => curves.Sum(x), (curves, x, adjoint) => curves.SumGradient(x, adjoint), (curves, x, tangent, dx) => curves.SumJvp(x, tangent, dx));

    [Fact]
    public void Copied() => ModelAssert.Agrees(
        Curves.OfDerived, 0.8, (curves, x) => curves.Copied(x), (curves, x, adjoint) => curves.CopiedGradient(x, adjoint), (curves, x, tangent, dx) => curves.CopiedJvp(x, tangent, dx));

    [Fact]
    public void As_a_parameter_that_is_written()
    {
        Curve[] curves = Curves.OfDerived().All, adjoint = new ShiftedCurve[] { new() { Slope = 0, Shift = 0 }, new() { Slope = 0, Shift = 0 } };
        var last = (ShiftedCurve)adjoint[1];
        (double value, double dx) = CovariantArrays.MovedGradient(curves, 2, adjoint);
        Assert.Equal(((-1.2 * 2) + 0.09) * 2, value, 1e-12);
        Assert.Equal((-1.2 * 4) + 0.09, dx, 1e-12);
        Assert.Equal((4, 2 * 2 * 0.3), (last.Slope, last.Shift));
    }
}
