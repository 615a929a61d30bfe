using AutoDiff.Gradients.Library;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Marked methods of another project, in split form.</summary>
public static partial class CrossAssembly
{
    [Differentiable]
    public static double Composed(double x, double y) => LibraryKernels.Wave(x * y, 2) * LibraryKernels.Wave(y, x);

    [Differentiable]
    public static double InLoop(double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            if (x > 1.1)
            {
                x = LibraryKernels.Wave(x, 0.3 * i);
                continue;
            }

            x += LibraryKernels.Power(x, i);
        }

        return x;
    }

    [Differentiable]
    public static double Overloads(double x, double y) => LibraryKernels.Blend(x) * LibraryKernels.Blend(y, x) * LibraryKernels.Blend(y, 3);

    [Differentiable]
    public static double WhileLoop(double x)
    {
        int n = 0;
        while (x < 20 && n++ < 9)
        {
            x = LibraryKernels.Wave(x, 0.2) + (2 * x);
        }

        return x;
    }

    [Differentiable]
    public static double Slices(Span<double> x, double s) =>
        LibraryKernels.ScaleInPlace(x[..2], s) * LibraryKernels.SumOfSquares(x) * LibraryKernels.ScaleInPlace(x[1..], s + 1);

    [Differentiable]
    public static double InactiveArguments(double x, [NoGradient] double[] fixedValues, [NoGradient] List<double> weights)
    {
        var own = new double[fixedValues.Length];
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = x * i;
        }

        return LibraryKernels.Weighted(own, weights) + LibraryKernels.Weighted(fixedValues, weights) + (x * LibraryKernels.SumOfSquares(fixedValues)) + LibraryKernels.Wave(x, fixedValues[0]);
    }

    [Differentiable]
    public static double Lists(double[] x, List<double> w) => LibraryKernels.Weighted(x, w) * LibraryKernels.Weighted(x, w);

    [Differentiable]
    public static double Arrays(double x)
    {
        double[] powers = LibraryKernels.Powers(x, 5);
        powers[1] *= powers[4];
        return LibraryKernels.SumOfSquares(powers) + powers[2];
    }

    [Differentiable]
    public static double TuplesAndReferences(double x, double y)
    {
        var (sum, product) = LibraryKernels.Pair(x, y);
        LibraryKernels.Rotate(ref sum, ref product, x, out double squared);
        double[] cells = [sum, product];
        LibraryKernels.Rotate(ref cells[1], ref cells[0], y, out _);
        return (sum * product) + squared + (cells[0] * cells[1]);
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Made(double x, double y)
    {
        double sum = 0;
        for (int i = 1; i < 4; i++)
        {
            LibraryModel model = LibraryModel.Make(x * i, i + 1);
            sum += model.Run(y) * model.Slope;
        }

        return sum;
    }

    [Differentiable]
    public static double Constants(double x, double y, ReadOnlySpan<double> table) => LibraryKernels.OnlyX(x, y) * y + (LibraryKernels.Constant(y, table) * table[1]);

    [Differentiable]
    public static double Stopped(double x) => LibraryKernels.Wave(Gradient.Stop(x), x) + Gradient.Stop(LibraryKernels.Wave(x, x));

    [Differentiable]
    public static double Arguments(double x) => LibraryKernels.Mixed(x) + LibraryKernels.Mixed(b: x, a: 2 * x) + LibraryKernels.Mixed(x, 2, x, x * x) + x.Times(x);

    [Differentiable]
    public static double Throwing(double x, Span<double> y)
    {
        y[0] = x;
        return LibraryKernels.Checked(x) * y[0];
    }
}

public class CrossAssemblyTests
{
    [Theory]
    [InlineData(1.3, 0.7)]
    [InlineData(9.0, -1.2)]
    public void Overloads_that_differ_in_what_they_take_by_value(double x, double y) => GradientAssert.Agrees(x, y, CrossAssembly.Overloads, (x, y) => CrossAssembly.OverloadsGradient(x, y));

    private static readonly double[] s_x = [1.3, -0.7, 2.2];

    [Fact]
    public void Composition() => GradientAssert.Agrees(0.8, 1.3, CrossAssembly.Composed, (x, y) => CrossAssembly.ComposedGradient(x, y));

