namespace AutoDiff.Kernels;

/// <summary>A matrix in memory that doesn't move: transposing it swaps its strides, and copies nothing.</summary>
internal readonly unsafe struct MatrixView(float* start, int rows, int columns, nint rowStride, nint columnStride)
{
    internal float* Start { get; } = start;

    internal int Rows { get; } = rows;

    internal int Columns { get; } = columns;

    internal nint RowStride { get; } = rowStride;

    internal nint ColumnStride { get; } = columnStride;

    internal MatrixView Transposed => new(Start, Columns, Rows, ColumnStride, RowStride);

    internal static MatrixView RowMajor(float* start, int rows, int columns) => new(start, rows, columns, columns, 1);

    internal float* At(int row, int column) => Start + row * RowStride + column * ColumnStride;
}
