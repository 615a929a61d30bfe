using AutoDiff.Gradients.Library;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Generics;

public class GenericAggregateTests
{
    [Fact]
    public void A_generic_struct_with_a_type_argument() => GradientAssert.Agrees(0.7, -1.3, GenericUses.Concrete, (a, b) => GenericUses.ConcreteGradient(a, b));

    [Fact]
    public void A_generic_struct_and_class_as_parameters() => GradientAssert.Agrees(
        [0.7, -1.3, 0.3, 1, 2, 3, 0.9],
        v => GenericUses.OfBoth(new(v[0], v[1]), ModelOf(v)),
        (v, d) =>
        {
            Polynomial<double> model = ModelOf(v), adjoint = model.ZerosLike();
            (double value, Dual<double> dd) = GenericUses.OfBothGradient(new(v[0], v[1]), model, adjoint);
            Add(d, dd, adjoint);
            return value;
        });

    [Fact]
    public void A_method_that_stays_generic() => GradientAssert.Agrees(
        [0.7, -1.3, 0.3, 1, 2, 3, 0.9],
        v => GenericUses.StillGeneric(new Dual<double>(v[0], v[1]), ModelOf(v)),
        (v, d) =>
        {
            Polynomial<double> model = ModelOf(v), adjoint = model.ZerosLike();
            (double value, Dual<double> dd) = GenericUses.StillGenericGradient(new Dual<double>(v[0], v[1]), model, adjoint);
            Add(d, dd, adjoint);
            return value;
        });

    [Fact]
    public void A_base_class_with_a_type_argument() => GradientAssert.Agrees(0.7, -0.3, GenericUses.Inherited, (k, x) => GenericUses.InheritedGradient(k, x));

    [Fact]
    public void An_aggregate_in_a_generic_type() => GradientAssert.Agrees(0.7, -0.3, GenericUses.Nested, (a, b) => GenericUses.NestedGradient(a, b));

