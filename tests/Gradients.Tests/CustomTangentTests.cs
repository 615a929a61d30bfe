using AutoDiff.Gradients.Library;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Hand-written derivatives in forward mode, against reverse mode (which is checked against differences).</summary>
public class CustomTangentTests
{
    private static readonly double[] s_x = [0.7, -0.4, 0.9], s_y = [0.8, 0.5, -0.6], s_u = [0.3, -1.1, 0.4], s_v = [-0.7, 0.2, 1.3];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static void Same((double Value, double Tangent) expected, (double Value, double Tangent) actual)
    {
        GradientAssert.SameBits(expected.Value, actual.Value, "The value");
        GradientAssert.Equal(expected.Tangent, actual.Tangent, 1e-12);
    }

    [Fact]
    public void A_forward_rule_and_reverse_rules()
    {
        var (value, dx, dy) = CustomDerivatives.StraightGradient(0.8, 1.3);
        Same((value, (0.7 * dx) - (0.4 * dy)), CustomDerivatives.StraightJvp(0.8, 1.3, 0.7, -0.4));
    }

    [Fact]
    public void In_loops()
    {
        double[] dx = new double[3];
        (double value, double ds) = CustomDerivatives.InLoopsGradient(s_x, 1.2, dx);
        Same((value, Dot(dx, s_u) + (0.6 * ds)), CustomDerivatives.InLoopsJvp(s_x, 1.2, s_u, 0.6));
    }

    [Fact]
    public void A_tuple_result()
    {
        (double value, double dx) = CustomDerivatives.TupleGradient(0.8);
        Same((value, dx * 0.3), CustomDerivatives.TupleJvp(0.8, 0.3));
    }

    [Fact]
    public void Buffers()
    {
        double[] dx = new double[3], dy = new double[3], tangents = [.. s_v];
        (double value, double ds) = CustomDerivatives.BuffersGradient(s_x, [.. s_y], 0.6, dx, dy);
        Same((value, Dot(dx, s_u) + Dot(dy, s_v) + (0.9 * ds)), CustomDerivatives.BuffersJvp(s_x, [.. s_y], 0.6, s_u, tangents, 0.9));
    }

    [Fact]
    public void Arrays_in_a_loop()
    {
        double[] dx = new double[3], tangents = [.. s_u];
        (double value, double ds) = CustomDerivatives.BuffersInLoopGradient([.. s_x], 0.6, 3, dx);
        Same((value, Dot(dx, s_u) + (0.9 * ds)), CustomDerivatives.BuffersInLoopJvp([.. s_x], 0.6, 3, tangents, 0.9));
    }

    [Fact]
    public void Lists()
    {
        List<double> dlist = [0, 0, 0];
        (double value, double ds) = CustomDerivatives.ListsGradient([.. s_x], 0.6, dlist);
        Same((value, Dot([.. dlist], s_u) + (0.9 * ds)), CustomDerivatives.ListsJvp([.. s_x], 0.6, [.. s_u], 0.9));
    }

    [Fact]
    public void Outs_and_references()
    {
        var (value, dx, dy) = CustomDerivatives.ReferencesGradient(0.8, 1.3);
        Same((value, (0.7 * dx) - (0.4 * dy)), CustomDerivatives.ReferencesJvp(0.8, 1.3, 0.7, -0.4));
    }

    [Fact]
    public void A_generic_method_and_a_receiver()
    {
        (double value, double dx) = CustomDerivatives.GenericGradient(1.3);
        Same((value, dx * 0.3), CustomDerivatives.GenericJvp(1.3, 0.3));
        var p = new Polynomial(0.3, -0.2, 0.7, 0.1);
        (value, dx) = CustomDerivatives.ReceiverGradient(0.8, p);
        Same((value, dx * 0.3), CustomDerivatives.ReceiverJvp(0.8, p, 0.3));
    }

    [Fact]
    public void What_does_not_move_contributes_nothing()
    {
        Assert.Equal((4.0, 4.0), CustomDerivatives.UnusedJvp(0, 2, 0, 1));
        (double value, double dx) = CustomDerivatives.StoppedGradient(0.8);
        Same((value, dx * 0.3), CustomDerivatives.StoppedJvp(0.8, 0.3));
    }

    [Fact]
    public void Marked_methods_and_calls_out_of_line()
    {
        var (value, dx, dy) = CustomDerivatives.CallsMarkedGradient(1.5, 0.5);
        Same((value, (0.3 * dx) + (0.2 * dy)), CustomDerivatives.CallsMarkedJvp(1.5, 0.5, 0.3, 0.2));
        double[] db = new double[3];
        (value, dx) = CustomDerivatives.CallsOutOfLineGradient(0.6, [.. s_x], db);
        Same((value, (0.3 * dx) + Dot(db, s_u)), CustomDerivatives.CallsOutOfLineJvp(0.6, [.. s_x], 0.3, [.. s_u]));
    }

    [Fact]
    public void A_forward_rule_beside_a_body()
    {
        Assert.Equal((3.0, 1.5), CustomDerivatives.CallsHalvedGradient(2));
        Assert.Equal((3.0, 7.5), CustomDerivatives.CallsHalvedJvp(2, 1));
    }
}
