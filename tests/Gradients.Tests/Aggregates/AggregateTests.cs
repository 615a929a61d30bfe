using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

public sealed class AggregateTests
{
    [Fact]
    public void Record_structs_with_operators_and_with() => GradientAssert.Agrees(
        [1, 2, 3, 4, 5],
        v => Methods.Straight(new(v[0], v[1]), v[2], new(v[3], v[4])),
        (v, d) =>
        {
            (double value, Vec da, double ds, Vec db) = Methods.StraightGradient(new(v[0], v[1]), v[2], new(v[3], v[4]));
            (d[0], d[1], d[2], d[3], d[4]) = (d[0] + da.X, d[1] + da.Y, d[2] + ds, d[3] + db.X, d[4] + db.Y);
            return value;
        });

    [Fact]
    public void Spans_of_structs() => GradientAssert.Agrees(
        [1, 2, 3, 4],
        v => Methods.Path([new(v[0], v[1]), new(v[2], v[3])], new Vec[2]),
        (v, d) =>
        {
            var adjoint = new Vec[2];
            double value = Methods.PathGradient([new(v[0], v[1]), new(v[2], v[3])], new Vec[2], adjoint, new Vec[2]);
            (d[0], d[1], d[2], d[3]) = (d[0] + adjoint[0].X, d[1] + adjoint[0].Y, d[2] + adjoint[1].X, d[3] + adjoint[1].Y);
            return value;
        });

    [Fact]
    public void A_tuple_with_a_struct_goes_in_and_a_struct_comes_out()
    {
        (Vec value, (double factor, Vec vector)) = Methods.ScaledVjp((2, new Vec(3, 4)), new Vec(1, 10));
        Assert.Equal(new Vec(6, 8), value);
        Assert.Equal(43, factor);
        Assert.Equal(new Vec(2, 20), vector);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(9)]
    public void Methods_that_change_a_local_struct(int n) =>
        GradientAssert.Agrees(0.7, x => Methods.Mutated(x, n), x => Methods.MutatedGradient(x, n));

    [Fact]
    public void Methods_that_change_structs_in_a_span()
    {
        double F(double[] v)
        {
            Cell[] cells = [new(v[0], v[1]), new(v[2], v[3])];
            return Methods.Grown(cells, v[4]);
        }

        GradientAssert.Agrees([0.5, 0.8, 1.1, 0.3, 0.6], F, (v, d) =>
        {
            Cell[] cells = [new(v[0], v[1]), new(v[2], v[3])];
            var adjoint = new Cell[2];
            (double value, double by) = Methods.GrownGradient(cells, v[4], adjoint);
            (d[0], d[1], d[2], d[3], d[4]) = (d[0] + adjoint[0].A, d[1] + adjoint[0].B, d[2] + adjoint[1].A, d[3] + adjoint[1].B, d[4] + by);
            return value;
        });
    }

    [Fact]
    public void Nested_structs_over_time_steps() => GradientAssert.Agrees(
        [1, 0.2, -0.1, 0.9, 0.05],
        v => Methods.Orbit(new(new(v[0], v[1]), new(v[2], v[3]), 1.3), v[4], 7),
        (v, d) =>
        {
            (double value, Body body, double step) = Methods.OrbitGradient(new(new(v[0], v[1]), new(v[2], v[3]), 1.3), v[4], 7);
            Assert.Equal(1.3, body.Mass);
            (d[0], d[1], d[2], d[3], d[4]) = (d[0] + body.Position.X, d[1] + body.Position.Y, d[2] + body.Velocity.X, d[3] + body.Velocity.Y, d[4] + step);
            return value;
        });

    [Fact]
    public void A_class_with_layers_and_structs()
    {
        double[] x = [0.3, -0.2];
        var net = new Net(2);
        Net adjoint = net.ZerosLike();
        double[] inputs = new double[2];
        double value = net.LossGradient(x, 0.5, adjoint, inputs);
        Assert.Equal(net.Loss(x, 0.5), value);
        Agrees(net, adjoint, () => net.Loss(x, 0.5));
    }

    [Fact]
    public void A_class_as_a_parameter_of_a_static_method()
    {
        var net = new Net(2);
        Net adjoint = net.ZerosLike();
        GradientAssert.Agrees(0.7, x => Methods.Both(net, x), x => Methods.BothGradient(net, x, net.ZerosLike()));
        Methods.BothGradient(net, 0.7, adjoint);
        Agrees(net, adjoint, () => Methods.Both(net, 0.7));
    }

    [Fact]
    public void Record_classes_made_and_copied()
    {
        GradientAssert.Agrees(
            [2, 1.5],
            v => Methods.WithLine(new(v[0], 3), v[1]),
            (v, d) =>
            {
                var adjoint = new Line(0, 0);
                (double value, double dx) = Methods.WithLineGradient(new(v[0], 3), v[1], adjoint);
                (d[0], d[1]) = (d[0] + adjoint.Slope, d[1] + dx);
                return value;
            });
        (Line line, double da, double db) = Methods.MakeVjp(2, 3, new Line(1, 100));
        Assert.Equal(new Line(6, 3), line);
        Assert.Equal((3.0, 2.0), (da, db));
    }

