using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class IssuesOfOthersTests
{
    [Theory]
    [InlineData(new[] { 0.3, -0.2, 0.5, 0.7, -0.6, 0.1, 0.4, -0.3, 0.8, 0.2, -0.5 }, 0.6, -0.9, 5)]
    [InlineData(new[] { 0.3, -0.2, 0.5, 0.7, -0.6, 0.1, 0.4 }, 1.2, 0.4, 8)]
    [InlineData(new[] { 0.9, 0.3, -0.4 }, -0.5, 0.7, 1)]
    public void Slang_issue_13000(double[] weights, double x, double y, int width) => GradientAssert.Agrees(
        x, y, weights, (x, y, weights) => IssuesOfOthers.Slang13000(weights, x, y, width), (x, y, weights, dweights) => IssuesOfOthers.Slang13000Gradient(weights, x, y, width, dweights));

    [Theory]
    [InlineData(new[] { 0.3, -0.2, 0.5, 0.7, -0.6 }, new[] { 0.9, 0.4, 1.3 }, new[] { 2, 1, 3 })]
    [InlineData(new[] { 0.3, 1.2 }, new[] { 0.9, 0.4 }, new[] { 0, 4, 0, 1 })]
    [InlineData(new[] { 0.8 }, new[] { 1.5 }, new[] { 1 })]
    [InlineData(new[] { 0.8 }, new[] { 1.5 }, new[] { 0 })]
    public void Warp_issue_1293(double[] angles, double[] offsets, int[] joints) => GradientAssert.Agrees(
        angles, offsets, (angles, offsets) => IssuesOfOthers.Warp1293(angles, offsets, joints), (angles, offsets, dangles, doffsets) => IssuesOfOthers.Warp1293Gradient(angles, offsets, joints, dangles, doffsets));

    [Theory]
    [InlineData(0.8, 0)]
    [InlineData(0.9, 1)]
    [InlineData(1.1, 6)]
    public void Warp_issue_174(double x, int steps) => GradientAssert.Agrees(x, x => IssuesOfOthers.Warp174(x, steps), x => IssuesOfOthers.Warp174Gradient(x, steps));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1 }, 1.2)]
    [InlineData(new[] { 0.1, 0.9, 0.2 }, -0.8)]
    [InlineData(new[] { -0.4, -0.9 }, 1.5)]
    public void Warp_issue_1552(double[] values, double scale) => GradientAssert.Agrees(
        scale, values, (scale, values) => IssuesOfOthers.Warp1552(values, scale), (scale, values, dvalues) => IssuesOfOthers.Warp1552Gradient(values, scale, dvalues));

    [Theory]
    [InlineData(1.2, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-1.4, 7)]
    public void Warp_issue_1694(double x, int n) => GradientAssert.Agrees(x, x => IssuesOfOthers.Warp1694(x, n), x => IssuesOfOthers.Warp1694Gradient(x, n));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Warp_issue_1740(double[] x) => GradientAssert.Agrees(x, x => IssuesOfOthers.Warp1740(x), (x, dx) => IssuesOfOthers.Warp1740Gradient(x, dx));

    [Theory]
    [InlineData(3.0, 5.0, 3)]
    [InlineData(2.0, 0.3, 6)]
    [InlineData(1.0, 0.31, 9)]
    [InlineData(1.0, 1.0, 0)]
    public void Clad_issue_710(double u, double v, int n) =>
        GradientAssert.Agrees(u, v, (u, v) => IssuesOfOthers.Clad710(u, v, n), (u, v) => IssuesOfOthers.Clad710Gradient(u, v, n));

    [Theory]
    [InlineData(0.8, 1.3, 1)]
    [InlineData(0.8, 1.3, 4)]
    [InlineData(2.5, 0.9, 9)]
    public void Clad_pull_request_833(double u, double v, int last) =>
        GradientAssert.Agrees(u, v, (u, v) => IssuesOfOthers.Clad833(u, v, last), (u, v) => IssuesOfOthers.Clad833Gradient(u, v, last));

    [Theory]
    [InlineData(new[] { 2.0, 0.7 }, 1)]
    [InlineData(new[] { 1.4, -0.9, 0.6 }, 5)]
    [InlineData(new[] { 0.8 }, 0)]
    public void Clad_issue_635(double[] parameters, int n) => GradientAssert.Agrees(
        parameters, parameters => IssuesOfOthers.Clad635(parameters, n), (parameters, dparameters) => IssuesOfOthers.Clad635Gradient(parameters, n, dparameters));

    [Theory]
    [InlineData(new[] { 0.25, 0.35, 0.5, 1.1 }, 60)]
    [InlineData(new[] { 0.6, 0.2, 1.5, 0.7 }, 1)]
    [InlineData(new[] { 0.6, 0.2, 1.5, 0.7 }, 0)]
    public void Clad_issue_927(double[] parameters, int events) => GradientAssert.Agrees(
        parameters, parameters => IssuesOfOthers.Clad927(parameters, events), (parameters, dparameters) => IssuesOfOthers.Clad927Gradient(parameters, events, dparameters));

    [Theory]
    [InlineData(5.0, 3.0)]
    [InlineData(1.0, 3.0)]
    [InlineData(-0.4, 2.0)]
    public void Clad_issue_1108(double c, double a) =>
        GradientAssert.Agrees(c, a, (c, a) => IssuesOfOthers.Clad1108(c, a), (c, a) => IssuesOfOthers.Clad1108Gradient(c, a));

    [Theory]
    [InlineData(new[] { 0.3, -0.2, 0.9 })]
    [InlineData(new[] { 0.8, 0.1, -0.7, 0.4 })]
    [InlineData(new[] { 1.7 })]
    public void Clad_issue_1108_in_a_loop(double[] x) =>
        GradientAssert.Agrees(x, x => IssuesOfOthers.Clad1108InALoop(x), (x, dx) => IssuesOfOthers.Clad1108InALoopGradient(x, dx));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Clad_issue_265(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => IssuesOfOthers.Clad265(i, j), (i, j) => IssuesOfOthers.Clad265Gradient(i, j));

    [Theory]
    [InlineData(0.3, 1.7)]
    [InlineData(-0.8, 2.2)]
    public void Clad_issue_474(double lower, double upper) => GradientAssert.Agrees(
        lower, upper, (lower, upper) => IssuesOfOthers.Clad474(lower, upper), (lower, upper) => IssuesOfOthers.Clad474Gradient(lower, upper));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Clad_issue_650(double u, double v) =>
        GradientAssert.Agrees(u, v, (u, v) => IssuesOfOthers.Clad650(u, v), (u, v) => IssuesOfOthers.Clad650Gradient(u, v));

    [Theory]
    [InlineData(1.3, 2.4)]
    [InlineData(5.5, 1.9)]
    [InlineData(0.2, 0.3)]
    public void Clad_issue_746(double i, double j) =>
        GradientAssert.Agrees(i, j, (i, j) => IssuesOfOthers.Clad746(i, j), (i, j) => IssuesOfOthers.Clad746Gradient(i, j));

    [Theory]
    [InlineData(1.3, 0.4, 4)]
    [InlineData(-0.7, 2.1, 1)]
    [InlineData(0.6, -1.8, 0)]
    [InlineData(2.2, 1.6, 6)]
    public void Clad_issue_767(double u, double v, int n) =>
        GradientAssert.Agrees(u, v, (u, v) => IssuesOfOthers.Clad767(u, v, n), (u, v) => IssuesOfOthers.Clad767Gradient(u, v, n));

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Clad_issue_1079(double x, double y) =>
        GradientAssert.Agrees(x, y, (x, y) => IssuesOfOthers.Clad1079(x, y), (x, y) => IssuesOfOthers.Clad1079Gradient(x, y));

    [Theory]
    [InlineData(1.3, 2)]
    [InlineData(1.3, 3)]
    [InlineData(-0.6, 7)]
    [InlineData(0.9, 0)]
    public void Clad_issue_1865(double a, int n) => GradientAssert.Agrees(a, a => IssuesOfOthers.Clad1865(a, n), a => IssuesOfOthers.Clad1865Gradient(a, n));

    [Theory]
    [InlineData(1.0, 0.5, 1.5707963)]
    [InlineData(1.4, 0.1, 0.8)]
    [InlineData(0.8, 0.7, 2.3)]
    public void Rust_issue_152724(double axis, double eccentricity, double time) => GradientAssert.Agrees(
        axis, eccentricity, time, (axis, eccentricity, time) => IssuesOfOthers.Rust152724(axis, eccentricity, time), (axis, eccentricity, time) => IssuesOfOthers.Rust152724Gradient(axis, eccentricity, time));

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6 }, 1)]
    [InlineData(new[] { 1.9, 0.6, -0.5 }, 0)]
    [InlineData(new[] { 0.2, 0.3, 0.9, 0.1 }, 7)]
    public void Enzyme_issue_2002(double[] field, int width) => GradientAssert.Agrees(
        field, field => IssuesOfOthers.Enzyme2002(field, width), (field, dfield) => IssuesOfOthers.Enzyme2002Gradient(field, width, dfield));

    [Theory]
    [InlineData(1.0)]
    [InlineData(-2.5)]
    public void Jax_mps_issue_195(double x) => GradientAssert.Agrees(x, x => IssuesOfOthers.JaxMps195(x), x => IssuesOfOthers.JaxMps195Gradient(x));

    // What each report expected, where it says so.
    [Fact]
    public void The_expected_values_of_the_reports()
    {
        Assert.Equal((42, 14, 0), IssuesOfOthers.Clad710Gradient(3, 5, 3));
        double[] adjoint = [0];
        IssuesOfOthers.Clad635Gradient([2], 1, adjoint);
        GradientAssert.Equal(-0.5, adjoint[0]);
        (double value, double dc, double da) = IssuesOfOthers.Clad1108Gradient(5, 3);
        Assert.Equal((150, 60, 50), (value, dc, da));
        (_, double dlower, double dupper) = IssuesOfOthers.Clad474Gradient(1, 2);
        GradientAssert.Equal(-1, dlower, tolerance: 1e-2);
        GradientAssert.Equal(4, dupper, tolerance: 1e-2);
        GradientAssert.Equal(-0.550260, IssuesOfOthers.Clad1865Gradient(1.3, 2).da, tolerance: 1e-6);
        GradientAssert.Equal(-0.668463, IssuesOfOthers.Clad1865Gradient(1.3, 3).da, tolerance: 1e-6);
        GradientAssert.Equal(Math.Pow(1.001, 65), IssuesOfOthers.JaxMps195Gradient(1).dx);
        GradientAssert.Equal(56, IssuesOfOthers.Warp1694Gradient(2, 3).dx);
    }

    // Differentiating the fixed point of Kepler's equation gives the exact derivatives.
    [Theory]
    [InlineData(1.0, 0.5, 1.5707963)]
    [InlineData(1.4, 0.1, 0.8)]
    public void Rust_issue_152724_in_closed_form(double axis, double eccentricity, double time)
    {
        (double anomaly, double daxis, double deccentricity, double dtime) = IssuesOfOthers.Rust152724Gradient(axis, eccentricity, time);
        double motion = Math.Pow(axis, -1.5), slope = 1 / (1 - (eccentricity * Math.Cos(anomaly)));
        GradientAssert.Equal(-1.5 * motion / axis * time * slope, daxis);
        GradientAssert.Equal(Math.Sin(anomaly) * slope, deccentricity);
        GradientAssert.Equal(motion * slope, dtime);
    }
}
