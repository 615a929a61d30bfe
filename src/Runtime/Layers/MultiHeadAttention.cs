namespace AutoDiff;

/// <summary>Self-attention with several heads (Vaswani et al., 2017).</summary>
[Differentiable]
public sealed partial class MultiHeadAttention
{
    /// <summary>Creates the layer with PyTorch's initialization.</summary>
    /// <param name="width">The length of a vector.</param>
    /// <param name="heads">The number of heads, a divisor of the width.</param>
    /// <param name="random">The source of the first values.</param>
    public MultiHeadAttention(int width, int heads, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (width % heads != 0)
            throw new ArgumentException($"The width {width} isn't a multiple of the number of heads, {heads}.", nameof(heads));
        InProjWeight = Initializers.XavierUniform(random, 3 * width, width);
        InProjBias = Initializers.Zeros(3 * width);
        OutProj = new Linear(width, width, random);
        OutProj.Bias.AsSpan().Clear();
        Heads = heads;
    }

    /// <summary>The weights that make queries, keys and values, one below the other: of shape (3 width, width).</summary>
    public Tensor InProjWeight { get; }

    /// <summary>The biases of queries, keys and values: of shape (3 width).</summary>
    public Tensor InProjBias { get; }

    /// <summary>The layer that mixes the heads.</summary>
    public Linear OutProj { get; }

    /// <summary>The number of heads.</summary>
    public int Heads { get; }

    /// <summary>Attention of a sequence to itself.</summary>
    /// <param name="x">Of shape (batch, time, width).</param>
    /// <param name="causal">Whether a place sees those up to itself alone.</param>
    /// <returns>Of the same shape.</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Forward(Tensor x, bool causal = false)
    {
        int batch = x.Shape[0], time = x.Shape[1], width = x.Shape[2];
        Tensor projected = Tensor.Linear(x, InProjWeight, InProjBias);
        Tensor query = Split(Tensor.Slice(projected, 2, 0, width), batch, time, width);
        Tensor key = Split(Tensor.Slice(projected, 2, width, width), batch, time, width);
        Tensor value = Split(Tensor.Slice(projected, 2, 2 * width, width), batch, time, width);
        Tensor attended = Tensor.Transpose(Tensor.Attention(query, key, value, causal), 1, 2);
        return OutProj.Forward(Tensor.Reshape(attended, batch, time, width));
    }

    // (batch, time, width) to (batch, heads, time, width / heads)
    private Tensor Split(Tensor x, int batch, int time, int width) =>
        Tensor.Transpose(Tensor.Reshape(x, batch, time, Heads, width / Heads), 1, 2);
}
