using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>The sums over rows: what the adjoint of a bias is. Columns are divided among threads, rows are added in their order.</summary>
internal static unsafe class ColumnSums
{
    private const int Columns = 64;

    /// <summary>sums[j] += the sum over all rows i of values[i, j].</summary>
    internal static void Add(ReadOnlySpan<float> values, int rows, Span<float> sums)
    {
        if (values.Length != (long)rows * sums.Length)
            throw new ArgumentException($"{values.Length} values aren't {rows} rows of {sums.Length}.", nameof(values));
        int parts = WorkerPool.PartsFor((long)values.Length * WorkerPool.CostOfAValue, (sums.Length + Columns - 1) / Columns);
        fixed (float* source = values, target = sums)
            WorkerPool.Run(new Job(source, rows, sums.Length, target), parts);
    }

    private readonly struct Job(float* values, int rows, int width, float* sums) : IParallelJob
    {
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share((width + Columns - 1) / Columns, part, parts);
            int column = start * Columns, last = Math.Min(width, end * Columns);
            if (Vector512.IsHardwareAccelerated)
                column = AddColumns<Lanes512<float>>(column, last);
            else if (Vector256.IsHardwareAccelerated)
                column = AddColumns<Lanes256<float>>(column, last);
            else if (Vector128.IsHardwareAccelerated)
                column = AddColumns<Lanes128<float>>(column, last);
            AddColumns<SingleLane<float>>(column, last);
        }

        // Four registers at once hide the latency of an addition.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int AddColumns<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes, float>
        {
            int column = start;
            for (; column + 4 * TLanes.Count <= end; column += 4 * TLanes.Count)
            {
                TLanes s0 = At<TLanes>(sums, column, 0), s1 = At<TLanes>(sums, column, 1), s2 = At<TLanes>(sums, column, 2), s3 = At<TLanes>(sums, column, 3);
                float* row = values;
                for (int i = 0; i < rows; i++, row += width)
                {
                    s0 += At<TLanes>(row, column, 0);
                    s1 += At<TLanes>(row, column, 1);
                    s2 += At<TLanes>(row, column, 2);
                    s3 += At<TLanes>(row, column, 3);
                }

                TLanes.Store(s0, ref sums[column], 0);
                TLanes.Store(s1, ref sums[column], (nuint)TLanes.Count);
                TLanes.Store(s2, ref sums[column], (nuint)(2 * TLanes.Count));
                TLanes.Store(s3, ref sums[column], (nuint)(3 * TLanes.Count));
            }

            for (; column + TLanes.Count <= end; column += TLanes.Count)
            {
                TLanes sum = At<TLanes>(sums, column, 0);
                float* row = values;
                for (int i = 0; i < rows; i++, row += width)
                    sum += At<TLanes>(row, column, 0);
                TLanes.Store(sum, ref sums[column], 0);
            }

            return column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes At<TLanes>(float* row, int column, int register)
            where TLanes : struct, ILanes<TLanes, float> => TLanes.Load(in row[column], (nuint)(register * TLanes.Count));
    }
}
