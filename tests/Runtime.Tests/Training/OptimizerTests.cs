using System.Text.Json;
using AutoDiff.Runtime.Tests.Goldens;

namespace AutoDiff.Runtime.Tests.Training;

public class OptimizerTests
{
    private static readonly JsonElement[] s_cases = Golden.Cases("optimizers.json");

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < s_cases.Length; i++)
                data.Add(i, s_cases[i].GetProperty("optimizer").GetString() + s_cases[i].GetProperty("attributes"));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_double_every_step_is_PyTorchs(int index, string description)
    {
        (Optimizer optimizer, double[] losses, double[][] parameters) = Read(index);
        var trainer = new Trainer<DoubleQuartic>(new DoubleQuartic(), optimizer);
        for (int step = 0; step < losses.Length; step++)
        {
            trainer.ZeroGradients();
            AssertClose(losses[step], trainer.Model.LossGradient(trainer.Gradients), 1e-12, description, step);
            trainer.Step();
            for (int i = 0; i < 4; i++)
                AssertClose(parameters[step][i], trainer.Model.All[i], 1e-12, description, step);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_float_every_step_is_PyTorchs(int index, string description)
    {
        (Optimizer optimizer, double[] losses, double[][] parameters) = Read(index);
        var trainer = new Trainer<FloatQuartic>(new FloatQuartic(), optimizer);
        for (int step = 0; step < losses.Length; step++)
        {
            trainer.ZeroGradients();
            AssertClose(losses[step], trainer.Model.LossGradient(trainer.Gradients), 1e-5, description, step);
            trainer.Step();
            for (int i = 0; i < 4; i++)
                AssertClose(parameters[step][i], trainer.Model.All[i], 1e-5, description, step);
        }
    }

    [Fact]
    public void Rates_weights_and_momenta_out_of_range_are_named()
    {
        Assert.Equal("learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(learningRate: -1)).ParamName);
        Assert.Equal("nesterov", Assert.Throws<ArgumentException>(() => new Sgd(nesterov: true)).ParamName);
        Assert.Equal("beta2", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta2: 1)).ParamName);
        Assert.Equal("weightDecay", Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(weightDecay: double.NaN)).ParamName);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(alpha: -0.5)).ParamName);
        Assert.Equal("epsilon", Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad(epsilon: -1)).ParamName);
    }

    private static (Optimizer Optimizer, double[] Losses, double[][] Parameters) Read(int index)
    {
        JsonElement item = s_cases[index];
        return (Golden.Optimizer(item.GetProperty("optimizer").GetString()!, item.GetProperty("attributes")),
            item.GetProperty("losses").Numbers(),
            [.. item.GetProperty("parameters").EnumerateArray().Select(Golden.Numbers)]);
    }

    private static void AssertClose(double expected, double actual, double tolerance, string description, int step) => Assert.True(
        Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{description}, step {step}: {expected} and {actual}");
}
