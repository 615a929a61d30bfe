using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// The sums over rows: what the adjoint of a bias is. Columns are divided among threads, rows are added in their order; those of a tall and
/// narrow matrix in chunks, and then the chunks' sums.
/// </summary>
internal static unsafe class ColumnSums
{
    private const int Columns = 64;
    private const int ValuesOfAChunk = 1 << 14;
    private const int LeastValuesForChunks = 8 * ValuesOfAChunk;

    /// <summary>Adds the sums over rows to an adjoint.</summary>
    internal static void AddTo(Tensor adjoint, ReadOnlySpan<float> values, int rows)
    {
        Span<float> sums = adjoint.Target(out bool isFirst);
        Run(values, new AxisSplit(1, rows, sums.Length), sums, adds: !isFirst);
    }

    /// <summary>sums[j] += the sum over all rows i of values[i, j].</summary>
    internal static void Add(ReadOnlySpan<float> values, int rows, Span<float> sums) => Run(values, new AxisSplit(1, rows, sums.Length), sums, adds: true);

    /// <summary>The same for each of several matrices.</summary>
    internal static void Add(ReadOnlySpan<float> values, AxisSplit split, Span<float> sums) => Run(values, split, sums, adds: true);

    private static void Run(ReadOnlySpan<float> values, AxisSplit split, Span<float> sums, bool adds)
    {
        if (sums.Length != (long)split.Outer * split.Inner || values.Length != (long)sums.Length * split.Length)
            throw new ArgumentException($"{values.Length} values for {sums.Length} sums aren't {split}.", nameof(values));
        if (split.Outer == 1 && split.Inner <= Columns && values.Length >= LeastValuesForChunks)
        {
            RunInChunks(values, split.Length, sums, adds);
            return;
        }

        var blocks = new LineBlocks(split.Outer, split.Inner, Columns);
        fixed (float* source = values, target = sums)
            WorkerPool.Run(new Job(blocks, source, split.Length, split.Inner, target, adds), blocks.Parts((long)split.Length * WorkerPool.CostOfAValue));
    }

    private static void RunInChunks(ReadOnlySpan<float> values, int rows, Span<float> sums, bool adds)
    {
        int width = sums.Length, rowsOfAChunk = ValuesOfAChunk / width, chunks = rows / rowsOfAChunk;
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Span<float> chunkSums = Tensor.Scratch([chunks, width]).AsSpan();
        int inChunks = chunks * rowsOfAChunk * width;
        Run(values[..inChunks], new AxisSplit(chunks, rowsOfAChunk, width), chunkSums, adds: false);
        Run(chunkSums, new AxisSplit(1, chunks, width), sums, adds);
        Add(values[inChunks..], rows - chunks * rowsOfAChunk, sums);
    }

    private readonly struct Job(LineBlocks blocks, float* values, int rows, int width, float* sums, bool adds) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            foreach ((int matrix, int start, int end) in blocks.Of(part, parts))
            {
                float* source = values + (nint)matrix * rows * width, target = sums + (nint)matrix * width;
                int column = start;
                if (Vector512.IsHardwareAccelerated)
                    column = AddColumns<Lanes512<float>>(source, target, column, end);
                else if (Vector256.IsHardwareAccelerated)
                    column = AddColumns<Lanes256<float>>(source, target, column, end);
                else if (Vector128.IsHardwareAccelerated)
                    column = AddColumns<Lanes128<float>>(source, target, column, end);
                AddColumns<SingleLane<float>>(source, target, column, end);
            }
        }

        // Four registers at once hide the latency of an addition.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int AddColumns<TLanes>(float* source, float* target, int start, int end)
            where TLanes : struct, ILanes<TLanes, float>
        {
            int column = start;
            for (; column + 4 * TLanes.Count <= end; column += 4 * TLanes.Count)
            {
                TLanes s0 = First<TLanes>(target, column, 0), s1 = First<TLanes>(target, column, 1), s2 = First<TLanes>(target, column, 2), s3 = First<TLanes>(target, column, 3);
                float* row = source;
                for (int i = 0; i < rows; i++, row += width)
                {
                    s0 += At<TLanes>(row, column, 0);
                    s1 += At<TLanes>(row, column, 1);
                    s2 += At<TLanes>(row, column, 2);
                    s3 += At<TLanes>(row, column, 3);
                }

                TLanes.Store(s0, ref target[column], 0);
                TLanes.Store(s1, ref target[column], (nuint)TLanes.Count);
                TLanes.Store(s2, ref target[column], (nuint)(2 * TLanes.Count));
                TLanes.Store(s3, ref target[column], (nuint)(3 * TLanes.Count));
            }

            for (; column + TLanes.Count <= end; column += TLanes.Count)
            {
                TLanes sum = First<TLanes>(target, column, 0);
                float* row = source;
                for (int i = 0; i < rows; i++, row += width)
                    sum += At<TLanes>(row, column, 0);
                TLanes.Store(sum, ref target[column], 0);
            }

            return column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TLanes First<TLanes>(float* target, int column, int register)
            where TLanes : struct, ILanes<TLanes, float> => adds ? At<TLanes>(target, column, register) : TLanes.Create(0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes At<TLanes>(float* row, int column, int register)
            where TLanes : struct, ILanes<TLanes, float> => TLanes.Load(in row[column], (nuint)(register * TLanes.Count));
    }
}
