using AutoDiff.Runtime.Tests.Training;

namespace AutoDiff.Runtime.Tests.Checking;

public class GradientFlowTests
{
    [Fact]
    public void A_healthy_run_has_no_problems()
    {
        var flow = new GradientFlow(window: 10);
        var trainer = new Trainer<DoubleQuartic>(new DoubleQuartic(), new Sgd(0.01));
        int observed = 0;
        flow.Observed += _ => observed++;
        for (int step = 0; step < 20; step++)
        {
            trainer.ZeroGradients();
            flow.Observe(trainer.Model.LossGradient(trainer.Gradients), trainer.Model, trainer.Gradients);
            trainer.Step();
        }

        Assert.Empty(flow.Problems);
        Assert.Equal(20, observed);
        Assert.Contains("Nothing looks wrong", flow.Report(), StringComparison.Ordinal);
        Assert.Contains("Points", flow.Report(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_doesnt_fall_is_seen()
    {
        var flow = new GradientFlow(window: 5);
        var model = new TiedModel();
        TiedModel gradient = model.ZerosLike();
        gradient.First.AsSpan().Fill(1);
        gradient.Second.AsSpan().Fill(1);
        for (int step = 0; step < 6; step++)
            flow.Observe(2 + step, model, gradient);
        Assert.Contains("isn't below its first value", Assert.Single(flow.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_value_that_isnt_a_number_is_named()
    {
        var flow = new GradientFlow();
        var model = new TiedModel();
        TiedModel gradient = model.ZerosLike();
        gradient.First.AsSpan().Fill(1);
        gradient.Second.AsSpan().Fill(1);
        flow.Observe(1, model, gradient);
        gradient.Second[1, 1] = float.NaN;
        flow.Observe(1, model, gradient);
        gradient.First[0] = float.PositiveInfinity;
        flow.Observe(1, model, gradient);
        Assert.Contains("gradient of 'Second' wasn't a finite number at step 2", flow.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_that_are_zero_vanish_or_explode_are_named()
    {
        var model = new TiedModel();
        var zero = new GradientFlow();
        zero.Observe(1, model, model.ZerosLike());
        Assert.Contains("All gradients are zero", Assert.Single(zero.Problems), StringComparison.Ordinal);

        TiedModel gradient = model.ZerosLike();
        gradient.First.AsSpan().Fill(1);
        var one = new GradientFlow();
        one.Observe(1, model, gradient);
        Assert.Contains("gradient of 'Second' is zero", Assert.Single(one.Problems), StringComparison.Ordinal);

        gradient.Second.AsSpan().Fill(1e-12f);
        var vanishing = new GradientFlow();
        vanishing.Observe(1, model, gradient);
        Assert.Contains("'Second' vanishes", Assert.Single(vanishing.Problems), StringComparison.Ordinal);

        gradient.Second.AsSpan().Fill(1e7f);
        var exploding = new GradientFlow();
        exploding.Observe(1, model, gradient);
        Assert.Contains("'Second' explodes", exploding.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Units_without_a_gradient_for_a_window_are_counted()
    {
        var flow = new GradientFlow(window: 3);
        var model = new TiedModel();
        TiedModel gradient = model.ZerosLike();
        gradient.First.AsSpan().Fill(1);
        gradient.Second.AsSpan()[6..].Fill(1);
        for (int step = 0; step < 3; step++)
            flow.Observe(3 - step, model, gradient);
        Assert.Contains("1 of the 4 units of 'Second'", Assert.Single(flow.Problems), StringComparison.Ordinal);
    }
}
