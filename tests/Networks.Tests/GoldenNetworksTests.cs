using System.Text.Json;
using AutoDiff.Networks.Tests.Models;
using AutoDiff.Runtime.Tests.Goldens;
using AutoDiff.Runtime.Tests.Taping;

namespace AutoDiff.Networks.Tests;

/// <summary>
/// The seven networks that PyTorch trained: from its parameters, first gradients within 1e-4 of each tensor's largest entry, all losses within 1e-3, and the
/// change of each parameter over the run within 1e-2 of its tensor's largest change. A step allocates nothing.
/// </summary>
/// <remarks>
/// Some parameters have no effect, so that their gradients are rounding errors, which Adam scales to full steps: a bias before a batch normalization, and
/// the bias of attention's keys, which shifts all scores of a query alike. What they become says nothing, and isn't compared.
/// </remarks>
public class GoldenNetworksTests
{
    // The rounding error of a sum of a batch's gradients that cancel.
    private const double Noise = 1e-7;

    private static readonly JsonElement[] s_cases = Golden.Cases("networks.json");

    private delegate float LossGradient<T>(T model, Tensor x, ReadOnlySpan<int> labels, T gradients);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Mlp(int index) => Train(
        index, new Mlp(new Random(1), 20, 16, 5), ["First=0", "Second=2"], static (model, x, labels, gradients) => model.LossGradient(x, labels, gradients));

    [Fact]
    public void Mlp_with_normalizations()
    {
        var model = new NormalizedMlp(new Random(1), 20, 16, 5);
        float[] variance = s_cases[2].GetProperty("final").GetProperty("1.running_var").Floats();
        Train(
            2, model, ["First=0", "Norm=1", "Second=3", "Last=4"], static (m, x, labels, gradients) => m.LossGradient(x, labels, gradients),
            () => AssertClose(variance, model.Norm.RunningVar.AsSpan(), null, 1e-2, "running variance"));
    }

    [Fact]
    public void Cnn() => Train(
        3, new Cnn(new Random(1), 5), ["First=0", "Second=3", "Output=7"], static (model, x, labels, gradients) => model.LossGradient(x, labels, gradients));

    [Fact]
    public void Lstm() => Train(4, new LstmClassifier(new Random(1), 5), [], static (model, x, labels, gradients) => model.LossGradient(x, labels, gradients));

    [Fact]
    public void Gru() => Train(5, new GruClassifier(new Random(1), 5), [], static (model, x, labels, gradients) => model.LossGradient(x, labels, gradients));

    [Fact]
    public void Gpt()
    {
        JsonElement a = s_cases[6].GetProperty("attributes"), tokens = s_cases[6].GetProperty("tokens");
        int[] all = tokens.Integers(), shape = tokens.Shape();
        int time = shape[1] - 1;
        int[] inputs = [.. all.Where((_, i) => i % shape[1] < time)], labels = [.. all.Where((_, i) => i % shape[1] > 0)];
        var model = new Gpt(new Random(1), a.Integer("vocabulary"), a.Integer("context"), a.Integer("width"), a.Integer("heads"), a.Integer("layers"));
        Train(6, model, [], (trainer) => trainer.Model.LossGradient(inputs, shape[0], labels, trainer.Gradients));
    }

    private static void Train<T>(int index, T model, string[] names, LossGradient<T> step, Action? after = null)
        where T : IDifferentiable<T>
    {
        Tensor inputs = s_cases[index].GetProperty("inputs").Tensor();
        int[] labels = s_cases[index].GetProperty("labels").Integers();
        Train(index, model, names, trainer => step(trainer.Model, inputs, labels, trainer.Gradients), after);
    }

    private static void Train<T>(int index, T model, string[] names, Func<Trainer<T>, float> step, Action? after = null)
        where T : IDifferentiable<T>
    {
        JsonElement item = s_cases[index], a = item.GetProperty("attributes"), initial = item.GetProperty("initial");
        var load = new ParameterLoad(initial, names);
        model.Visit(ref load);
        var trainer = new Trainer<T>(model, Golden.Optimizer(a.GetProperty("optimizer").GetString()!, a));
        double[] losses = item.GetProperty("losses").Numbers();
        for (int i = 0; i < losses.Length; i++)
        {
            trainer.ZeroGradients();
            float loss = step(trainer);
            Assert.Equal(losses[i], loss, 1e-3 * losses[i]);
            if (i == 0)
            {
                var compare = new ParameterComparison(item.GetProperty("firstGradients"), null, names, 1e-4);
                trainer.Gradients.Visit(ref compare);
            }

            trainer.Step();
        }

        var final = new ParameterComparison(item.GetProperty("final"), initial, names, 1e-2);
        trainer.Model.Visit(ref final);
        after?.Invoke();
        long reserved = Workspace.ForThread.ReservedBytes;
        Assert.Equal(0, Allocation.AfterWarmUp(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                trainer.ZeroGradients();
                step(trainer);
                trainer.Step();
            }
        }));
        Assert.Equal(reserved, Workspace.ForThread.ReservedBytes);
    }

    // Differences relative to the largest entry; given a start, of the change since.
    private static void AssertClose(float[] wanted, ReadOnlySpan<float> values, float[]? from, double tolerance, string name)
    {
        Assert.Equal(wanted.Length, values.Length);
        double scale = wanted.Select((value, i) => Math.Abs(value - (from?[i] ?? 0))).Max();
        for (int i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - values[i]) <= tolerance * scale + Noise, $"{name} at {i}: {wanted[i]} and {values[i]}");
    }

    // The name that PyTorch has for a parameter: some layers have numbers there.
    private static string NameOf(string name, string[] names)
    {
        foreach (string pair in names)
        {
            string[] sides = pair.Split('=');
            if (name.StartsWith(sides[0] + ".", StringComparison.Ordinal))
                name = sides[1] + name[sides[0].Length..];
        }

        return string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1])) ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
    }

    private readonly struct ParameterLoad(JsonElement values, string[] names) : IParameterVisitor
    {
        public void Visit(string name, Span<float> parameter, ReadOnlySpan<int> shape)
        {
            JsonElement value = values.GetProperty(NameOf(name, names));
            Assert.Equal(value.Shape(), shape.ToArray());
            value.Floats().CopyTo(parameter);
        }

        public void Visit(string name, Span<double> parameter, ReadOnlySpan<int> shape) => Assert.Fail("There are single-precision parameters only.");
    }

    private readonly struct ParameterComparison(JsonElement values, JsonElement? start, string[] names, double tolerance) : IParameterVisitor
    {
        public void Visit(string name, Span<float> parameter, ReadOnlySpan<int> shape)
        {
            string key = NameOf(name, names);
            float[] wanted = values.GetProperty(key).Floats();
            float[]? from = start?.GetProperty(key).Floats();
            if (from is not null && name == "First.Bias" && names.Contains("Norm=1"))
                return;
            if (from is not null && name.EndsWith("Qkv.Bias", StringComparison.Ordinal))
            {
                int third = wanted.Length / 3;
                AssertClose(wanted[..third], parameter[..third], from[..third], tolerance, name + " (queries)");
                AssertClose(wanted[^third..], parameter[^third..], from[^third..], tolerance, name + " (values)");
                return;
            }

            AssertClose(wanted, parameter, from, tolerance, name);
        }

        public void Visit(string name, Span<double> parameter, ReadOnlySpan<int> shape) => Assert.Fail("There are single-precision parameters only.");
    }
}
