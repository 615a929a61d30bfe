using System.Text.Json;
using AutoDiff.Runtime.Tests.Goldens;

namespace AutoDiff.Runtime.Tests.Layers;

/// <summary>Layers with PyTorch's parameters give PyTorch's first loss.</summary>
public class GoldenNetworkTests
{
    private static readonly JsonElement[] s_cases = Golden.Cases("networks.json");

    [Fact]
    public void Linear_layers()
    {
        JsonElement item = s_cases[0];
        var hidden = new Linear(20, 16, new Random(1));
        var output = new Linear(16, 5, new Random(1));
        Set(item, ("0.weight", hidden.Weight), ("0.bias", hidden.Bias), ("2.weight", output.Weight), ("2.bias", output.Bias));
        AssertFirstLoss(item, output.Forward(Tensor.Relu(hidden.Forward(Inputs(item)))));
    }

    [Fact]
    public void Normalizations()
    {
        JsonElement item = Case("norm");
        var first = new Linear(20, 16, new Random(1));
        var batch = new BatchNorm1d(16);
        var second = new Linear(16, 5, new Random(1));
        var layer = new LayerNorm(5);
        Set(
            item, ("0.weight", first.Weight), ("0.bias", first.Bias), ("1.weight", batch.Weight), ("1.bias", batch.Bias),
            ("1.running_mean", batch.RunningMean), ("1.running_var", batch.RunningVar), ("3.weight", second.Weight), ("3.bias", second.Bias),
            ("4.weight", layer.Weight), ("4.bias", layer.Bias));
        AssertFirstLoss(item, layer.Forward(second.Forward(Tensor.Tanh(batch.Forward(first.Forward(Inputs(item)))))));

        // One batch moved the running statistics by a tenth of the way; evaluation uses them.
        Tensor x = first.Forward(Inputs(item));
        double mean = 0, squares = 0;
        for (int row = 0; row < 8; row++)
            mean += x[row, 3] / 8.0;
        for (int row = 0; row < 8; row++)
            squares += (x[row, 3] - mean) * (x[row, 3] - mean) / 7;
        Assert.Equal(0.1 * mean, batch.RunningMean[3], 1e-5);
        Assert.Equal(0.9 + 0.1 * squares, batch.RunningVar[3], 1e-5);
        batch.Training = false;
        float expected = (x[2, 3] - batch.RunningMean[3]) / MathF.Sqrt(batch.RunningVar[3] + 1e-5f) * batch.Weight[3] + batch.Bias[3];
        Assert.Equal(expected, batch.Forward(x)[2, 3], 1e-5f);
    }

    [Fact]
    public void Convolutions()
    {
        JsonElement item = Case("cnn");
        var first = new Conv2d(1, 4, 3, new Random(1), padding: 1);
        var second = new Conv2d(4, 8, 3, new Random(1), padding: 1);
        var output = new Linear(32, 5, new Random(1));
        Set(
            item, ("0.weight", first.Weight), ("0.bias", first.Bias), ("3.weight", second.Weight), ("3.bias", second.Bias),
            ("7.weight", output.Weight), ("7.bias", output.Bias));
        Tensor x = Tensor.MaxPool2d(Tensor.Relu(first.Forward(Inputs(item))), 2);
        x = Tensor.AvgPool2d(Tensor.Relu(second.Forward(x)), 2);
        AssertFirstLoss(item, output.Forward(Tensor.Reshape(x, x.Shape[0], -1)));
    }

    [Fact]
    public void Long_short_term_memory()
    {
        JsonElement item = Case("recurrent: LSTM");
        var layer = new Lstm(3, 8, new Random(1));
        var output = new Linear(8, 5, new Random(1));
        Set(
            item, ("rnn.weight_ih_l0", layer.WeightIhL0), ("rnn.weight_hh_l0", layer.WeightHhL0), ("rnn.bias_ih_l0", layer.BiasIhL0),
            ("rnn.bias_hh_l0", layer.BiasHhL0), ("out.weight", output.Weight), ("out.bias", output.Bias));
        AssertFirstLoss(item, output.Forward(layer.Last(Inputs(item))));
        Tensor all = layer.Forward(Inputs(item));
        Assert.Equal([5, 6, 8], all.Shape.ToArray());
        AssertFirstLoss(item, output.Forward(Tensor.Reshape(Tensor.Slice(all, 1, 5, 1), 5, 8)));
    }