    [Fact]
    public void Lists_of_classes_and_arrays_of_structs()
    {
        List<Line> lines = [new(2, 3), new(4, 1)], adjoints = [new(0, 0), new(0, 0)];
        Cell[] cells = [new(1, 2), new(3, 4)], cellAdjoints = new Cell[2];
        Assert.Equal(34, Methods.ListsGradient(lines, cells, adjoints, cellAdjoints));
        Assert.Equal([5.0, 11], adjoints.Select(a => a.Slope));
        Assert.Equal([2.0, 4], cellAdjoints.Select(a => a.A));
    }

    [Fact]
    public void Shared_memory_is_shared_in_the_adjoint_and_visited_once()
    {
        var tied = new Tied([0.4, -0.3, 0.8]);
        Tied adjoint = tied.ZerosLike();
        Assert.Same(adjoint.Encoder, adjoint.Decoder);
        Assert.NotSame(tied.Encoder, adjoint.Encoder);
        Assert.Equal(["Encoder[3]", "Lines.0.Slope[]", "Lines.1.Slope[]"], Names(tied));
        tied.ValueGradient(0.6, adjoint);
        Agrees(tied, adjoint, () => tied.Value(0.6));
    }

    [Fact]
    public void Members_are_visited_in_order_base_first() => Assert.Equal(
        [
            "Offset[]", "Hidden.Scale[]", "Hidden._weight[3, 2]", "Hidden.Bias[3]", "Output.Scale[]", "Output._weight[1, 3]", "Output.Bias[1]",
            "Cells.0.A[]", "Cells.0.B[]", "Cells.1.A[]", "Cells.1.B[]",
        ],
        Names(new Net(2)));

    [Fact]
    public void Zeros_keep_what_is_inactive()
    {
        Net zeros = new Net(2).ZerosLike();
        Assert.Equal(2, zeros.Hidden.Rate);
        Assert.Equal("dense", zeros.Hidden.Name);
        Assert.Equal(0, zeros.Hidden.Scale);
        Assert.Equal(new Body(default, default, 3), new Body(new(1, 2), new(3, 4), 3).ZerosLike());
    }

    [Fact]
    public void An_adjoint_that_does_not_fit_is_an_error()
    {
        var net = new Net(2);
        double[] x = [0.3, -0.2], dx = new double[2];
        Assert.Equal("dthis", Assert.Throws<ArgumentException>(() => net.LossGradient(x, 0.5, net, dx)).ParamName);
        Assert.Equal("dthis", Assert.Throws<ArgumentException>(() => net.LossGradient(x, 0.5, new Net(4), dx)).ParamName);
        Assert.Equal("dthis", Assert.Throws<ArgumentNullException>(() => net.LossGradient(x, 0.5, null!, dx)).ParamName);
    }

    [Fact]
    public void Gradients_of_a_class_allocate_nothing()
    {
        var net = new Net(2);
        Net adjoint = net.ZerosLike();
        double[] x = [0.3, -0.2], dx = new double[2];
        net.LossGradient(x, 0.5, adjoint, dx);
        long before = GC.GetAllocatedBytesForCurrentThread();
        net.LossGradient(x, 0.5, adjoint, dx);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static List<string> Names<T>(T model)
        where T : IDifferentiable<T>
    {
        var recorder = new Recorder();
        model.Visit(ref recorder);
        return recorder.Names;
    }

    // Each parameter of a model against a difference.
    private static void Agrees<T>(T model, T adjoint, Func<double> f)
        where T : IDifferentiable<T>
    {
        var primals = new Recorder();
        var adjoints = new Recorder();
        model.Visit(ref primals);
        adjoint.Visit(ref adjoints);
        Assert.Equal(primals.Names, adjoints.Names);
        for (int i = 0; i < adjoints.Count; i++)
        {
            for (int k = 0; k < adjoints.Values[i].Length; k++)
            {
                double x = primals.Values[i][k];
                double At(double h)
                {
                    var setter = new Setter(i, k, x + h);
                    model.Visit(ref setter);
                    return f();
                }

                const double H = 1e-3;
                double coarse = (At(H) - At(-H)) / (2 * H), fine = (At(H / 2) - At(-H / 2)) / H, finest = (At(H / 4) - At(-H / 4)) / (H / 2);
                At(0);
                double first = ((4 * fine) - coarse) / 3, second = ((4 * finest) - fine) / 3;
                double expected = ((16 * second) - first) / 15;
                Assert.True(Math.Abs(expected - adjoints.Values[i][k]) <= 1e-8 * Math.Max(1, Math.Abs(expected)), $"{primals.Names[i]}[{k}]: {expected} and {adjoints.Values[i][k]}");
            }
        }
    }

    private struct Recorder() : IParameterVisitor
    {
        public List<string> Names { get; } = [];

        public List<double[]> Values { get; } = [];

        public readonly int Count => Values.Count;

        public readonly void Visit(string name, Span<double> values, ReadOnlySpan<int> shape)
        {
            Names.Add($"{name}[{string.Join(", ", shape.ToArray())}]");
            Values.Add(values.ToArray());
        }

        public readonly void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => throw new NotSupportedException(name);
    }

    private struct Setter(int block, int index, double value) : IParameterVisitor
    {
        private int _next;

        public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape)
        {
            if (_next++ == block)
            {
                values[index] = value;
            }
        }

        public readonly void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => throw new NotSupportedException(name);
    }
}
