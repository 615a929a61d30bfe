using AutoDiff.Gradients.Library;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Generics;

/// <summary>Marked generic methods whose type parameters are constrained to differentiable classes.</summary>
public sealed class MethodsOverAggregatesTests
{
    private static SineUnit Sine() => new(0.7);

    private static CubicUnit Cubic() => new(0.4, -0.6);

    [Fact]
    public void Two_derived_classes_through_one_method()
    {
        ModelAssert.Agrees(Sine, 0.6, OverAggregates.Loss, (m, x, d) => OverAggregates.LossGradient(m, x, d), (m, x, d, dx) => OverAggregates.LossJvp(m, x, d, dx));
        ModelAssert.Agrees(Cubic, 0.6, OverAggregates.Loss, (m, x, d) => OverAggregates.LossGradient(m, x, d), (m, x, d, dx) => OverAggregates.LossJvp(m, x, d, dx));
        ModelAssert.Agrees<Unit>(Cubic, 0.6, OverAggregates.Loss, (m, x, d) => OverAggregates.LossGradient(m, x, d), (m, x, d, dx) => OverAggregates.LossJvp(m, x, d, dx));
    }

    [Fact]
    public void A_class_that_is_derived_itself() =>
        ModelAssert.Agrees(Cubic, 0.6, OverAggregates.Derived, (m, x, d) => OverAggregates.DerivedGradient(m, x, d), (m, x, d, dx) => OverAggregates.DerivedJvp(m, x, d, dx));

    [Fact]
    public void A_class_and_an_interface()
    {
        ModelAssert.Agrees(Sine, 0.6, OverAggregates.Scores, (m, x, d) => OverAggregates.ScoresGradient(m, x, d), (m, x, d, dx) => OverAggregates.ScoresJvp(m, x, d, dx));
        ModelAssert.Agrees(Cubic, 0.6, OverAggregates.Scores, (m, x, d) => OverAggregates.ScoresGradient(m, x, d), (m, x, d, dx) => OverAggregates.ScoresJvp(m, x, d, dx));
    }

    [Fact]
    public void A_model_that_the_method_changes()
    {
        ModelAssert.Agrees(Sine, 0.6, OverAggregates.Changes, (m, x, d) => OverAggregates.ChangesGradient(m, x, d), (m, x, d, dx) => OverAggregates.ChangesJvp(m, x, d, dx));
        ModelAssert.Agrees(Cubic, 0.6, OverAggregates.Changes, (m, x, d) => OverAggregates.ChangesGradient(m, x, d), (m, x, d, dx) => OverAggregates.ChangesJvp(m, x, d, dx));
    }

    [Fact]
    public void Recursive()
    {
        ModelAssert.Agrees(
            Cubic, 0.6, (m, x) => OverAggregates.Chain(m, 3, x), (m, x, d) => OverAggregates.ChainGradient(m, 3, x, d), (m, x, d, dx) => OverAggregates.ChainJvp(m, 3, x, d, dx));
        ModelAssert.Agrees(Linked, 0.6, OverAggregates.Along, (m, x, d) => OverAggregates.AlongGradient(m, x, d), (m, x, d, dx) => OverAggregates.AlongJvp(m, x, d, dx));
    }

    private static SineUnit Linked()
    {
        SineUnit tied = Sine();
        return new(0.3) { Next = new CubicUnit(0.2, 0.9) { Next = tied, Table = tied.Table } };
    }

    [Fact]
    public void Called_with_known_types()
    {
        ModelAssert.Agrees(
            Sine, 0.6, (m, x) => OverAggregates.Known(m, Cubic(), x), (m, x, d) => OverAggregates.KnownGradient(m, Cubic(), x, d, Cubic().ZerosLike()),
            (m, x, d, dx) => OverAggregates.KnownJvp(m, Cubic(), x, d, Cubic().ZerosLike(), dx));
        ModelAssert.Agrees(
            Cubic, 0.6, (m, x) => OverAggregates.Known(Sine(), m, x), (m, x, d) => OverAggregates.KnownGradient(Sine(), m, x, Sine().ZerosLike(), d),
            (m, x, d, dx) => OverAggregates.KnownJvp(Sine(), m, x, Sine().ZerosLike(), d, dx));
    }

    [Fact]
    public void Called_from_a_generic_method()
    {
        ModelAssert.Agrees(Sine, 0.6, OverAggregates.Passed, (m, x, d) => OverAggregates.PassedGradient(m, x, d), (m, x, d, dx) => OverAggregates.PassedJvp(m, x, d, dx));
        ModelAssert.Agrees(Cubic, 0.6, OverAggregates.Passed, (m, x, d) => OverAggregates.PassedGradient(m, x, d), (m, x, d, dx) => OverAggregates.PassedJvp(m, x, d, dx));
        ModelAssert.Agrees(Cubic, 0.6, Trainer<CubicUnit>.Loss, (m, x, d) => Trainer<CubicUnit>.LossGradient(m, x, d), (m, x, d, dx) => Trainer<CubicUnit>.LossJvp(m, x, d, dx));
    }

