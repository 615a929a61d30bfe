using AutoDiff;

namespace Samples.CharGpt;

/// <summary>A language model over characters: embeddings, blocks, and a score for each character that may come next.</summary>
[Differentiable]
public sealed partial class Gpt
{
    public Gpt(Random random, int vocabulary, int context, int width, int heads, int layers)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (heads < 1 || width % heads != 0) throw new ArgumentException($"A width of {width} can't be split among {heads} heads.", nameof(heads));
        Characters = new Embedding(vocabulary, width, random);
        Places = new Embedding(context, width, random);
        for (int i = 0; i < layers; i++) Blocks.Add(new Block(random, width, heads));
        Norm = new LayerNorm(width);
        Head = new Linear(width, vocabulary, random, bias: false);
        Order = [.. Enumerable.Range(0, context)];
    }

    public Embedding Characters { get; }

    public Embedding Places { get; }

    public List<Block> Blocks { get; } = [];

    public LayerNorm Norm { get; }

    public Linear Head { get; }

    private int[] Order { get; }

    /// <summary>Scores what comes after each token, for a batch of texts of one length that lie one after another.</summary>
    [Differentiable]
    public Tensor Logits(ReadOnlySpan<int> tokens, int batch)
    {
        int time = tokens.Length / batch;
        Tensor x = Characters.Forward(tokens, [batch, time]) + Places.Forward(Order.AsSpan(0, time));
        foreach (Block block in Blocks) x = block.Forward(x);
        return Head.Forward(Norm.Forward(x));
    }

    /// <summary>The mean cross-entropy, in nats a character.</summary>
    [Differentiable]
    public float Loss(ReadOnlySpan<int> tokens, int batch, ReadOnlySpan<int> next) => Losses.CrossEntropy(Logits(tokens, batch), next);
}
