namespace AutoDiff.Kernels;

/// <summary>A shape seen along one axis: the dimensions before it as one, its own, and those after it as one.</summary>
internal readonly record struct AxisSplit(int Outer, int Length, int Inner)
{
    internal static AxisSplit Of(Tensor x, int axis)
    {
        Shapes.RequirePresent(x, nameof(x));
        int dimension = Shapes.Axis(axis, x.Shape);
        return new AxisSplit(Shapes.Product(x.Shape[..dimension]), x.Shape[dimension], Shapes.Product(x.Shape[(dimension + 1)..]));
    }

    // Where the values from an index of the axis on are.
    internal Spacing RunsFrom(int start) => new(start * Inner, Length * Inner);

    // The shape without the axis, or with length 1 there.
    internal static ReadOnlySpan<int> Reduced(Tensor x, int axis, bool keepDimension, Span<int> shape)
    {
        int dimension = Shapes.Axis(axis, x.Shape);
        int rank = 0;
        for (int i = 0; i < x.Rank; i++)
        {
            if (i != dimension)
                shape[rank++] = x.Shape[i];
            else if (keepDimension)
                shape[rank++] = 1;
        }

        return shape[..rank];
    }
}
