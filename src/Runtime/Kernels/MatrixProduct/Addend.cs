namespace AutoDiff.Kernels;

/// <summary>What a product is added to: the result itself, one row for all rows (stride 0), or, as <c>default</c>, nothing.</summary>
internal readonly unsafe struct Addend(float* start, nint stride)
{
    internal float* Start { get; } = start;

    internal nint Stride { get; } = stride;

    internal Addend At(int row, int column) => Start == null ? default : new Addend(Start + row * Stride + column, Stride);

    // The values of a row; zeros where there is nothing.
    internal void CopyTo(int row, Span<float> target)
    {
        if (Start == null)
        {
            target.Clear();
            return;
        }

        var source = new ReadOnlySpan<float>(Start + row * Stride, target.Length);
        if (!source.Overlaps(target))
            source.CopyTo(target);
    }
}