    [Fact]
    public void Gated_units()
    {
        JsonElement item = Case("recurrent: GRU");
        var layer = new Gru(3, 8, new Random(1));
        var output = new Linear(8, 5, new Random(1));
        Set(
            item, ("rnn.weight_ih_l0", layer.WeightIhL0), ("rnn.weight_hh_l0", layer.WeightHhL0), ("rnn.bias_ih_l0", layer.BiasIhL0),
            ("rnn.bias_hh_l0", layer.BiasHhL0), ("out.weight", output.Weight), ("out.bias", output.Bias));
        AssertFirstLoss(item, output.Forward(layer.Last(Inputs(item))));
        AssertFirstLoss(item, output.Forward(Tensor.Reshape(Tensor.Slice(layer.Forward(Inputs(item)), 1, 5, 1), 5, 8)));
    }

    [Fact]
    public void Transformer()
    {
        JsonElement item = Case("gpt");
        int[] tokens = item.GetProperty("tokens").Integers();
        var inputs = new List<int>();
        var labels = new List<int>();
        for (int row = 0; row < 3; row++)
        {
            inputs.AddRange(tokens.AsSpan(9 * row, 8));
            labels.AddRange(tokens.AsSpan(9 * row + 1, 8));
        }

        Tensor x = Tensor.Embedding(Parameter(item, "wte.weight"), inputs.ToArray(), [3, 8]) + Parameter(item, "wpe.weight");
        for (int block = 0; block < 2; block++)
        {
            string name = $"blocks.{block}.";
            var attention = new MultiHeadAttention(16, 2, new Random(1));
            Set(
                item, (name + "qkv.weight", attention.InProjWeight), (name + "qkv.bias", attention.InProjBias),
                (name + "proj.weight", attention.OutProj.Weight), (name + "proj.bias", attention.OutProj.Bias));
            x += attention.Forward(Tensor.LayerNorm(x, Parameter(item, name + "ln1.weight"), Parameter(item, name + "ln1.bias")), causal: true);
            Tensor h = Tensor.LayerNorm(x, Parameter(item, name + "ln2.weight"), Parameter(item, name + "ln2.bias"));
            h = Tensor.Gelu(Tensor.Linear(h, Parameter(item, name + "up.weight"), Parameter(item, name + "up.bias")));
            x += Tensor.Linear(h, Parameter(item, name + "down.weight"), Parameter(item, name + "down.bias"));
        }

        x = Tensor.LayerNorm(x, Parameter(item, "lnf.weight"), Parameter(item, "lnf.bias"));
        Tensor logits = Tensor.Linear(x, Parameter(item, "head.weight"), default);
        Assert.Equal(item.GetProperty("losses")[0].GetDouble(), Losses.CrossEntropy(logits, labels.ToArray()), 2e-6);
    }

    private static JsonElement Case(string start) => s_cases.First(item => item.GetProperty("network").GetString()!.StartsWith(start, StringComparison.Ordinal));

    private static Tensor Inputs(JsonElement item) => item.GetProperty("inputs").Tensor();

    private static Tensor Parameter(JsonElement item, string name) => item.GetProperty("initial").GetProperty(name).Tensor();

    private static void Set(JsonElement item, params (string Name, Tensor Target)[] parameters)
    {
        foreach ((string name, Tensor target) in parameters)
        {
            Tensor value = Parameter(item, name);
            Assert.Equal(value.Shape.ToArray(), target.Shape.ToArray());
            value.AsSpan().CopyTo(target.AsSpan());
        }
    }

    private static void AssertFirstLoss(JsonElement item, Tensor logits) => Assert.Equal(
        item.GetProperty("losses")[0].GetDouble(), Losses.CrossEntropy(logits, item.GetProperty("labels").Integers()), 2e-6);
}
