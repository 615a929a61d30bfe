namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The same values under another shape: a view, not a copy.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="shape">The new lengths; one of them may be -1, and follows from the others.</param>
    /// <returns>A tensor of that shape that shares the values.</returns>
    /// <exception cref="ArgumentException">The shapes have different numbers of values.</exception>
    public static Tensor Reshape(Tensor x, params ReadOnlySpan<int> shape)
    {
        Shapes.RequirePresent(x, nameof(x));
        Span<int> lengths = stackalloc int[TensorBody.MostDimensions];
        if (shape.Length > lengths.Length)
            Shapes.LengthOf(shape);
        shape.CopyTo(lengths);
        lengths = lengths[..shape.Length];
        int open = lengths.IndexOf(-1);
        if (open >= 0)
        {
            lengths[open] = 1;
            int known = Shapes.LengthOf(lengths);
            lengths[open] = known == 0 ? 0 : x.Length / known;
        }

        if (Shapes.LengthOf(lengths) != x.Length)
            Shapes.ThrowPair(x.Shape, shape, nameof(Reshape), nameof(shape));
        return x.ViewAs(lengths, 0, x.Length);
    }
}
