using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Generics;

public sealed class FormsOverAggregatesTests
{
    private static SineUnit Sine() => new(0.7);

    private static CubicUnit Cubic() => new(0.4, -0.6);

    private static LinearUnit Linear() => new();

    [Fact]
    public void Casts_and_patterns()
    {
        ModelAssert.Agrees(Sine, 0.6, FormsOverAggregates.Cast, (m, x, d) => FormsOverAggregates.CastGradient(m, x, d), (m, x, d, dx) => FormsOverAggregates.CastJvp(m, x, d, dx));
        ModelAssert.Agrees(Cubic, 0.6, FormsOverAggregates.Cast, (m, x, d) => FormsOverAggregates.CastGradient(m, x, d), (m, x, d, dx) => FormsOverAggregates.CastJvp(m, x, d, dx));
        ModelAssert.Agrees(Linear, 0.6, FormsOverAggregates.Cast, (m, x, d) => FormsOverAggregates.CastGradient(m, x, d), (m, x, d, dx) => FormsOverAggregates.CastJvp(m, x, d, dx));
    }

    [Fact]
    public void Local_functions() => ModelAssert.Agrees(
        Cubic, 0.6, FormsOverAggregates.LocalFunctions, (m, x, d) => FormsOverAggregates.LocalFunctionsGradient(m, x, d), (m, x, d, dx) => FormsOverAggregates.LocalFunctionsJvp(m, x, d, dx));

    [Fact]
    public void References()
    {
        ModelAssert.Agrees(Cubic, 0.6, (m, x) => FormsOverAggregates.Swapped(m, Cubic(), x), (m, x, d) => FormsOverAggregates.SwappedGradient(m, Cubic(), x, d, Cubic().ZerosLike()));
        ModelAssert.Agrees(Cubic, 0.6, (m, x) => FormsOverAggregates.Swapped(Cubic(), m, x), (m, x, d) => FormsOverAggregates.SwappedGradient(Cubic(), m, x, Cubic().ZerosLike(), d));
    }

    [Fact]
    public void Tuples() => ModelAssert.Agrees(Cubic, 0.6, FormsOverAggregates.OfBoth, (m, x, d) => FormsOverAggregates.OfBothGradient(m, x, d));

    [Fact]
    public void Extension_methods() => ModelAssert.Agrees(Cubic, 0.6, FormsOverAggregates.Extension, (m, x, d) => m.ExtensionGradient(x, d), (m, x, d, dx) => m.ExtensionJvp(x, d, dx));

    [Fact]
    public void Null()
    {
        ModelAssert.Agrees(Cubic, 0.6, FormsOverAggregates.Maybe, (m, x, d) => FormsOverAggregates.MaybeGradient(m, x, d), (m, x, d, dx) => FormsOverAggregates.MaybeJvp(m, x, d, dx));
        Assert.Equal((0.5, 1), FormsOverAggregates.MaybeGradient<Unit>(null, 0.5, null));
    }

    [Fact]
    public void Arrays()
    {
        ModelAssert.Agrees(
            Cubic, 0.6, (m, x) => FormsOverAggregates.Rows([[m], [m, m]], x), (m, x, d) => FormsOverAggregates.RowsGradient([[m], [m, m]], x, [[d], [d, d]]),
            (m, x, d, dx) => FormsOverAggregates.RowsJvp([[m], [m, m]], x, [[d], [d, d]], dx));
        ModelAssert.Agrees(
            Cubic, 0.6, FormsOverAggregates.OwnArray, (m, x, d) => FormsOverAggregates.OwnArrayGradient(m, x, d), (m, x, d, dx) => FormsOverAggregates.OwnArrayJvp(m, x, d, dx));
    }

    [Fact]
    public void Setters_operators_and_generic_members() => ModelAssert.Agrees(
        Linear, 0.6, FormsOverAggregates.Members, (m, x, d) => FormsOverAggregates.MembersGradient(m, x, d), (m, x, d, dx) => FormsOverAggregates.MembersJvp(m, x, d, dx));

    [Fact]
    public void The_object_by_another_name()
    {
        ModelAssert.Agrees(Linear, 0.6, FormsOverAggregates.Kept, (m, x, d) => FormsOverAggregates.KeptGradient(m, x, d));
        ModelAssert.Agrees(Linear, 0.6, Unlinked, (m, x, d) =>
        {
            (double Value, double dx) result = FormsOverAggregates.ToItselfGradient(m, x, d);
            (m.Next, d.Next) = (null, null);
            return result;
        });

        static double Unlinked(LinearUnit model, double x)
        {
            double value = FormsOverAggregates.ToItself(model, x);
            model.Next = null;
            return value;
        }
    }
}
