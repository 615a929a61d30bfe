using AutoDiff;

namespace Samples.CharGpt;

/// <summary>A block of the transformer: causal attention and a perceptron, each after a normalization and around it a shortcut.</summary>
[Differentiable]
public sealed partial class Block(Random random, int width, int heads)
{
    public LayerNorm AttentionNorm { get; } = new(width);

    public Linear QueriesKeysValues { get; } = new(width, 3 * width, random);

    public Linear Projection { get; } = new(width, width, random);

    public LayerNorm PerceptronNorm { get; } = new(width);

    public Linear Up { get; } = new(width, 4 * width, random);

    public Linear Down { get; } = new(4 * width, width, random);

    [Differentiable]
    public Tensor Forward(Tensor x)
    {
        x = x + Attend(AttentionNorm.Forward(x));
        return x + Down.Forward(Tensor.Gelu(Up.Forward(PerceptronNorm.Forward(x))));
    }

    private Tensor Attend(Tensor x)
    {
        int batch = x.Shape[0], time = x.Shape[1];
        Tensor all = QueriesKeysValues.Forward(x);
        Tensor queries = Split(Tensor.Slice(all, 2, 0, width), batch, time);
        Tensor keys = Split(Tensor.Slice(all, 2, width, width), batch, time);
        Tensor values = Split(Tensor.Slice(all, 2, 2 * width, width), batch, time);
        Tensor attended = Tensor.Transpose(Tensor.Attention(queries, keys, values, causal: true), 1, 2);
        return Projection.Forward(Tensor.Reshape(attended, batch, time, width));
    }

    private Tensor Split(Tensor x, int batch, int time) => Tensor.Transpose(Tensor.Reshape(x, batch, time, heads, width / heads), 1, 2);
}
