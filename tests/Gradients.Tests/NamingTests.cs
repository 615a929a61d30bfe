using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

public class NamingTests
{
    private static readonly double[] s_x = [1.3, -0.7, 0.9];

    [Fact]
    public void A_taken_name_gets_an_underscore()
    {
        var g = Naming.AdjointTakenGradient(t: 3, dt: 2);
        Assert.Equal((18.0, 12.0, 9.0), (g.Value, g.dt_, g.ddt));
        var v = Naming.AdjointTakenVjp(3, 2, dresult: 2);
        Assert.Equal((18.0, 24.0, 18.0), v);
        Assert.Equal((18.0, 21.0), Naming.AdjointTakenJvp(t: 3, dt: 2, dt_: 1, ddt: 1));
        Assert.Equal((24.0, 12.0, 8.0, 6.0), Naming.AdjointTakenTwiceGradient(2, 3, 4));
        Assert.Equal(24 + (12 * 0.5), Naming.AdjointTakenTwiceJvp(2, 3, 4, 0.5, 0, 0).dresult + 24);
    }

    [Fact]
    public void Names_of_generated_parameters_and_elements_are_free_for_the_user()
    {
        GradientAssert.Agrees(
            [1.1, 2.2, 3.3, 4.4, 5.5],
            [],
            (s, _) => Naming.Reserved(s[0], s[1], s[2], s[3], s[4]),
            (s, _, _) =>
            {
                var g = Naming.ReservedGradient(s[0], s[1], s[2], s[3], s[4]);
                return (g.Item1, [g.Item2, g.Item3, g.Item4, g.Item5, g.Item6]);
            });
        GradientAssert.Agrees(
            [0.8],
            [s_x, [0.5, 1.5, -2]],
            (s, b) => Naming.ReservedBuffers(b[0], b[1], s[0]),
            (s, b, d) =>
            {
                (double value, double dvalue) = Naming.ReservedBuffersGradient(b[0], b[1], s[0], d[0], d[1]);
                return (value, [dvalue]);
            });
        GradientAssert.Agrees(0.7, Naming.Locals, x => Naming.LocalsGradient(x));
        Assert.Equal(Naming.LocalsGradient(0.7).dx, Naming.LocalsJvp(0.7, 1).dresult, 1e-10);
    }

