using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Generics;

public class GenericMethodTests
{
    private static readonly double[] s_w = [0.4, -1, 1.3, 0.9];

    [Fact]
    public void Loops_constants_and_functions() => GradientAssert.Agrees(
        0.7, s_w, (x, w) => GenericMethods.Loop<double>(x, w), (x, w, dw) => GenericMethods.LoopGradient<double>(x, w, dw));

    [Fact]
    public void Local_arrays_and_conversions() => GradientAssert.Agrees(
        [],
        [s_w],
        (_, b) => GenericMethods.LocalArrays(b[0], 4),
        (_, b, d) => (GenericMethods.LocalArraysGradient(b[0], 4, d[0]), []));

    [Fact]
    public void Recursion() => GradientAssert.Agrees(0.7, x => GenericMethods.Power(x, 5), x => GenericMethods.PowerGradient(x, 5));

    [Fact]
    public void A_strategy_without_derivative() => GradientAssert.Agrees(
        0.7, x => GenericMethods.WithStrategy(x, default(DoubleStep), 3), x => GenericMethods.WithStrategyGradient(x, default(DoubleStep), 3));

    [Fact]
    public void A_generic_type() => GradientAssert.Agrees(0.7, Statics<double>.Square, x => Statics<double>.SquareGradient(x));

    [Fact]
    public void Calls_with_type_arguments() => GradientAssert.Agrees(0.7, 1.1, GenericMethods.Calls, (x, y) => GenericMethods.CallsGradient(x, y));

    [Fact]
    public void Forward_mode_agrees_with_reverse_mode()
    {
        (double value, double dx, double dy) = GenericMethods.CallsGradient(0.7, 1.1);
        (double forward, double tangent) = GenericMethods.CallsJvp(0.7, 1.1, 0.3, -0.4);
        Assert.Equal(value, forward);
        GradientAssert.Equal((0.3 * dx) - (0.4 * dy), tangent);
    }

    [Fact]
    public void Single_precision()
    {
        float[] w = [0.4f, -1, 1.3f, 0.9f], dw = new float[4];
        double[] expected = new double[4];
        (float value, float dx) = GenericMethods.LoopGradient(0.7f, w, dw);
        (_, double dxOfDouble) = GenericMethods.LoopGradient<double>(0.7, s_w, expected);
        Assert.Equal(GenericMethods.Loop<float>(0.7f, w), value);
        Assert.Equal(dxOfDouble, dx, 1e-4);
        Assert.All(expected.Zip(dw), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
