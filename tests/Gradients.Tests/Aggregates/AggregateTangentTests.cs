namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Forward mode through aggregates, against reverse mode.</summary>
public sealed class AggregateTangentTests
{
    [Fact]
    public void Structs_by_value()
    {
        Vec a = new(1, 2), b = new(4, 5), ta = new(0.3, -0.7), tb = new(-1.1, 0.4);
        (double value, double dresult) = Methods.StraightJvp(a, 3, b, ta, 0.9, tb);
        (double expected, Vec da, double ds, Vec db) = Methods.StraightGradient(a, 3, b);
        Assert.Equal(expected, value);
        Close(da.Dot(ta) + (ds * 0.9) + db.Dot(tb), dresult);
    }

    [Fact]
    public void Nested_structs()
    {
        Body body = new(new(1, 0.2), new(-0.1, 0.9), 1.3), tangent = new(new(0.5, -0.2), new(0.1, 0.7), 5);
        (double value, double dresult) = Methods.OrbitJvp(body, 0.05, 7, tangent, 0.3);
        (double expected, Body adjoint, double step) = Methods.OrbitGradient(body, 0.05, 7);
        Assert.Equal(expected, value);
        Close(adjoint.Position.Dot(tangent.Position) + adjoint.Velocity.Dot(tangent.Velocity) + (step * 0.3), dresult);
    }

    [Fact]
    public void Spans_of_structs()
    {
        Vec[] points = [new(1, 2), new(3, 4)], tangents = [new(0.2, -0.4), new(0.7, 0.1)], adjoints = new Vec[2];
        double expected = Methods.PathGradient(points, new Vec[2], adjoints, new Vec[2]);
        (double value, double dresult) = Methods.PathJvp(points, new Vec[2], tangents, new Vec[2]);
        Assert.Equal(expected, value);
        Close(adjoints[0].Dot(tangents[0]) + adjoints[1].Dot(tangents[1]), dresult);
    }

    [Fact]
    public void A_local_struct_that_changes()
    {
        (double expected, double dx) = Methods.MutatedGradient(0.7, 3);
        (double value, double dresult) = Methods.MutatedJvp(0.7, 3, 1.5);
        Assert.Equal(expected, value);
        Close(1.5 * dx, dresult);
    }

    [Fact]
    public void A_class_as_the_receiver()
    {
        double[] x = [0.3, -0.2], dx = new double[2], tx = [0.8, 0.5];
        Net net = new(2), adjoint = net.ZerosLike(), tangent = net.ZerosLike();
        tangent.Offset = 0.4;
        tangent.Hidden.Bias[1] = -0.6;
        tangent.Cells[0].A = 0.2;
        double expected = net.LossGradient(x, 0.5, adjoint, dx);
        (double value, double dresult) = net.LossJvp(x, 0.5, tangent, tx);
        Assert.Equal(expected, value);
        Close((adjoint.Offset * 0.4) + (adjoint.Hidden.Bias[1] * -0.6) + (adjoint.Cells[0].A * 0.2) + (dx[0] * 0.8) + (dx[1] * 0.5), dresult);
    }

    [Fact]
    public void A_class_as_a_parameter()
    {
        Net net = new(2), adjoint = net.ZerosLike(), tangent = net.ZerosLike();
        tangent.Offset = 0.4;
        (double expected, double dx) = Methods.BothGradient(net, 0.7, adjoint);
        (double value, double dresult) = Methods.BothJvp(net, 0.7, tangent, 0.3);
        Assert.Equal(expected, value);
        Close((adjoint.Offset * 0.4) + (dx * 0.3), dresult);
    }

    [Fact]
    public void Records_made_and_copied()
    {
        Line adjoint = new(0, 0);
        (double expected, double dx) = Methods.WithLineGradient(new(2, 3), 1.5, adjoint);
        (double value, double dresult) = Methods.WithLineJvp(new(2, 3), 1.5, new Line(0.7, 0), 0.3);
        Assert.Equal(expected, value);
        Close((adjoint.Slope * 0.7) + (dx * 0.3), dresult);
    }

    private static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-10 * Math.Max(1, Math.Abs(expected)), $"Reverse mode gives {expected}, forward mode {actual}.");
}
