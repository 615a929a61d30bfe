using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>Copies blocks of a matrix into the order in which the micro-kernel reads them.</summary>
internal static unsafe class Packing
{
    private const int FloatsKept = 1 << 19;

    [ThreadStatic]
    private static PinnedBlock? t_left;

    [ThreadStatic]
    private static PinnedBlock? t_right;

    [ThreadStatic]
    private static PinnedBlock? t_tile;

    internal static PinnedBlock Left => t_left ??= new PinnedBlock(MatrixProduct.RowsPerBlock * MatrixProduct.DepthPerBlock);

    internal static PinnedBlock Right => t_right ??= new PinnedBlock(FloatsKept);

    internal static PinnedBlock Tile => t_tile ??= new PinnedBlock(16 * 64);

    // Makes this thread's memory.
    internal static void Reserve() => _ = (Left, Right, Tile);

    internal static int ColumnsPerBlock => FloatsKept / MatrixProduct.DepthPerBlock;

    /// <summary>Rows in panels of <paramref name="height"/>: in a panel the values of one column lie side by side.</summary>
    internal static void Rows(MatrixView a, int row, int rows, int column, int depth, int height, float* target)
    {
        int whole = rows / height * height;
        if (a.RowStride == 1)
        {
            // What is left over keeps its strides to itself: it isn't a panel, but the same order with fewer rows.
            CopyPanels(a.At(row, column), a.ColumnStride, depth, height, whole / height, target);
            if (whole < rows)
                CopyRuns(a.At(row + whole, column), a.ColumnStride, depth, rows - whole, target + (nint)whole * depth);
            return;
        }

        for (int r = 0; r < rows; r += height, target += (nint)height * depth)
        {
            int used = Math.Min(height, rows - r);
            Transpose(a.At(row + r, column), a.RowStride, a.ColumnStride, used, depth, target, used);
        }
    }

    /// <summary>Columns in panels of <paramref name="width"/>, the last one filled up with zeros.</summary>
    internal static void Columns(MatrixView b, int row, int depth, int column, int columns, int width, float* target)
    {
        int c = 0;
        if (b.ColumnStride == 1)
        {
            c = columns / width * width;
            CopyPanels(b.At(row, column), b.RowStride, depth, width, c / width, target);
            target += (nint)c * depth;
            if (c < columns && width == 32 && PanelCopies512.IsSupported)
            {
                PanelCopies512.Partial(b.At(row, column + c), b.RowStride, depth, columns - c, target);
                return;
            }
        }

        for (; c < columns; c += width, target += (nint)width * depth)
        {
            int used = Math.Min(width, columns - c);
            if (used < width)
                new Span<float>(target, width * depth).Clear();
            Transpose(b.At(row, column + c), b.ColumnStride, b.RowStride, used, depth, target, width);
        }
    }

    // Runs of adjacent columns, a panel each.
    private static void CopyPanels(float* source, nint stride, int depth, int width, int panels, float* target)
    {
        if (PanelCopies512.IsSupported && width == 12)
        {
            PanelCopies512.Twelves(source, stride, depth, panels, target);
        }
        else if (PanelCopies512.IsSupported && width == 32)
        {
            PanelCopies512.ThirtyTwos(source, stride, depth, panels, target);
        }
        else
        {
            for (int panel = 0; panel < panels; panel++)
                CopyRuns(source + (nint)panel * width, stride, depth, width, target + (nint)panel * width * depth);
        }
    }

    // Runs are short, a panel's height or width: a call for each would take longer than the copy.
    private static void CopyRuns(float* source, nint stride, int count, int length, float* target)
    {
        int wide = Vector512.IsHardwareAccelerated ? length & ~15 : 0;
        for (int i = 0; i < count; i++, source += stride, target += length)
        {
            int x = 0;
            for (; x < wide; x += 16)
                Vector512.Load(source + x).Store(target + x);
            for (; x + 8 <= length; x += 8)
                Vector256.Load(source + x).Store(target + x);
            for (; x + 4 <= length; x += 4)
                Vector128.Load(source + x).Store(target + x);
            for (; x < length; x++)
                target[x] = source[x];
        }
    }

    /// <summary>target[d * targetStride + r] = source[r * rowStride + d * depthStride]; some rows at a time keep the reads in cache lines.</summary>
    internal static void Transpose(float* source, nint rowStride, nint depthStride, int rows, int depth, float* target, nint targetStride)
    {
        int r = depthStride == 1 && Transposition512.IsSupported ? Transposition512.Run(source, rowStride, rows, depth, target, targetStride) : 0;
        for (; r + 4 <= rows; r += 4)
        {
            float* s0 = source + r * rowStride, s1 = s0 + rowStride, s2 = s1 + rowStride, s3 = s2 + rowStride;
            float* t = target + r;
            int d = 0;
            if (depthStride == 1)
                d = TransposeFours(s0, s1, s2, s3, depth, t, targetStride);
            for (; d < depth; d++)
            {
                nint from = d * depthStride, to = d * targetStride;
                t[to] = s0[from];
                t[to + 1] = s1[from];
                t[to + 2] = s2[from];
                t[to + 3] = s3[from];
            }
        }

        for (; r < rows; r++)
        {
            for (int d = 0; d < depth; d++)
                target[d * targetStride + r] = source[r * rowStride + d * depthStride];
        }
    }

    private static int TransposeFours(float* s0, float* s1, float* s2, float* s3, int depth, float* t, nint stride)
    {
        int d = 0;
        for (; d + 4 <= depth; d += 4)
            Transposition.FourByFour(s0 + d, s1 + d, s2 + d, s3 + d, t + d * stride, stride);
        return d;
    }
}
