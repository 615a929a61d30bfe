using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// C = A B or C += A B for matrices of any strides. Blocks of B and A are packed where that pays, so that the innermost loops run in the
/// first cache; the sum over k is in one order, whatever the machine's load.
/// </summary>
internal static unsafe class MatrixProduct
{
    internal const int DepthPerBlock = 256;
    internal const int RowsPerBlock = 192;

    // Parts begin at whole tiles.
    private const int RowsPerPiece = 12;
    private const int ColumnsPerPiece = 32;

    // Above these a block is read often enough to pay for packing it.
    private const int RowsThatPackB = 64;
    private const int ColumnsThatPackA = 192;

    // The rows of a transposed A lie far apart, and get into each other's way in the first cache.
    private const int ColumnsThatPackTransposedA = 64;

    // What lies closer together is read where it is.
    private const int LeastExtentOfAPackedA = 1024;

    // A shorter panel would be written again while the last one is still being read.
    private const int LeastDepthOfAPanel = 64;

    /// <summary>C, row-major with the given stride, becomes A B, or A B is added to it.</summary>
    internal static void Multiply(MatrixView a, MatrixView b, float* c, nint cStride, bool accumulate) =>
        Multiply(a, b, c, cStride, accumulate ? new Addend(c, cStride) : default);

    /// <summary>C becomes A B, and each of its rows gets a row added.</summary>
    internal static void MultiplyAdd(MatrixView a, MatrixView b, float* row, float* c, nint cStride) => Multiply(a, b, c, cStride, new Addend(row, 0));

    private static void Multiply(MatrixView a, MatrixView b, float* c, nint cStride, Addend addend)
    {
        if (a.Rows == 0 || b.Columns == 0)
            return;
        if (a.Columns == 0)
        {
            for (int row = 0; row < a.Rows; row++)
                addend.CopyTo(row, new Span<float>(c + row * cStride, b.Columns));
            return;
        }

        // Whichever way is taken, an entry is summed in the same order in a part as in the whole.
        Way way = OuterProducts.Fit(a, b) ? Way.Outer : DotProducts.Fit(a, b) ? Way.Dots : RowProducts.Fit(a, b) ? Way.Row : Way.Blocks;
        bool splitsRows = a.Rows >= b.Columns;
        int pieces = splitsRows ? (a.Rows + RowsPerPiece - 1) / RowsPerPiece : (b.Columns + ColumnsPerPiece - 1) / ColumnsPerPiece;
        int parts = WorkerPool.PartsFor((long)a.Rows * a.Columns * b.Columns, pieces);
        if (parts == 1)
            Multiply(a, b, c, cStride, addend, way);
        else
            WorkerPool.Run(new ProductJob(a, b, c, cStride, addend, way, splitsRows, pieces), parts);
    }

    private static void Multiply(MatrixView a, MatrixView b, float* c, nint cStride, Addend addend, Way way)
    {
        if (way == Way.Outer)
            OuterProducts.Multiply(a, b, c, cStride, addend);
        else if (way == Way.Dots)
            DotProducts.Multiply(a, b, c, cStride, addend);
        else if (way == Way.Row)
            RowProducts.Multiply(a, b, c, addend);
        else if (Vector512.IsHardwareAccelerated)
            MultiplyBlocks<Lanes512<float>>(a, b, c, cStride, addend, 12);
        else if (Vector256.IsHardwareAccelerated)
            MultiplyBlocks<Lanes256<float>>(a, b, c, cStride, addend, 6);
        else
            MultiplyBlocks<Lanes128<float>>(a, b, c, cStride, addend, System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported ? 12 : 6);
    }

    internal static void MultiplyBlocks<TLanes>(MatrixView a, MatrixView b, float* c, nint cStride, Addend addend, int height)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int width = 2 * TLanes.Count;
        bool packsB = b.ColumnStride != 1 || a.Rows > RowsThatPackB;
        bool staysInTheFirstCache = (a.Rows - 1) * a.RowStride + (a.Columns - 1) * a.ColumnStride < LeastExtentOfAPackedA;
        bool packsA = b.Columns > (a.ColumnStride == 1 ? ColumnsThatPackA : ColumnsThatPackTransposedA) && a.Rows >= height && !staysInTheFirstCache;

