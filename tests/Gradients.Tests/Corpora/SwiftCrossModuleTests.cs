using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class SwiftCrossModuleTests
{
    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Default_argument(double x) => GradientAssert.Agrees(x, x => SwiftCrossModule.DefaultArgument(x), x => SwiftCrossModule.DefaultArgumentGradient(x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Registered_elsewhere(double x) =>
        GradientAssert.Agrees(x, x => SwiftCrossModule.RegisteredElsewhere(x), x => SwiftCrossModule.RegisteredElsewhereGradient(x));

    [Theory]
    [InlineData(1.3, 0.4, -0.6)]
    [InlineData(-0.7, 2.1, 1.4)]
    [InlineData(0.6, -1.8, 0.9)]
    public void Subsets_by_reference(double x, double y, double angle) => GradientAssert.Agrees(
        x, y, angle, (x, y, angle) => SwiftCrossModule.SubsetsByReference(x, y, angle), (x, y, angle) => SwiftCrossModule.SubsetsByReferenceGradient(x, y, angle));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void One_of_two(double x) => GradientAssert.Agrees(x, x => SwiftCrossModule.OneOfTwo(x), x => SwiftCrossModule.OneOfTwoGradient(x));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4 }, 0.6)]
    [InlineData(new[] { 1.2 }, -0.8)]
    [InlineData(new double[0], 0.8)]
    public void Repeated_in_place(double[] x, double s) =>
        GradientAssert.Agrees(s, x, (s, x) => SwiftCrossModule.RepeatedInPlace(x, s), (s, x, dx) => SwiftCrossModule.RepeatedInPlaceGradient(x, s, dx));

    [Theory]
    [InlineData(0.8, 0)]
    [InlineData(0.7, 1)]
    [InlineData(1.2, 4)]
    public void Recursion_elsewhere(double x, int n) =>
        GradientAssert.Agrees(x, x => SwiftCrossModule.RecursionElsewhere(x, n), x => SwiftCrossModule.RecursionElsewhereGradient(x, n));

    [Theory]
    [InlineData(0.8, 0.4, 0)]
    [InlineData(0.7, -1.1, 1)]
    [InlineData(1.2, 0.8, 4)]
    public void Arrays_and_tuples_back(double x, double y, int n) =>
        GradientAssert.Agrees(x, y, (x, y) => SwiftCrossModule.ArraysAndTuplesBack(x, y, n), (x, y) => SwiftCrossModule.ArraysAndTuplesBackGradient(x, y, n));
}
