using AutoDiff.Benchmarks.Training;
using Samples.CharGpt;

namespace AutoDiff.Benchmarks.Scaling;

/// <summary>Training steps by one of their sizes, and the unit that a time is divided by: what it should grow with.</summary>
internal static class Sweeps
{
    internal static IEnumerable<(string Sweep, int Size, double Units, Func<ICase> Make)> All()
    {
        foreach (int batch in (int[])[1, 4, 16, 64, 256, 1024, 4096])
            yield return ("batch (images)", batch, batch, () => Perceptron(256, batch));
        foreach (int width in (int[])[32, 64, 128, 256, 512, 1024, 2048])
            yield return ("width (10^6 weights)", width, (784.0 * width + (double)width * width + 10.0 * width) / 1e6, () => Perceptron(width, 128));
        foreach (int length in (int[])[16, 32, 64, 128, 256, 512, 1024])
            yield return ("sequence (characters)", length, length, () => Transformer(length));
    }

    private static Case<Network> Perceptron(int width, int batch)
    {
        var random = new Random(1);
        Tensor x = Tensor.Zeros(batch, 784);
        foreach (ref float value in x.AsSpan())
            value = random.NextSingle() - 0.5f;
        int[] labels = Draw(random, batch, 10);
        return new("perceptron", new Network(random, width), new Adam(1e-3), (model, gradients) => model.LossGradient(x, labels, gradients));
    }

    private static Case<Gpt> Transformer(int length)
    {
        var random = new Random(2);
        int[] tokens = Draw(random, length, 65), next = Draw(random, length, 65);
        return new("transformer", new Gpt(random, 65, length, 128, 4, 4), new AdamW(1e-3), (model, gradients) => model.LossGradient(tokens, 1, next, gradients));
    }

    private static int[] Draw(Random random, int count, int classes) => [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
}
