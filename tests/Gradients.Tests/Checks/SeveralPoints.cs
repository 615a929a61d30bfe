namespace AutoDiff.Gradients.Tests.Checks;

/// <summary>What a method under test writes down as it goes: the calls that must happen as often, and in the same order, in its derivative.</summary>
internal static class Log
{
    [ThreadStatic]
    private static List<string>? s_entries;

    public static void Add(string entry) => (s_entries ??= []).Add(entry);

    /// <summary>What has been written since the last call.</summary>
    public static string Take()
    {
        string entries = string.Join(' ', s_entries ?? []);
        s_entries?.Clear();
        return entries;
    }
}

/// <summary>
/// Checks the derivatives of a method of one signature at several points, which take different ways through it: the gradient against differences, forward mode against the gradient,
/// and where the method throws, that its derivative does the same and leaves the adjoints alone.
/// </summary>
internal static class SeveralPoints
{
    public delegate double Function(double x, double y, int n, Span<double> w);

    public delegate (double Value, double Dx, double Dy) Gradient(double x, double y, int n, Span<double> w, Span<double> dw);

    public delegate (double Value, double Tangent) Jvp(double x, double y, int n, Span<double> w, double dx, double dy, Span<double> dw);

    private static readonly (double X, double Y, int N, double[] W)[] s_points =
    [
        (0.7, 1.3, 3, [0.4, -0.8, 1.6, 0.9, -0.3]),
        (-1.1, 0.45, 2, [1.2, 0.5, -0.7, 0.35]),
        (1.9, -0.6, 0, [0.15, 0.85, 2.3, -1.4, 0.55, 0.65]),
        (0.33, 2.2, 7, [0.9]),
        (2.4, 0.2, 1, []),
        (-0.4, -1.7, -2, [0.25, -0.5, 0.75]),
    ];

    public static void Agree(Function function, Gradient gradient, Jvp jvp)
    {
        foreach ((double x, double y, int n, double[] w) in s_points)
        {
            Log.Take();
            double[] primal = [.. w];
            Exception? expected = Record.Exception(() => function(x, y, n, primal));
            string log = Log.Take();
            double[] again = [.. w], adjoint = new double[w.Length];
            (double Value, double Dx, double Dy) result = default;
            Exception? actual = Record.Exception(() => result = gradient(x, y, n, again, adjoint));
            Assert.Equal(log, Log.Take());
            Assert.Equal(expected?.GetType(), actual?.GetType());
            Assert.Equal(primal, again);
            if (expected is not null)
            {
                Assert.All(adjoint, value => Assert.Equal(0, value));
                continue;
            }

            GradientAssert.Agrees(
                [x, y],
                [w],
                (s, b) => function(s[0], s[1], n, b[0]),
                (s, b, d) =>
                {
                    (double value, double dx, double dy) = gradient(s[0], s[1], n, b[0], d[0]);
                    return (value, [dx, dy]);
                });
            AgreeInForwardMode(x, y, n, w, gradient, jvp);
        }
    }

    // <d, J v> = <J^T d, v>.
    private static void AgreeInForwardMode(
        double x, double y, int n, double[] w, Gradient gradient, Jvp jvp)
    {
        double[] tangent = [.. w.Select((_, i) => 0.3 - (0.17 * i))], direction = [.. tangent];
        double[] adjoint = [.. w.Select((_, i) => 0.2 + (0.1 * i))], weight = [.. adjoint];
        (double value, double dx, double dy) = gradient(x, y, n, [.. w], adjoint);
        (double again, double slope) = jvp(x, y, n, [.. w], 0.6, -0.45, tangent);
        GradientAssert.SameBits(value, again, "The value in forward mode");
        double forward = slope + weight.Zip(tangent, (a, b) => a * b).Sum();
        double backward = (dx * 0.6) - (dy * 0.45) + adjoint.Zip(direction, (a, b) => a * b).Sum();
        GradientAssert.Equal(backward, forward);
    }
}
