using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>Rows of a table that indices name: taken, and added to. The indices have been checked.</summary>
internal static unsafe class TableRows
{
    // Columns are divided in cache lines.
    private const int Columns = 16;

    internal static void Require(ReadOnlySpan<int> indices, int count)
    {
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)count)
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"The weight has {count} rows.");
        }
    }

    internal static void Take(ReadOnlySpan<float> table, ReadOnlySpan<int> indices, int width, Span<float> result)
    {
        var blocks = new LineBlocks(indices.Length, width);
        fixed (float* source = table, target = result)
        fixed (int* rows = indices)
            WorkerPool.Run(new TakeJob(blocks, source, rows, width, target), blocks.Parts());
    }

    // Columns are divided among threads: the additions to a value stay in the indices' order.
    internal static void Add(ReadOnlySpan<float> values, ReadOnlySpan<int> indices, int width, Span<float> table)
    {
        var blocks = new LineBlocks(1, width, Columns);
        fixed (float* source = values, target = table)
        fixed (int* rows = indices)
            WorkerPool.Run(new AddJob(blocks, source, rows, indices.Length, width, target), blocks.Parts((long)indices.Length * WorkerPool.CostOfAValue));
    }

    private readonly struct TakeJob(LineBlocks blocks, float* table, int* indices, int width, float* result) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            foreach ((int row, int start, int end) in blocks.Of(part, parts))
            {
                var values = new ReadOnlySpan<float>(table + (nint)indices[row] * width + start, end - start);
                values.CopyTo(new Span<float>(result + (nint)row * width + start, end - start));
            }
        }
    }

    private readonly struct AddJob(LineBlocks blocks, float* values, int* indices, int count, int width, float* table) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            foreach ((_, int start, int end) in blocks.Of(part, parts))
            {
                for (int i = 0; i < count; i++)
                {
                    var row = new ReadOnlySpan<float>(values + (nint)i * width + start, end - start);
                    Blas.Add(row, new Span<float>(table + (nint)indices[i] * width + start, end - start));
                }
            }
        }
    }
}
