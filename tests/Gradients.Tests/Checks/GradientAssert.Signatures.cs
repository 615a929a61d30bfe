namespace AutoDiff.Gradients.Tests.Checks;

/// <summary>The usual shapes of signatures.</summary>
internal static partial class GradientAssert
{
    public static void Agrees(double x, Func<double, double> f, Func<double, (double, double)> g) =>
        Agrees([x], [], (s, _) => f(s[0]), (s, _, _) =>
        {
            (double value, double dx) = g(s[0]);
            return (value, [dx]);
        });

    public static void Agrees(double x, double y, Func<double, double, double> f, Func<double, double, (double, double, double)> g) =>
        Agrees([x, y], [], (s, _) => f(s[0], s[1]), (s, _, _) =>
        {
            (double value, double dx, double dy) = g(s[0], s[1]);
            return (value, [dx, dy]);
        });

    public static void Agrees(
        double x, double y, double z, Func<double, double, double, double> f, Func<double, double, double, (double, double, double, double)> g) =>
        Agrees([x, y, z], [], (s, _) => f(s[0], s[1], s[2]), (s, _, _) =>
        {
            (double value, double dx, double dy, double dz) = g(s[0], s[1], s[2]);
            return (value, [dx, dy, dz]);
        });

    public static void Agrees(double[] x, Func<double[], double> f, Func<double[], double[], double> g) =>
        Agrees([], [x], (_, b) => f(b[0]), (_, b, d) => (g(b[0], d[0]), []));

    public static void Agrees(double[] x, double[] y, Func<double[], double[], double> f, Func<double[], double[], double[], double[], double> g) =>
        Agrees([], [x, y], (_, b) => f(b[0], b[1]), (_, b, d) => (g(b[0], b[1], d[0], d[1]), []));

    public static void Agrees(
        double[] x, double[] y, double[] z, Func<double[], double[], double[], double> f, Func<double[], double[], double[], double[], double[], double[], double> g) =>
        Agrees([], [x, y, z], (_, b) => f(b[0], b[1], b[2]), (_, b, d) => (g(b[0], b[1], b[2], d[0], d[1], d[2]), []));

    public static void Agrees(double s, double[] x, Func<double, double[], double> f, Func<double, double[], double[], (double, double)> g) =>
        Agrees([s], [x], (a, b) => f(a[0], b[0]), (a, b, d) =>
        {
            (double value, double ds) = g(a[0], b[0], d[0]);
            return (value, [ds]);
        });

    public static void Agrees(
        double s, double t, double[] x, Func<double, double, double[], double> f, Func<double, double, double[], double[], (double, double, double)> g) =>
        Agrees([s, t], [x], (a, b) => f(a[0], a[1], b[0]), (a, b, d) =>
        {
            (double value, double ds, double dt) = g(a[0], a[1], b[0], d[0]);
            return (value, [ds, dt]);
        });

    /// <summary>A method without a result: only what it writes counts.</summary>
    public static void AgreesInPlace(double[] x, Action<double[]> f, Action<double[], double[]> g) => Agrees(
        [],
        [x],
        (_, b) =>
        {
            f(b[0]);
            return 0;
        },
        (_, b, d) =>
        {
            g(b[0], d[0]);
            return (0, []);
        });

    public static void AgreesInPlace(double[] x, double[] y, Action<double[], double[]> f, Action<double[], double[], double[], double[]> g) => Agrees(
        [],
        [x, y],
        (_, b) =>
        {
            f(b[0], b[1]);
            return 0;
        },
        (_, b, d) =>
        {
            g(b[0], b[1], d[0], d[1]);
            return (0, []);
        });

    public static void AgreesInPlace(double s, double[] x, Action<double, double[]> f, Func<double, double[], double[], double> g) => Agrees(
        [s],
        [x],
        (a, b) =>
        {
            f(a[0], b[0]);
            return 0;
        },
        (a, b, d) => (0, [g(a[0], b[0], d[0])]));

    /// <summary>A method in float: the value bit for bit, the derivative as that of the same formula in double.</summary>
    public static void AgreesInSingle(float x, Func<float, float> f, Func<double, double> reference, Func<float, (float, float)> g)
    {
        (float value, float dx) = g(x);
        Assert.Equal(BitConverter.SingleToInt32Bits(f(x)), BitConverter.SingleToInt32Bits(value));
        (double slope, _) = Differences.Richardson(reference, x);
        Assert.True(Math.Abs(slope - dx) <= 2e-5 * Math.Max(0.1, Math.Abs(slope)), $"The derivative is {dx:R} instead of {slope:R}.");
    }

    public static void AgreesInSingle(float[] x, Func<float[], float> f, Func<double[], double> reference, Func<float[], float[], float> g)
    {
        float[] adjoints = [.. x.Select((_, i) => 0.25f * (i + 1))];
        float value = g([.. x], adjoints);
        Assert.Equal(BitConverter.SingleToInt32Bits(f([.. x])), BitConverter.SingleToInt32Bits(value));
        double[] point = [.. x.Select(v => (double)v)];
        for (int i = 0; i < x.Length; i++)
        {
            (double slope, _) = Differences.Richardson(v => reference(With(point, i, v)), point[i]);
            double expected = slope + (0.25 * (i + 1));
            Assert.True(Math.Abs(expected - adjoints[i]) <= 2e-5 * Math.Max(0.1, Math.Abs(expected)), $"Adjoint {i} is {adjoints[i]:R} instead of {expected:R}.");
        }
    }
}
