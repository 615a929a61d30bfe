namespace AutoDiff.Networks.Tests.Models;

/// <summary>A block of a transformer: attention and a perceptron, each after a normalization and around it a shortcut.</summary>
[Differentiable]
public sealed partial class Block(Random random, int width, int heads)
{
    public LayerNorm Ln1 { get; } = new(width);

    public Linear Qkv { get; } = new(width, 3 * width, random);

    public Linear Proj { get; } = new(width, width, random);

    public LayerNorm Ln2 { get; } = new(width);

    public Linear Up { get; } = new(width, 4 * width, random);

    public Linear Down { get; } = new(4 * width, width, random);

    [Differentiable]
    public Tensor Forward(Tensor x)
    {
        x = x + Attend(Ln1.Forward(x));
        return x + Down.Forward(Tensor.Gelu(Up.Forward(Ln2.Forward(x))));
    }

    private Tensor Attend(Tensor x)
    {
        int batch = x.Shape[0], time = x.Shape[1];
        Tensor qkv = Qkv.Forward(x);
        Tensor query = Heads(Tensor.Slice(qkv, 2, 0, width), batch, time);
        Tensor key = Heads(Tensor.Slice(qkv, 2, width, width), batch, time);
        Tensor value = Heads(Tensor.Slice(qkv, 2, 2 * width, width), batch, time);
        Tensor attended = Tensor.Transpose(Tensor.Attention(query, key, value, causal: true), 1, 2);
        return Proj.Forward(Tensor.Reshape(attended, batch, time, width));
    }

    private Tensor Heads(Tensor x, int batch, int time) => Tensor.Transpose(Tensor.Reshape(x, batch, time, heads, width / heads), 1, 2);
}

/// <summary>A small language model over tokens.</summary>
[Differentiable]
public sealed partial class Gpt
{
    public Gpt(Random random, int vocabulary, int context, int width, int heads, int layers)
    {
        Wte = new Embedding(vocabulary, width, random);
        Wpe = new Embedding(context, width, random);
        for (int i = 0; i < layers; i++)
            Blocks.Add(new Block(random, width, heads));
        Lnf = new LayerNorm(width);
        Head = new Linear(width, vocabulary, random, bias: false);
        Positions = [.. Enumerable.Range(0, context)];
    }

    public Embedding Wte { get; }

    public Embedding Wpe { get; }

    public List<Block> Blocks { get; } = [];

    public LayerNorm Lnf { get; }

    public Linear Head { get; }

    private int[] Positions { get; }

    [Differentiable]
    public Tensor Logits(ReadOnlySpan<int> tokens, int batch)
    {
        int time = tokens.Length / batch;
        Tensor x = Wte.Forward(tokens, [batch, time]) + Wpe.Forward(Positions.AsSpan(0, time));
        foreach (Block block in Blocks)
            x = block.Forward(x);
        return Head.Forward(Lnf.Forward(x));
    }

    [Differentiable]
    public float Loss(ReadOnlySpan<int> tokens, int batch, ReadOnlySpan<int> labels) => Losses.CrossEntropy(Logits(tokens, batch), labels);
}