    [Fact]
    public void Two_type_parameters()
    {
        GradientAssert.Agrees(0.7, 0.3, GenericUses.TwoParameters, (x, y) => GenericUses.TwoParametersGradient(x, y));
        GradientAssert.Agrees(0.7, 0.3, GenericUses.BothOrders, (x, y) => GenericUses.BothOrdersGradient(x, y));
        (double value, double dx, float dy) = GenericUses.TwoParametersGradient(0.7, 0.3f);
        Assert.Equal(GenericUses.TwoParameters(0.7, 0.3f), value);
        Assert.Equal(Math.Cos(0.49) * 1.4 * MathF.Cos(0.3f), dx, 1e-12);
        Assert.Equal(-Math.Sin(0.49) * Math.Sin(0.3f), dy, 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    public void A_member_that_only_the_interface_has(double x)
    {
        (double value, double dx) = GenericUses.CallsNotInlineGradient(x);
        Assert.Equal(GenericUses.CallsNotInline(x), value);
        Assert.Equal(6 * x, dx, 1e-12);
    }

    [Fact]
    public void Methods_generic_over_aggregates() => GradientAssert.Agrees(
        [0.8, 0.4, 0.6, 0.7, 2, 1],
        v => NetOf(v).Generic(v[0], new(v[1], v[2])),
        (v, d) =>
        {
            GenericNet net = NetOf(v), adjoint = net.ZerosLike();
            (double value, double dx, Plane dv) = net.GenericGradient(v[0], new(v[1], v[2]), adjoint);
            double[] found = [dx, dv.X, dv.Y, adjoint.Swish.Beta, adjoint.Affine.A, adjoint.Affine.B];
            for (int i = 0; i < found.Length; i++)
            {
                d[i] += found[i];
            }

            return value;
        });

    [Fact]
    public void Forward_mode_agrees_with_reverse_mode()
    {
        var net = new GenericNet();
        GenericNet adjoint = net.ZerosLike(), tangent = net.ZerosLike();
        (double value, double dx) = net.LossGradient(0.8, adjoint);
        tangent.P.Weights[1] = 0.4;
        tangent.P.Bias = -0.3;
        tangent.D = new(0.2, 0.7);
        (double forward, double dresult) = net.LossJvp(0.8, tangent, 0.5);
        Assert.Equal(value, forward);
        GradientAssert.Equal((dx * 0.5) + (adjoint.P.Weights[1] * 0.4) - (adjoint.P.Bias * 0.3) + (adjoint.D.A * 0.2) + (adjoint.D.B * 0.7), dresult);
    }

    [Fact]
    public void Visitors_see_the_type_argument_and_constants_stay()
    {
        var net = new GenericNet();
        var names = new Names { Seen = [] };
        net.Visit(ref names);
        Assert.Equal(
            ["P.Weights: 3 double", "P.Bias: 1 double", "P.Extra: 1 double", "Q.Weights: 2 float", "Q.Bias: 1 float", "Q.Extra: 1 float", "D.A: 1 double", "D.B: 1 double",
                "Swish.Beta: 1 double", "Affine.A: 1 double", "Affine.B: 1 double"],
            names.Seen);
        Assert.Equal(1, net.ZerosLike().P.Scale);
    }

    [Fact]
    public void Another_floating_point_type_can_be_differentiated_but_not_visited()
    {
        var model = new Polynomial<Half>(2, (Half)0.5);
        Polynomial<Half> adjoint = model.ZerosLike();
        (Half value, Half dx) = model.EvalGradient((Half)2, adjoint);
        Assert.Equal(model.Eval((Half)2), value);
        Assert.Equal((Half)2, dx);
        Assert.Equal([(Half)1, (Half)2], adjoint.Weights);
        var names = new Names { Seen = [] };
        Assert.Contains("'Weights'", Assert.Throws<NotSupportedException>(() => model.Visit(ref names)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generic_aggregate_of_another_assembly()
    {
        GradientAssert.Agrees(
            [0.7, 1.2],
            v => GenericUses.Foreign(new(v[0], 2), v[1]),
            (v, d) =>
            {
                LibraryPair<double> pair = new(v[0], 2), adjoint = pair.ZerosLike();
                (double value, double dx) = GenericUses.ForeignGradient(pair, v[1], adjoint);
                (d[0], d[1]) = (d[0] + adjoint.First, d[1] + dx);
                return value;
            });
        GradientAssert.Agrees(
            [0.7, 1.2],
            v => GenericUses.ForeignGeneric(new LibraryPair<double>(v[0], 2), v[1]),
            (v, d) =>
            {
                LibraryPair<double> pair = new(v[0], 2), adjoint = pair.ZerosLike();
                (double value, double dx) = GenericUses.ForeignGenericGradient(pair, v[1], adjoint);
                (d[0], d[1]) = (d[0] + adjoint.First, d[1] + dx);
                return value;
            });
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        var net = new GenericNet();
        GenericNet adjoint = net.ZerosLike();
        for (int i = 0; i < 3; i++)
        {
            net.LossGradient(0.8, adjoint);
            net.SingleGradient(0.8f, adjoint);
            GenericUses.StillGenericGradient(net.D, net.P, adjoint.P);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            net.LossGradient(0.8, adjoint);
            net.SingleGradient(0.8f, adjoint);
            GenericUses.StillGenericGradient(net.D, net.P, adjoint.P);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Polynomial<double> ModelOf(double[] v)
    {
        var model = new Polynomial<double>(3, v[2]);
        (model.Weights[0], model.Weights[1], model.Weights[2], model.Extra[0]) = (v[3], v[4], v[5], v[6]);
        return model;
    }

    private static GenericNet NetOf(double[] v)
    {
        var net = new GenericNet { Swish = new() { Beta = v[3] } };
        (net.Affine.A, net.Affine.B) = (v[4], v[5]);
        return net;
    }

    private static void Add(double[] d, Dual<double> dd, Polynomial<double> adjoint)
    {
        double[] found = [dd.A, dd.B, adjoint.Bias, .. adjoint.Weights, adjoint.Extra[0]];
        for (int i = 0; i < found.Length; i++)
        {
            d[i] += found[i];
        }
    }

    private struct Names : IParameterVisitor
    {
        public List<string> Seen;

        public readonly void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => Seen.Add($"{name}: {values.Length} float");

        public readonly void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => Seen.Add($"{name}: {values.Length} double");
    }
}
