using Samples.CharGpt;

namespace AutoDiff.Benchmarks.Training;

/// <summary>The cases that the peers are measured on, each with inputs drawn from a seed; made when they are asked for.</summary>
internal static class AllCases
{
    internal static IReadOnlyDictionary<string, Func<ICase>> ByName { get; } = new Dictionary<string, Func<ICase>>
    {
        ["a1"] = () => Perceptron(1),
        ["a32"] = () => Perceptron(32),
        ["a128"] = () => Perceptron(128),
        ["a512"] = () => Perceptron(512),
        ["b"] = Wide,
        ["c"] = Convolutional,
        ["d"] = Transformer,
        ["e"] = Moons,
        ["e double"] = ScalarMoons,
    };

    private static Case<Mlp> Perceptron(int batch)
    {
        var random = new Random(1);
        (Tensor x, int[] labels) = (Values(random, batch, 784), Labels(random, batch, 10));
        return new Case<Mlp>($"a{batch}", new Mlp(random), new Sgd(0.01), (model, gradients) => model.LossGradient(x, labels, gradients));
    }

    private static Case<WideMlp> Wide()
    {
        var random = new Random(2);
        (Tensor x, int[] labels) = (Values(random, 128, 784), Labels(random, 128, 10));
        return new("b", new WideMlp(random), new Adam(1e-3), (model, gradients) => model.LossGradient(x, labels, gradients));
    }

    private static Case<Cnn> Convolutional()
    {
        var random = new Random(3);
        (Tensor x, int[] labels) = (Values(random, 64, 1, 28, 28), Labels(random, 64, 10));
        return new("c", new Cnn(random), new Sgd(0.01), (model, gradients) => model.LossGradient(x, labels, gradients));
    }

    private static Case<Gpt> Transformer()
    {
        var random = new Random(4);
        int[] tokens = Labels(random, 12 * 64, 65), next = Labels(random, 12 * 64, 65);
        return new("d", new Gpt(random, 65, 64, 128, 4, 4), new AdamW(1e-3), (model, gradients) => model.LossGradient(tokens, 12, next, gradients));
    }

    private static Case<MoonsNet> Moons()
    {
        var random = new Random(5);
        Tensor points = Values(random, 100, 2), labels = Tensor.Create(Signs(random, 100), 100, 1);
        return new("e", new MoonsNet(random), new Sgd(0.01, weightDecay: 2e-4), (model, gradients) => model.LossGradient(points, labels, gradients));
    }

    private static ScalarMoons ScalarMoons()
    {
        var random = new Random(6);
        return new(random, Values(random, 100, 2).AsSpan().ToArray(), Signs(random, 100));
    }

    private static Tensor Values(Random random, params int[] shape)
    {
        Tensor values = Tensor.Zeros(shape);
        foreach (ref float value in values.AsSpan())
            value = random.NextSingle() - 0.5f;
        return values;
    }

    private static int[] Labels(Random random, int count, int classes) => [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];

    private static float[] Signs(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0 ? -1f : 1f)];
}