        // A panel that only one block of rows reads is packed when it is needed, and never leaves the first cache.
        bool packsPanels = packsB && a.Rows <= RowsPerBlock && a.Columns >= LeastDepthOfAPanel;
        int depthOfABlock = DepthOfABlock(a.Columns);
        float* right = Packing.Right.Pointer;
        float* left = packsA ? Packing.Left.Pointer : null;
        for (int column = 0; column < b.Columns; column += Packing.ColumnsPerBlock)
        {
            int columns = Math.Min(Packing.ColumnsPerBlock, b.Columns - column);
            for (int k = 0; k < a.Columns; k += depthOfABlock)
            {
                int depth = Math.Min(depthOfABlock, a.Columns - k);
                int whole = columns / width * width;

                // Of a narrow last panel only the columns that are there are read, where they lie.
                bool isNarrow = typeof(TLanes) == typeof(Lanes512<float>) && columns - whole <= TLanes.Count;
                if (packsB && !packsPanels)
                    Packing.Columns(b, k, depth, column, columns, width, right);
                else if (!packsB && whole < columns && !isNarrow)
                    Packing.Columns(b, k, depth, column + whole, columns - whole, width, right);
                for (int row = 0; row < a.Rows; row += RowsPerBlock)
                {
                    int rows = Math.Min(RowsPerBlock, a.Rows - row);
                    if (packsA)
                        Packing.Rows(a, row, rows, k, depth, height, left);
                    for (int j = 0; j < columns; j += width)
                    {
                        bool isInPlace = !packsB && (j < whole || isNarrow);
                        float* panel = isInPlace ? b.At(k, column + j) : packsB && !packsPanels ? right + (nint)j * depth : right;
                        if (packsPanels)
                            Packing.Columns(b, k, depth, column + j, Math.Min(width, columns - j), width, right);
                        var strip = new Strip
                        {
                            A = packsA ? left : a.At(row, k),
                            RowStride = a.RowStride,
                            ColumnStride = a.ColumnStride,
                            IsPacked = packsA,
                            B = panel,
                            BStride = isInPlace ? b.RowStride : width,
                            C = c + row * cStride + column + j,
                            CStride = cStride,
                            Rows = rows,
                            Columns = Math.Min(width, columns - j),
                            Depth = depth,
                            From = k > 0 ? new Addend(c + row * cStride + column + j, cStride) : addend.At(row, column + j),
                        };
                        strip.Run<TLanes>(height);
                    }
                }
            }
        }
    }

    // Blocks of one depth: a last one of a few columns would go through all of C for little.
    private static int DepthOfABlock(int depth)
    {
        int blocks = (depth + DepthPerBlock - 1) / DepthPerBlock;
        return (depth + blocks - 1) / blocks;
    }

    private enum Way
    {
        Outer,
        Dots,
        Row,
        Blocks,
    }

    // A band of rows of the result, or of columns.
    private readonly struct ProductJob(
        MatrixView a, MatrixView b, float* c, nint cStride, Addend addend, Way way, bool splitsRows, int pieces) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share(pieces, part, parts);
            if (splitsRows)
            {
                int row = start * RowsPerPiece, rows = Math.Min(a.Rows, end * RowsPerPiece) - row;
                var band = new MatrixView(a.At(row, 0), rows, a.Columns, a.RowStride, a.ColumnStride);
                Multiply(band, b, c + row * cStride, cStride, addend.At(row, 0), way);
            }
            else
            {
                int column = start * ColumnsPerPiece, columns = Math.Min(b.Columns, end * ColumnsPerPiece) - column;
                var band = new MatrixView(b.At(0, column), b.Rows, columns, b.RowStride, b.ColumnStride);
                Multiply(a, band, c + column, cStride, addend.At(0, column), way);
            }
        }
    }

    // All rows of a block of A against one panel of B.
    private ref struct Strip
    {
        internal float* A, B, C;
        internal nint RowStride, ColumnStride, BStride, CStride;
        internal int Rows, Columns, Depth;
        internal bool IsPacked;
        internal Addend From;

        internal readonly void Run<TLanes>(int height)
            where TLanes : struct, ILanes<TLanes, float>
        {
            float* a = A;
            float* c = C;
            int row = 0;
            int tiled = RowsOfFullTiles<TLanes>(height);
            for (; row + height <= tiled; row += height, c += height * CStride)
            {
                Tile<TLanes>(height, a, IsPacked ? 1 : RowStride, IsPacked ? height : ColumnStride, From.At(row, 0), c);
                a += IsPacked ? height * Depth : height * RowStride;
            }

            int left = Rows - row;
            while (left > 0)
            {
                int rows = left >= 8 && typeof(TLanes) == typeof(Lanes512<float>) ? 8 : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
                Tile<TLanes>(rows, a, IsPacked ? 1 : RowStride, IsPacked ? Rows - row : ColumnStride, From.At(Rows - left, 0), c);
                a += IsPacked ? rows : rows * RowStride;
                c += rows * CStride;
                left -= rows;
            }
        }

        // Two or four rows alone wait for their sums: with the last full tile they are eight and six or eight and eight. Packed rows are packed by full tiles.
        private readonly int RowsOfFullTiles<TLanes>(int height)
            where TLanes : struct, ILanes<TLanes, float>
        {
            int rest = Rows % height;
            return typeof(TLanes) == typeof(Lanes512<float>) && !IsPacked && Rows > height && (rest is 2 or 4) ? Rows - rest - height : Rows;
        }

        private readonly void Tile<TLanes>(int rows, float* a, nint rowStride, nint columnStride, Addend from, float* c)
            where TLanes : struct, ILanes<TLanes, float>
        {
            int width = 2 * TLanes.Count;
            if (typeof(TLanes) == typeof(Lanes512<float>) && Columns > TLanes.Count)
            {
                Kernel512(rows, a, rowStride, columnStride, from, c);
            }
            else if (typeof(TLanes) == typeof(Lanes512<float>))
            {
                NarrowKernel(rows, a, rowStride, columnStride, from, c);
            }
            else if (Columns == width)
            {
                Kernel<TLanes>(rows, a, rowStride, columnStride, from, c, CStride);
            }
            else
            {
                float* tile = Packing.Tile.Pointer;
                Kernel<TLanes>(rows, a, rowStride, columnStride, default, tile, width);
                for (int r = 0; r < rows; r++)
                {
                    var source = new ReadOnlySpan<float>(tile + r * width, Columns);
                    var target = new Span<float>(c + r * CStride, Columns);
                    from.CopyTo(r, target);
                    Blas.Add(source, target);
                }
            }
        }

        private readonly void Kernel512(int rows, float* a, nint rowStride, nint columnStride, Addend from, float* c)
        {
            switch (rows)
            {
                case 12:
                    MicroKernel512.Rows12(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, CStride, Columns);
                    break;
                case 8:
                    MicroKernel512.Rows8(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, CStride, Columns);
                    break;
                case 6:
                    MicroKernel512.Rows6(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, CStride, Columns);
                    break;
                case 4:
                    MicroKernel512.Rows4(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, CStride, Columns);
                    break;
                case 2:
                    MicroKernel512.Rows2(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, CStride, Columns);
                    break;
                default:
                    MicroKernel512.Rows1(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, CStride, Columns);
                    break;
            }
        }

        private readonly void NarrowKernel(int rows, float* a, nint rowStride, nint columnStride, Addend from, float* c)
        {
            int row = 0;
            if (rows == 12)
            {
                NarrowKernel512.Rows12(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, CStride, Columns);
                return;
            }

            for (; row + 4 <= rows; row += 4)
            {
                NarrowKernel512.Rows4(
                    Depth, a + row * rowStride, rowStride, columnStride, B, BStride, from.At(row, 0).Start, from.Stride, c + row * CStride, CStride, Columns);
            }

            for (; row < rows; row++)
            {
                NarrowKernel512.Rows1(
                    Depth, a + row * rowStride, rowStride, columnStride, B, BStride, from.At(row, 0).Start, from.Stride, c + row * CStride, CStride, Columns);
            }
        }

        private readonly void Kernel<TLanes>(
            int rows, float* a, nint rowStride, nint columnStride, Addend from, float* c, nint cStride)
            where TLanes : struct, ILanes<TLanes, float>
        {
            switch (rows)
            {
                case 12:
                    MicroKernel<TLanes>.Rows12(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, cStride);
                    break;
                case 6:
                    MicroKernel<TLanes>.Rows6(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, cStride);
                    break;
                case 4:
                    MicroKernel<TLanes>.Rows4(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, cStride);
                    break;
                case 2:
                    MicroKernel<TLanes>.Rows2(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, cStride);
                    break;
                default:
                    MicroKernel<TLanes>.Rows1(Depth, a, rowStride, columnStride, B, BStride, from.Start, from.Stride, c, cStride);
                    break;
            }
        }
    }
}
