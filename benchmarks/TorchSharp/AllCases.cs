using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AutoDiff.Benchmarks.TorchSharp;

/// <summary>The cases of benchmarks/Training, as a user of TorchSharp writes them.</summary>
internal static class AllCases
{
    internal static Dictionary<string, Action> Make()
    {
        var cases = new Dictionary<string, Action>();
        foreach (int batch in (int[])[1, 32, 128, 512])
        {
            Sequential mlp = Sequential(Linear(784, 128), ReLU(), Linear(128, 10));
            Tensor x = rand(batch, 784), labels = randint(0, 10, batch, dtype: ScalarType.Int64);
            cases[$"a{batch}"] = Step(optim.SGD(mlp.parameters(), 0.01), () => functional.cross_entropy(mlp.forward(x), labels));
        }

        Sequential wide = Sequential(Linear(784, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10));
        Tensor wideX = rand(128, 784), wideLabels = randint(0, 10, 128, dtype: ScalarType.Int64);
        cases["b"] = Step(optim.Adam(wide.parameters(), 1e-3), () => functional.cross_entropy(wide.forward(wideX), wideLabels));

        Sequential cnn = Sequential(
            Conv2d(1, 16, 3, padding: 1), ReLU(), MaxPool2d(2), Conv2d(16, 32, 3, padding: 1), ReLU(), MaxPool2d(2), Flatten(), Linear(32 * 7 * 7, 10));
        Tensor images = rand(64, 1, 28, 28), imageLabels = randint(0, 10, 64, dtype: ScalarType.Int64);
        cases["c"] = Step(optim.SGD(cnn.parameters(), 0.01), () => functional.cross_entropy(cnn.forward(images), imageLabels));

        var gpt = new Gpt(vocabulary: 65, context: 64, width: 128, heads: 4, layers: 4);
        Tensor tokens = randint(0, 65, [12, 64], dtype: ScalarType.Int64), next = randint(0, 65, 12 * 64, dtype: ScalarType.Int64);
        cases["d"] = Step(optim.AdamW(gpt.parameters(), 1e-3), () => functional.cross_entropy(gpt.forward(tokens).view(-1, 65), next));

        Sequential moons = Sequential(Linear(2, 16), ReLU(), Linear(16, 16), ReLU(), Linear(16, 1));
        Tensor points = rand(100, 2), signs = randint(0, 2, [100, 1]).to(float32) * 2 - 1;
        cases["e"] = Step(optim.SGD(moons.parameters(), 0.01, weight_decay: 2e-4), () => functional.relu(1 - signs * moons.forward(points)).mean());
        return cases;
    }

    private static Action Step(optim.Optimizer optimizer, Func<Tensor> loss) => () =>
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        loss().backward();
        optimizer.step();
    };
}
