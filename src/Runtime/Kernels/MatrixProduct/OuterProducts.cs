namespace AutoDiff.Kernels;

/// <summary>
/// A B with a depth of one or two, as the adjoint of a weight has for a batch of one: rows of B times a number, added to rows of C, at the
/// speed of memory.
/// </summary>
internal static unsafe class OuterProducts
{
    private const int MostDepth = 2;
    private const int LeastColumns = 32;

    internal static bool Fit(MatrixView a, MatrixView b) => a.Columns <= MostDepth && b.ColumnStride == 1 && b.Columns >= LeastColumns;

    internal static void Multiply(MatrixView a, MatrixView b, float* c, nint cStride, Addend addend)
    {
        for (int row = 0; row < a.Rows; row++)
        {
            var target = new Span<float>(c + row * cStride, b.Columns);
            addend.CopyTo(row, target);
            for (int k = 0; k < a.Columns; k++)
                Blas.AddScaled(*a.At(row, k), new ReadOnlySpan<float>(b.At(k, 0), b.Columns), target);
        }
    }
}
