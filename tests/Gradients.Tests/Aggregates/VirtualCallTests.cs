using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Calls whose code depends on the receiver's type.</summary>
public sealed class VirtualCallTests
{
    private static Pipeline Make()
    {
        var shared = new PolynomialStage(0.7);
        return new Pipeline
        {
            Stages = { new TanhStage(0.4, 0.2), shared, new ReluStage(), new ResidualStage(new ResidualStage(shared)) },
            Tail = [new TanhStage(-0.3, 0.1), new PolynomialStage(0.2), new ResidualStage(new TanhStage(0.2, 0.6))],
        };
    }

    [Fact]
    public void A_model_of_layers_behind_an_abstract_class() =>
        ModelAssert.Agrees(Make, 0.4, (model, x) => model.Loss(x), (model, x, adjoint) => model.LossGradient(x, adjoint), (model, x, tangent, dx) => model.LossJvp(x, tangent, dx));

    [Fact]
    public void A_receiver_chosen_by_a_condition()
    {
        foreach (double x in (double[])[0.6, -0.6])
        {
            ModelAssert.Agrees(
                Make, x, (model, x) => Virtual.Chosen(model.Stages[1], model.Stages[0], x),
                (model, x, adjoint) => Virtual.ChosenGradient(model.Stages[1], model.Stages[0], x, adjoint.Stages[1], adjoint.Stages[0]));
        }
    }

    [Fact]
    public void The_members_of_a_virtual_method_are_virtual()
    {
        Func<Stage>[] stages = [() => new TanhStage(0.4, 0.2), () => new PolynomialStage(0.7), () => new ReluStage(), () => new ResidualStage(new ResidualStage(new TanhStage(0.1, 0.2)))];
        foreach (Func<Stage> make in stages)
        {
            ModelAssert.Agrees(make, 0.8, (stage, x) => stage.Penalty(x), (stage, x, adjoint) => stage.PenaltyGradient(x, adjoint), (stage, x, tangent, dx) => stage.PenaltyJvp(x, tangent, dx));
        }
    }

    private static Shape Shapes() => new Union(new Disc(0.5), new Union(new Disc(1.5), new Union()), new Disc(0.3));

    [Fact]
    public void A_marked_abstract_method() =>
        ModelAssert.Agrees(Shapes, 1.1, (shape, x) => shape.Area(x), (shape, x, adjoint) => shape.AreaGradient(x, adjoint), (shape, x, tangent, dx) => shape.AreaJvp(x, tangent, dx));

    [Fact]
    public void Recursion_through_a_marked_abstract_method() =>
        ModelAssert.Agrees(Shapes, 1.1, Virtual.Areas, (shape, x, adjoint) => Virtual.AreasGradient(shape, x, adjoint), (shape, x, tangent, dx) => Virtual.AreasJvp(shape, x, tangent, dx));

    [Fact]
    public void Interfaces()
    {
        IActivation[] activations = [new Square(), new Wave(1.3), new Square(), new Wave(0.4)];
        GradientAssert.Agrees(0.6, x => Virtual.Through(activations, x), x => Virtual.ThroughGradient(activations, x));
        GradientAssert.Equal(2 * Virtual.ThroughGradient(activations, 0.6).dx, Virtual.ThroughJvp(activations, 0.6, 2).dresult);
        ModelAssert.AllocatesNothing(() => Virtual.ThroughGradient(activations, 0.6));
    }


    [Fact]
    public void Virtual_calls_allocate_nothing()
    {
        Pipeline model = Make(), adjoint = model.ZerosLike();
        Shape shape = Shapes(), zeros = shape.ZerosLike();
        ModelAssert.AllocatesNothing(() => model.LossGradient(0.4, adjoint));
        ModelAssert.AllocatesNothing(() => shape.AreaGradient(1.1, zeros));
    }

    [Fact]
    public void No_receiver_is_the_exception_that_it_is_in_the_method()
    {
        var model = new Pipeline { Stages = { null! } };
        Assert.Throws<NullReferenceException>(() => model.Loss(1));
        Assert.Throws<NullReferenceException>(() => model.LossGradient(1, model.ZerosLike()));
    }
}