    [Fact]
    public void Objects_that_the_other_assembly_makes()
    {
        GradientAssert.Agrees(0.8, 1.3, CrossAssembly.Made, (x, y) => CrossAssembly.MadeGradient(x, y));
        (double value, double dx, double dy) = CrossAssembly.MadeGradient(0.8, 1.3);
        (double again, double tangent) = CrossAssembly.MadeJvp(0.8, 1.3, 0.5, -2);
        Assert.Equal(value, again);
        Assert.Equal((0.5 * dx) - (2 * dy), tangent, 1e-12);
    }

    [Fact]
    public void Calls_in_a_loop_with_continue() => GradientAssert.Agrees(0.8, x => CrossAssembly.InLoop(x, 6), x => CrossAssembly.InLoopGradient(x, 6));

    [Fact]
    public void Calls_in_a_while_loop() => GradientAssert.Agrees(0.8, CrossAssembly.WhileLoop, x => CrossAssembly.WhileLoopGradient(x));

    [Fact]
    public void Overlapping_slices_written_in_place() => GradientAssert.Agrees(
        1.2, s_x, (s, x) => CrossAssembly.Slices(x, s), (s, x, dx) => CrossAssembly.SlicesGradient(x, s, dx));

    [Fact]
    public void Arguments_that_are_inactive() => GradientAssert.Agrees(
        1.2,
        x => CrossAssembly.InactiveArguments(x, [.. s_x], [.. s_x]),
        x => CrossAssembly.InactiveArgumentsGradient(x, [.. s_x], [.. s_x]));

    [Fact]
    public void Arrays_and_lists() => GradientAssert.Agrees(
        s_x,
        [0.3, 1.4, -2],
        (x, w) => Shapes.List(w, list => CrossAssembly.Lists(x, list)),
        (x, w, dx, dw) => Shapes.List(w, dw, (list, dlist) => CrossAssembly.ListsGradient(x, list, dx, dlist)));

    [Fact]
    public void A_result_that_is_an_array() => GradientAssert.Agrees(1.1, CrossAssembly.Arrays, x => CrossAssembly.ArraysGradient(x));

    [Fact]
    public void Tuples_references_and_outs() =>
        GradientAssert.Agrees(1.2, 0.6, CrossAssembly.TuplesAndReferences, (x, y) => CrossAssembly.TuplesAndReferencesGradient(x, y));

    [Fact]
    public void Parameters_that_are_constants_of_the_callee()
    {
        var (value, dx, dy) = CrossAssembly.ConstantsGradient(1.3, 0.7, [0.4, 0.9], new double[2]);
        GradientAssert.Equal(CrossAssembly.Constants(1.3, 0.7, [0.4, 0.9]), value);
        GradientAssert.Equal(2 * 1.3 * 0.7 * 0.7, dx);
        GradientAssert.Equal((1.3 * 1.3 * 0.7) + (2 * 0.7 * 0.4 * 0.9), dy);
    }

    [Fact]
    public void A_stopped_argument_and_a_stopped_result()
    {
        double x = 0.9;
        (double value, double dx) = CrossAssembly.StoppedGradient(x);
        GradientAssert.Equal(CrossAssembly.Stopped(x), value);
        GradientAssert.Equal(Math.Cos(x * x) * x * Math.Exp(-0.25 * x), dx);
    }

    [Fact]
    public void Named_default_and_params_arguments_and_an_extension() => GradientAssert.Agrees(1.2, CrossAssembly.Arguments, x => CrossAssembly.ArgumentsGradient(x));

    [Fact]
    public void An_exception_of_the_callee_leaves_the_adjoints_alone()
    {
        double[] y = [7], dy = [3];
        Assert.Equal("x", Assert.Throws<ArgumentOutOfRangeException>(() => CrossAssembly.ThrowingGradient(-2, y, dy)).ParamName);
        Assert.Equal([-2.0], y);
        Assert.Equal([3.0], dy);
        GradientAssert.Agrees(2, [7], (x, b) => CrossAssembly.Throwing(x, b), (x, b, db) => CrossAssembly.ThrowingGradient(x, b, db));
    }

    [Fact]
    public void Nothing_is_allocated_after_warm_up()
    {
        double[] x = [1.3, -0.7, 2.2], dx = new double[3];
        CrossAssembly.SlicesGradient(x, 1.1, dx);
        CrossAssembly.SlicesGradient(x, 1.1, dx);
        long before = GC.GetAllocatedBytesForCurrentThread();
        CrossAssembly.SlicesGradient(x, 1.1, dx);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
