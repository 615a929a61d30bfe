using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AutoDiff.Benchmarks.TorchSharp;

/// <summary>The cases of benchmarks/Training, as a user of TorchSharp writes them; made when they are asked for.</summary>
internal static class AllCases
{
    internal static IReadOnlyDictionary<string, Func<Action>> ByName { get; } = new Dictionary<string, Func<Action>>
    {
        ["a1"] = () => Perceptron(1),
        ["a32"] = () => Perceptron(32),
        ["a128"] = () => Perceptron(128),
        ["a512"] = () => Perceptron(512),
        ["b"] = Wide,
        ["c"] = Convolutional,
        ["d"] = Transformer,
        ["e"] = Moons,
    };

    private static Action Perceptron(int batch)
    {
        Sequential mlp = Sequential(Linear(784, 128), ReLU(), Linear(128, 10));
        Tensor x = rand(batch, 784), labels = randint(0, 10, batch, dtype: ScalarType.Int64);
        return Step(optim.SGD(mlp.parameters(), 0.01), () => functional.cross_entropy(mlp.forward(x), labels));
    }

    private static Action Wide()
    {
        Sequential wide = Sequential(Linear(784, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10));
        Tensor x = rand(128, 784), labels = randint(0, 10, 128, dtype: ScalarType.Int64);
        return Step(optim.Adam(wide.parameters(), 1e-3), () => functional.cross_entropy(wide.forward(x), labels));
    }

    private static Action Convolutional()
    {
        Sequential cnn = Sequential(
            Conv2d(1, 16, 3, padding: 1), ReLU(), MaxPool2d(2), Conv2d(16, 32, 3, padding: 1), ReLU(), MaxPool2d(2), Flatten(), Linear(32 * 7 * 7, 10));
        Tensor images = rand(64, 1, 28, 28), labels = randint(0, 10, 64, dtype: ScalarType.Int64);
        return Step(optim.SGD(cnn.parameters(), 0.01), () => functional.cross_entropy(cnn.forward(images), labels));
    }

    private static Action Transformer()
    {
        var gpt = new Gpt(vocabulary: 65, context: 64, width: 128, heads: 4, layers: 4);
        Tensor tokens = randint(0, 65, [12, 64], dtype: ScalarType.Int64), next = randint(0, 65, 12 * 64, dtype: ScalarType.Int64);
        return Step(optim.AdamW(gpt.parameters(), 1e-3), () => functional.cross_entropy(gpt.forward(tokens).view(-1, 65), next));
    }

    private static Action Moons()
    {
        Sequential moons = Sequential(Linear(2, 16), ReLU(), Linear(16, 16), ReLU(), Linear(16, 1));
        Tensor points = rand(100, 2), signs = randint(0, 2, [100, 1]).to(float32) * 2 - 1;
        return Step(optim.SGD(moons.parameters(), 0.01, weight_decay: 2e-4), () => functional.relu(1 - signs * moons.forward(points)).mean());
    }

    private static Action Step(optim.Optimizer optimizer, Func<Tensor> loss) => () =>
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        loss().backward();
        optimizer.step();
    };
}