    [Fact]
    public void Keywords_as_names()
    {
        GradientAssert.Agrees(
            [1.2, 0.7],
            [s_x],
            (s, b) => Naming.Keywords(s[0], s[1], b[0]),
            (s, b, d) =>
            {
                var g = Naming.KeywordsGradient(@class: s[0], @int: s[1], @for: b[0], dfor: d[0]);
                return (g.Value, [g.dclass, g.dint]);
            });
        GradientAssert.Agrees(1.2, Naming.@double, x => Naming.doubleGradient(@this: x));
        var c = Naming.ContextualKeywordsGradient(1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal((2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 8.0, 7.0), (c.dvar, c.dasync, c.dawait, c.drecord, c.dfield, c.Item7, c.dnint, c.dscoped));
    }

    [Fact]
    public void Names_of_other_scripts()
    {
        var g = Naming.GrößeGradient(2, 3, 4, 5);
        Assert.Equal((500.0, 2.0 * 10 * 3 * 5, 2.0 * 10 * 2 * 5, 2.0 * 10 * 5, 100.0), (g.Value, g.dgröße, g.d数, g.dπ, g.d_));
    }

    [Fact]
    public void Params_and_defaults()
    {
        GradientAssert.Agrees(1.4, s_x, (s, x) => Naming.Params(s, x), (s, x, dx) => Naming.ParamsGradient(s, x, dx));
        Assert.Empty(typeof(Naming).GetMethod("ParamsGradient")!.GetParameters()[1].GetCustomAttributes(typeof(ParamArrayAttribute), false));

        var g = Naming.DefaultsGradient(2);
        Assert.Equal((Naming.Defaults(2), (2.5 * 3) + 1, 6.0, 0.0), (g.Value, g.dx, g.dk, g.dinf));
        Assert.Equal((4 * 5) + 1, Naming.DefaultsGradient(2, n: 5, k: 4).dx);
        Assert.False(typeof(Naming).GetMethod("DefaultsVjp")!.GetParameters()[1].HasDefaultValue);

        double[] dx = [0.0];
        Assert.Equal((10.0, 4.0), Naming.DefaultBeforeBufferGradient([4], 2.5, dx));
        Assert.Equal(2.5, dx[0]);
    }

    [Fact]
    public void Members_of_extension_methods_are_extension_methods()
    {
        Assert.Equal((6.0, 2.0), 3.0.TwiceGradient());
        Assert.Equal((6.0, 10.0), 3.0.TwiceVjp(5));
        double[] dx = new double[3];
        Assert.Equal(s_x.SumOfSquares(), s_x.SumOfSquaresGradient(dx));
        Assert.Equal([2.6, -1.4, 1.8], dx);
    }

    [Fact]
    public void Overloads()
    {
        Assert.Equal((9.0, 6.0), Naming.OverloadedGradient(3.0));
        Assert.Equal((27f, 27f), Naming.OverloadedGradient(3f));
        Assert.Equal((6.0, 3.0, 2.0), Naming.OverloadedGradient(2, 3));
        double[] dx = [1];
        Assert.Equal(8, Naming.OverloadedGradient([2], dx));
        Assert.Equal(13, dx[0]);
    }

    [Fact]
    public void References()
    {
        double y = 3, dy = 1;
        double dx = Naming.RefsVjp(2, ref y, out double z, dz: 10, ref dy);

        // z = x y, y' = x^2 y^2.
        Assert.Equal((6.0, 36.0), (z, y));
        Assert.Equal((10.0 * 3) + (2 * 2 * 9), dx);
        Assert.Equal((10.0 * 2) + (2 * 4 * 3), dy);

        y = 3;
        double ty = 0.5;
        Naming.RefsJvp(2, ref y, out z, 1, ref ty, out double tz);
        Assert.Equal(3 + (2 * 0.5), tz);
        Assert.Equal(36 + (0.5 * 24), ty);
    }

    [Fact]
    public void Partial_types_at_every_level()
    {
        Assert.Equal((9.0, 6.0), Naming.Inner<string>.Deep.NestedGradient(3, null));
        Assert.Equal((9.0, 3.0), Naming.Inner<string>.Deep.NestedGradient(3, "text"));
        Assert.Equal(8, Naming.Inner<string>.OfHidden(4));
        Assert.True(typeof(Naming.Inner<string>.Deep).GetMethod("NestedGradient", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.IsAssembly);
    }

    [Fact]
    public void Operators_use_their_metadata_names()
    {
        (Doubled value, Doubled dx, Doubled dy) = Doubled.op_MultiplyVjp(new(2, 3), new(5, 7), new(1, 10));
        Assert.Equal((-11.0, 29.0), (value.A, value.B));
        Assert.Equal((5 + 70.0, -7 + 50.0), (dx.A, dx.B));
        Assert.Equal((2 + 30.0, -3 + 20.0), (dy.A, dy.B));
        (_, Doubled tangent) = Doubled.op_MultiplyJvp(new(2, 3), new(5, 7), new(1, 0), new(0, 0));
        Assert.Equal((5.0, 7.0), (tangent.A, tangent.B));

        (_, Doubled dnegated) = Doubled.op_UnaryNegationVjp(new(2, 3), new(1, 10));
        Assert.Equal((-1.0, -10.0), (dnegated.A, dnegated.B));
        Assert.Equal((2 * 3) + 10.0, Doubled.op_ImplicitVjp(3, new(1, 10)).dx);
        (_, Doubled dfrom) = Doubled.op_ExplicitGradient(new(2, 3));
        Assert.Equal((3.0, 2.0), (dfrom.A, dfrom.B));
    }

    [Fact]
    public void Types_of_the_users_own_with_the_librarys_names() => GradientAssert.Agrees(
        0.4, s_x, (s, x) => OwnNames.Methods.OfTheLibrary(s, x), (s, x, dx) => OwnNames.Methods.OfTheLibraryGradient(s, x, dx));
}
