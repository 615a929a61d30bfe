using System.Numerics.Tensors;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The values as a span of <c>System.Numerics.Tensors</c>: a view that reads and writes them.</summary>
    /// <returns>The span, of the same shape; of a scalar, of shape (1).</returns>
    public TensorSpan<float> AsTensorSpan()
    {
        if (IsAbsent)
            return default;
        ReadOnlySpan<int> shape = Shape;
        Span<nint> lengths = stackalloc nint[Math.Max(1, shape.Length)];
        lengths[0] = Length;
        for (int i = 0; i < shape.Length; i++)
            lengths[i] = shape[i];
        return new TensorSpan<float>(AsSpan(), lengths);
    }

    /// <summary>A copy of a span of <c>System.Numerics.Tensors</c>, whatever its strides: fresh, or inside of a scope the workspace's.</summary>
    /// <param name="values">The values, of up to 6 dimensions.</param>
    /// <returns>The tensor, of the same shape.</returns>
    /// <exception cref="ArgumentException">The span has too many dimensions or values.</exception>
    public static Tensor CopyOf(scoped in ReadOnlyTensorSpan<float> values)
    {
        if (values.Rank > TensorBody.MostDimensions)
            throw new ArgumentException($"A tensor has at most {TensorBody.MostDimensions} dimensions, not {values.Rank}.", nameof(values));
        Span<int> shape = stackalloc int[TensorBody.MostDimensions];
        for (int i = 0; i < values.Rank; i++)
        {
            if (values.Lengths[i] > Array.MaxLength)
                throw new ArgumentException($"A span of {values.FlattenedLength} values is too long for a tensor.", nameof(values));
            shape[i] = (int)values.Lengths[i];
        }

        Tensor copy = Scratch(values.IsEmpty && values.Rank == 0 ? [0] : shape[..values.Rank]);
        if (!values.IsEmpty)
            values.FlattenTo(copy.AsSpan());
        return copy;
    }
}
