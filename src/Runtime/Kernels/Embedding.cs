using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The rows of a weight that indices name.</summary>
    /// <param name="weight">Of shape (count, width).</param>
    /// <param name="indices">The rows.</param>
    /// <returns>Of shape (indices, width).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index isn't a row of the weight.</exception>
    public static Tensor Embedding(Tensor weight, ReadOnlySpan<int> indices) => Embedding(weight, indices, [indices.Length]);

    /// <summary>The rows of a weight that an array of indices names.</summary>
    /// <param name="weight">Of shape (count, width).</param>
    /// <param name="indices">The rows.</param>
    /// <param name="shape">The shape of the indices.</param>
    /// <returns>Of shape (shape..., width).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index isn't a row of the weight.</exception>
    public static Tensor Embedding(Tensor weight, ReadOnlySpan<int> indices, ReadOnlySpan<int> shape)
    {
        Shapes.RequireRank(weight, 2, nameof(weight));
        int count = weight.Shape[0], width = weight.Shape[1];
        if (shape.Length >= TensorBody.MostDimensions || Shapes.LengthOf(shape) != indices.Length)
            throw new ArgumentException($"The shape {Shapes.Print(shape)} isn't one of {indices.Length} indices.", nameof(shape));
        TableRows.Require(indices, count);
        Span<int> lengths = stackalloc int[TensorBody.MostDimensions];
        shape.CopyTo(lengths);
        lengths[shape.Length] = width;
        Tensor result = Uninitialized(lengths[..(shape.Length + 1)]);
        TableRows.Take(weight.AsSpan(), indices, width, result.AsSpan());
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of Embedding: rows add up where an index is repeated.</summary>
    /// <param name="indices">The rows.</param>
    /// <param name="dresult">The cotangent of the result, (..., width).</param>
    /// <param name="dweight">The adjoint of the weight, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Embedding), Parameters = [typeof(Tensor), typeof(ReadOnlySpan<int>)])]
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Embedding), Parameters = [typeof(Tensor), typeof(ReadOnlySpan<int>), typeof(ReadOnlySpan<int>)])]
    public static void EmbeddingVjp(ReadOnlySpan<int> indices, Tensor dresult, Tensor dweight)
    {
        if (dweight.IsAbsent)
            return;
        int width = dweight.Shape[1];
        if (dresult.Length != (long)indices.Length * width)
            Shapes.ThrowPair(dresult.Shape, dweight.Shape, "The adjoint of Embedding", nameof(dresult));
        TableRows.Require(indices, dweight.Shape[0]);
        TableRows.Add(dresult.AsSpan(), indices, width, dweight.AsSpan());
    }

    /// <summary>The tangent of <see cref="Tensor.Embedding(Tensor, ReadOnlySpan{int})"/>.</summary>
    /// <param name="indices">The rows.</param>
    /// <param name="dweight">The tangent of weight; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Embedding), Parameters = [typeof(Tensor), typeof(ReadOnlySpan<int>)])]
    public static Tensor EmbeddingJvp(ReadOnlySpan<int> indices, Tensor dweight) => Tensor.Embedding(dweight, indices);

    /// <summary>The tangent of <see cref="Tensor.Embedding(Tensor, ReadOnlySpan{int}, ReadOnlySpan{int})"/>.</summary>
    /// <param name="indices">The rows.</param>
    /// <param name="shape">The shape of the indices.</param>
    /// <param name="dweight">The tangent of weight; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Embedding), Parameters = [typeof(Tensor), typeof(ReadOnlySpan<int>), typeof(ReadOnlySpan<int>)])]
    public static Tensor EmbeddingJvp(ReadOnlySpan<int> indices, ReadOnlySpan<int> shape, Tensor dweight) =>
        Tensor.Embedding(dweight, indices, shape);
}
