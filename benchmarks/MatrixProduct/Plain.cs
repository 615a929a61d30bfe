namespace AutoDiff.Benchmarks.MatrixProduct;

/// <summary>The baseline: three loops, in the order in which the innermost one runs along memory.</summary>
internal static class Plain
{
    internal static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int rows, int columns, int depth)
    {
        c.Clear();
        for (int i = 0; i < rows; i++)
        {
            Span<float> target = c.Slice(i * columns, columns);
            for (int k = 0; k < depth; k++)
            {
                float factor = a[i * depth + k];
                ReadOnlySpan<float> row = b.Slice(k * columns, columns);
                for (int j = 0; j < target.Length; j++)
                    target[j] += factor * row[j];
            }
        }
    }
}
