namespace AutoDiff.Generator.Tests.Snapshots;

/// <summary>The projects of the snapshots: a marked method, and a class <c>Check</c> whose <c>Run</c> throws when the gradient is wrong.</summary>
internal static class SnapshotSources
{
    private const string Near = """

        public static class Check
        {
            private static void Near(double expected, double actual)
            {
                if (!(Math.Abs(expected - actual) <= 1e-10 * Math.Max(1, Math.Abs(expected))))
                    throw new Exception($"expected {expected}, got {actual}");
            }

        """;

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["Rosenbrock"] = """
            public static partial class Demo
            {
                [Differentiable]
                public static double Rosenbrock(double x, double y)
                {
                    double a = 1 - x, b = y - x * x;
                    return a * a + 100 * b * b;
                }
            }
            """ + Near + """
                public static void Run()
                {
                    var (value, dx, dy) = Demo.RosenbrockGradient(1.2, 1.0);
                    Near(Demo.Rosenbrock(1.2, 1.0), value);
                    Near(-2 * (1 - 1.2) - 400 * 1.2 * (1.0 - 1.44), dx);
                    Near(200 * (1.0 - 1.44), dy);
                }
            }
            """,
        ["PooledConvolution"] = """
            public static partial class Demo
            {
                [Differentiable]
                public static float Loss([NoGradient] Tensor x, Tensor filters, Tensor shift)
                {
                    Tensor first = Tensor.MaxPool2d(Tensor.Relu(Tensor.Conv2d(x, filters, default)), 2);
                    Tensor second = Tensor.MaxPool2d(Tensor.Relu(first * first - shift), 2);
                    return Tensor.Sum(second * second);
                }
            }
            """ + Near + """
                public static void Run()
                {
                    Tensor x = Tensor.Zeros([1, 1, 9, 9]), filters = Tensor.Create([0.3f, -0.4f, 0.5f, 0.6f], [1, 1, 2, 2]), shift = Tensor.Create([0.05f], [1]);
                    for (int i = 0; i < x.Length; i++) x.AsSpan()[i] = i * 7 % 11 * 0.1f - 0.4f;
                    Tensor dfilters = Tensor.Zeros([1, 1, 2, 2]), dshift = Tensor.Zeros([1]);
                    float value = Demo.LossGradient(x, filters, shift, dfilters, dshift);
                    if (Demo.Loss(x, filters, shift) != value) throw new Exception("another value");
                    Same(filters, dfilters);
                    Same(shift, dshift);

                    void Same(Tensor parameter, Tensor adjoint)
                    {
                        for (int i = 0; i < parameter.Length; i++)
                        {
                            float at = parameter.AsSpan()[i];
                            parameter.AsSpan()[i] = at + 1e-3f;
                            double above = Demo.Loss(x, filters, shift);
                            parameter.AsSpan()[i] = at - 1e-3f;
                            double below = Demo.Loss(x, filters, shift);
                            parameter.AsSpan()[i] = at;
                            if (adjoint.AsSpan()[i] == 0 || Math.Abs((above - below) / 2e-3 - adjoint.AsSpan()[i]) > 2e-3) throw new Exception($"{i}: {(above - below) / 2e-3}, {adjoint.AsSpan()[i]}");
                        }
                    }
                }
            }
            """,
        ["TensorLayers"] = """
            public static partial class Demo
            {
                [Differentiable]
                public static float Loss([NoGradient] Tensor x, Tensor first, Tensor bias, Tensor second, ReadOnlySpan<int> labels)
                {
                    Tensor hidden = Tensor.Relu(Tensor.MatMul(Tensor.Reshape(x, [2, -1]), first) + bias);
                    Tensor scores = Tensor.MatMul(Tensor.Tanh(hidden * hidden - bias), second);
                    return Losses.CrossEntropy(scores, labels);
                }
            }
            """ + Near + """
                public static void Run()
                {
                    Tensor x = Tensor.Create([0.5f, -1, 2, 0.25f, 1, -0.5f], [2, 3]), bias = Tensor.Create([0.1f, -0.2f], [2]);
                    Tensor first = Tensor.Create([0.3f, -0.4f, 0.5f, 0.6f, -0.7f, 0.8f], [3, 2]), second = Tensor.Create([1, 2, -1, 0.5f, 0.25f, -2], [2, 3]);
                    Tensor dfirst = Tensor.Zeros([3, 2]), dbias = Tensor.Zeros([2]), dsecond = Tensor.Zeros([2, 3]);
                    int[] labels = [2, 0];
                    float value = Demo.LossGradient(x, first, bias, second, labels, dfirst, dbias, dsecond);
                    if (Demo.Loss(x, first, bias, second, labels) != value) throw new Exception("another value");
                    Same(first, dfirst);
                    Same(bias, dbias);
                    Same(second, dsecond);

                    void Same(Tensor parameter, Tensor adjoint)
                    {
                        for (int i = 0; i < parameter.Length; i++)
                        {
                            float at = parameter.AsSpan()[i];
                            parameter.AsSpan()[i] = at + 1e-2f;
                            double above = Demo.Loss(x, first, bias, second, labels);
                            parameter.AsSpan()[i] = at - 1e-2f;
                            double below = Demo.Loss(x, first, bias, second, labels);
                            parameter.AsSpan()[i] = at;
                            if (Math.Abs((above - below) / 2e-2 - adjoint.AsSpan()[i]) > 2e-3) throw new Exception($"{i}: {(above - below) / 2e-2}, {adjoint.AsSpan()[i]}");
                        }
                    }
                }
            }
            """,
        ["LogSumExp"] = """
            public static partial class Demo
            {
                [Differentiable]
                public static double LogSumExp(ReadOnlySpan<double> x)
                {
                    double max = double.NegativeInfinity, sum = 0;
                    foreach (double v in x) max = Math.Max(max, v);
                    foreach (double v in x) sum += Math.Exp(v - max);
                    return max + Math.Log(sum);
                }
            }
            """ + Near + """
                public static void Run()
                {
                    double[] x = [0.3, -1, 2, 0.5], dx = [10, 10, 10, 10];
                    double value = Demo.LogSumExpGradient(x, dx);
                    for (int i = 0; i < x.Length; i++) Near(10 + Math.Exp(x[i] - value), dx[i]);
                }
            }
            """,
        ["ForwardMode"] = """
            public static partial class Demo
            {
                [Differentiable(Modes = DerivativeModes.Jvp)]
                public static double Distance(ReadOnlySpan<double> x, double scale)
                {
                    double sum = 0;
                    foreach (double v in x)
                    {
                        if (v < 0) continue;
                        sum += v * v;
                    }
                    return scale * Math.Sqrt(sum);
                }
            }
            """ + Near + """
                public static void Run()
                {
                    double[] x = [3, -1, 4], dx = [0.5, 7, -2];
                    var (value, d) = Demo.DistanceJvp(x, 2, dx, 10);
                    Near(10, value);
                    Near(10 * 5 + 2 * (3 * 0.5 - 4 * 2) / 5, d);

                    // At the kink a direction that doesn't move gives zero, not NaN.
                    Near(0, Demo.DistanceJvp([0, 0], 2, [0, 0], 1).dresult);
                }
            }
            """,
        ["Stencil"] = """
            public static partial class Demo
            {
                [Differentiable]
                public static void Heat(Span<double> u, double k, int steps)
                {
                    for (int t = 0; t < steps; t++)
                    {
                        for (int i = 1; i < u.Length - 1; i++)
                        {
                            u[i] += k * (u[i - 1] - 2 * u[i] + u[i + 1]);
                        }
                    }
                }
            }
            """ + Near + """
                public static void Run()
                {
                    double[] start = [1, 0.5, -0.3, 2, 0.1], seed = [0.1, -0.7, 1.3, 0.4, 0.9];
                    double[] u = (double[])start.Clone(), du = (double[])seed.Clone();
                    double dk = Demo.HeatVjp(u, 0.2, 3, du);
                    for (int i = 0; i <= start.Length; i++)
                    {
                        double Value(double h)
                        {
                            double[] v = (double[])start.Clone();
                            if (i < v.Length) v[i] += h;
                            Demo.Heat(v, i == v.Length ? 0.2 + h : 0.2, 3);
                            double sum = 0;
                            for (int j = 0; j < v.Length; j++) sum += seed[j] * v[j];
                            return sum;
                        }
                        double h = 1e-2;
                        double d1 = (Value(h) - Value(-h)) / (2 * h), d2 = (Value(h / 2) - Value(-h / 2)) / h, d4 = (Value(h / 4) - Value(-h / 4)) / (h / 2);
                        double e1 = (4 * d2 - d1) / 3, e2 = (4 * d4 - d2) / 3;
                        Near((16 * e2 - e1) / 15, i == start.Length ? dk : du[i]);
                    }
                }
            }
            """,
        ["Newton"] = """
            public static partial class Demo
            {
                [Differentiable]
                public static double SquareRoot(double a)
                {
                    double x = a;
                    while (true)
                    {
                        double next = 0.5 * (x + a / x);
                        if (Math.Abs(next - x) < 1e-14 * next) return next;
                        x = next;
                    }
                }
            }
            """ + Near + """
                public static void Run()
                {
                    var (value, da) = Demo.SquareRootGradient(7);
                    Near(Math.Sqrt(7), value);
                    Near(0.5 / Math.Sqrt(7), da);
                }
            }
            """,
        ["Swap"] = """
            public static partial class Demo
            {
                [Differentiable]
                public static double Diffuse(ReadOnlySpan<double> x, int steps)
                {
                    double[] cur = x.ToArray();
                    double[] next = new double[x.Length];
                    for (int t = 0; t < steps; t++)
                    {
                        for (int i = 0; i < cur.Length; i++) next[i] = cur[i] * cur[(i + 1) % cur.Length];
                        (cur, next) = (next, cur);
                    }
                    return cur[0];
                }
            }
            """ + Near + """
                public static void Run()
                {
                    // After two steps: x0 * x1 * (x1 * x2).
                    double[] x = [1.5, 2, 3], dx = new double[3];
                    Near(1.5 * 4 * 3, Demo.DiffuseGradient(x, 2, dx));
                    Near(12, dx[0]);
                    Near(2 * 1.5 * 2 * 3, dx[1]);
                    Near(1.5 * 4, dx[2]);
                }
            }
            """,
        ["Generic"] = """
            using System.Numerics;

            public static partial class Demo
            {
                [Differentiable]
                public static T Horner<T>(ReadOnlySpan<T> coefficients, T x)
                    where T : struct, IFloatingPointIeee754<T>
                {
                    T sum = T.Zero;
                    foreach (T c in coefficients) sum = sum * x + c;
                    return T.Exp(sum);
                }
            }
            """ + Near + """
                public static void Run()
                {
                    double[] c = [0.3, -1, 0.5], dc = [10, 10, 10];
                    var (value, dx) = Demo.HornerGradient<double>(c, 0.7, dc);
                    Near(Math.Exp((0.3 * 0.49) - 0.7 + 0.5), value);
                    Near(value * ((0.6 * 0.7) - 1), dx);
                    Near(10 + value * 0.49, dc[0]);
                    Near(10 + value * 0.7, dc[1]);
                    Near(10 + value, dc[2]);
                }
            }
            """,
    };
}
