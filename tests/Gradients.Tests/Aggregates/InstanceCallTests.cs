using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Calls of instance methods that aren't lowered in place.</summary>
public sealed class InstanceCallTests
{
    [Fact]
    public void Different_receivers_in_a_loop_one_of_which_changes() => ModelAssert.Agrees(
        () => new FilterPair(), 0.3, (pair, x) => Instance.Alternate(pair.A, pair.B, x, 4),
        (pair, x, adjoint) => Instance.AlternateGradient(pair.A, pair.B, x, 4, adjoint.A, adjoint.B),
        (pair, x, tangent, dx) => Instance.AlternateJvp(pair.A, pair.B, x, 4, tangent.A, tangent.B, dx));

    [Fact]
    public void Methods_that_return_an_aggregate() => ModelAssert.Agrees(
        () => new FilterPair(), 0.7, (pair, x) => Instance.Mixing(pair.A, pair.B, x), (pair, x, adjoint) => Instance.MixingGradient(pair.A, pair.B, x, adjoint.A, adjoint.B));

    [Fact]
    public void Recursive_methods()
    {
        ModelAssert.Agrees(() => new Filter(), 0.8, (filter, x) => filter.Power(x, 4), (filter, x, adjoint) => filter.PowerGradient(x, 4, adjoint), (filter, x, tangent, dx) => filter.PowerJvp(x, 4, tangent, dx));
        ModelAssert.Agrees(() => new FilterPair(), 0.8, (pair, x) => pair.Both(x), (pair, x, adjoint) => pair.BothGradient(x, adjoint));
    }

    [Fact]
    public void A_method_that_uses_private_members_of_its_class() =>
        ModelAssert.Agrees(() => new Filter(), 0.8, Instance.Scaled, (filter, x, adjoint) => Instance.ScaledGradient(filter, x, adjoint));

    [Fact]
    public void A_receiver_that_is_a_constant()
    {
        var filter = new Filter();
        GradientAssert.Agrees(0.6, x => Instance.Constant(filter, x), x => Instance.ConstantGradient(filter, x));
    }

    [Fact]
    public void Split_calls_on_objects_allocate_nothing()
    {
        var pair = new FilterPair();
        FilterPair adjoint = pair.ZerosLike();
        ModelAssert.AllocatesNothing(() => Instance.AlternateGradient(pair.A, pair.B, 0.3, 4, adjoint.A, adjoint.B));
        ModelAssert.AllocatesNothing(() => pair.BothGradient(0.3, adjoint));
    }
}