    [Fact]
    public void Several_type_parameters_and_one_object()
    {
        ModelAssert.Agrees(
            Sine, 0.6, (m, x) => OverAggregates.Apart<Unit, SineUnit>(Cubic(), m, x), (m, x, d) => OverAggregates.ApartGradient<Unit, SineUnit>(Cubic(), m, x, Cubic().ZerosLike(), d),
            (m, x, d, dx) => OverAggregates.ApartJvp<Unit, SineUnit>(Cubic(), m, x, Cubic().ZerosLike(), d, dx));
        ModelAssert.Agrees(Sine, 0.6, (m, x) => OverAggregates.Apart(m, m, x), (m, x, d) => OverAggregates.ApartGradient(m, m, x, d, d));
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(-0.6)]
    public void A_result_of_the_type_parameter(double at)
    {
        ModelAssert.Agrees(Sine, at, (m, x) => OverAggregates.Picked<Unit>(m, Cubic(), x), (m, x, d) => OverAggregates.PickedGradient<Unit>(m, Cubic(), x, d, Cubic().ZerosLike()));
        ModelAssert.Agrees(Cubic, at, (m, x) => OverAggregates.Picked<Unit>(Sine(), m, x), (m, x, d) => OverAggregates.PickedGradient<Unit>(Sine(), m, x, Sine().ZerosLike(), d));
        SineUnit first = Sine(), second = Sine(), dfirst = first.ZerosLike(), dsecond = second.ZerosLike(), dresult = first.ZerosLike();
        dresult.Weight = 3;
        (SineUnit value, double dx) = OverAggregates.PickVjp(first, second, at, dresult, dfirst, dsecond);
        Assert.Same(at > 0 ? first : second, value);
        Assert.Equal((at > 0 ? 3 : 0, at > 0 ? 0 : 3, 0), (dfirst.Weight, dsecond.Weight, dx));
    }

    [Fact]
    public void Arrays_lists_and_spans()
    {
        ModelAssert.Agrees(
            Linked, 0.6, (m, x) => OverAggregates.OfArray([m, m.Next!, m.Next!.Next!], x),
            (m, x, d) => OverAggregates.OfArrayGradient([m, m.Next!, m.Next!.Next!], x, [d, d.Next!, d.Next!.Next!]),
            (m, x, d, dx) => OverAggregates.OfArrayJvp([m, m.Next!, m.Next!.Next!], x, [d, d.Next!, d.Next!.Next!], dx));
        ModelAssert.Agrees(
            Linked, 0.6, (m, x) => OverAggregates.OfList([m, m.Next!, m.Next!.Next!], x),
            (m, x, d) => OverAggregates.OfListGradient([m, m.Next!, m.Next!.Next!], x, [d, d.Next!, d.Next!.Next!]),
            (m, x, d, dx) => OverAggregates.OfListJvp([m, m.Next!, m.Next!.Next!], x, [d, d.Next!, d.Next!.Next!], dx));
        ModelAssert.Agrees(
            Linked, 0.6, (m, x) => OverAggregates.OfSpan<Unit>([m, m.Next!, m.Next!.Next!], x),
            (m, x, d) => OverAggregates.OfSpanGradient<Unit>([m, m.Next!, m.Next!.Next!], x, [d, d.Next!, d.Next!.Next!]));
        ModelAssert.Agrees(Sine, 0.6, (m, x) => OverAggregates.OfArray([m, m], x), (m, x, d) => OverAggregates.OfArrayGradient([m, m], x, [d, d]));
        Assert.Throws<ArgumentException>(() => OverAggregates.OfListGradient([Sine()], 1, []));
    }

    [Fact]
    public void A_generic_base_and_a_number()
    {
        static ScaledLayer Make() => new(0.7, 2) { Offset = 0.4 };
        ModelAssert.Agrees(Make, 0.6, OverAggregates.OfLayer, (m, x, d) => OverAggregates.OfLayerGradient(m, x, d), (m, x, d, dx) => OverAggregates.OfLayerJvp(m, x, d, dx));
        ModelAssert.Agrees(
            Make, 0.6, OverAggregates.WithNumber<ScaledLayer, double>, (m, x, d) => OverAggregates.WithNumberGradient(m, x, d), (m, x, d, dx) => OverAggregates.WithNumberJvp(m, x, d, dx));
    }

    [Fact]
    public void What_the_object_is()
    {
        ModelAssert.Agrees(Sine, 0.6, OverAggregates.Asked, (m, x, d) => OverAggregates.AskedGradient(m, x, d), (m, x, d, dx) => OverAggregates.AskedJvp(m, x, d, dx));
        ModelAssert.Agrees(Cubic, 0.6, OverAggregates.Asked, (m, x, d) => OverAggregates.AskedGradient(m, x, d), (m, x, d, dx) => OverAggregates.AskedJvp(m, x, d, dx));
    }

    [Fact]
    public void A_constant()
    {
        SineUnit model = Sine();
        GradientAssert.Agrees(0.6, x => OverAggregates.Constant(model, x), x => OverAggregates.ConstantGradient(model, x));
    }

    [Fact]
    public void Of_another_assembly()
    {
        static LibraryCurve Make() => new(0.7);
        ModelAssert.Agrees(Make, 0.6, LibraryGenerics.Twice, (m, x, d) => LibraryGenerics.TwiceGradient(m, x, d), (m, x, d, dx) => LibraryGenerics.TwiceJvp(m, x, d, dx));
        ModelAssert.Agrees(Make, 0.6, OverAggregates.Foreign, (m, x, d) => OverAggregates.ForeignGradient(m, x, d), (m, x, d, dx) => OverAggregates.ForeignJvp(m, x, d, dx));
        ModelAssert.Agrees(
            Make, 0.6, OverAggregates.ForeignGeneric, (m, x, d) => OverAggregates.ForeignGenericGradient(m, x, d), (m, x, d, dx) => OverAggregates.ForeignGenericJvp(m, x, d, dx));
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        SineUnit model = Linked(), adjoint = model.ZerosLike();
        ModelAssert.AllocatesNothing(() => OverAggregates.LossGradient(model, 0.4, adjoint));
        ModelAssert.AllocatesNothing(() => OverAggregates.AlongGradient(model, 0.4, adjoint));
        ModelAssert.AllocatesNothing(() => OverAggregates.PassedGradient(model, 0.4, adjoint));
    }
}
