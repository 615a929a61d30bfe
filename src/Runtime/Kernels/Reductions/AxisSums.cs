using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>Sums along an axis, and the sums' cotangents spread along it.</summary>
internal static unsafe class AxisSums
{
    // sums = scale times the sums of x
    internal static void Run(float scale, ReadOnlySpan<float> x, AxisSplit split, Span<float> sums)
    {
        if (split.Inner != 1)
        {
            sums.Clear();
            ColumnSums.Add(x, split, sums);
            if (scale != 1)
                RowSoftmax.Scale(sums, scale);
            return;
        }

        // Either rows are divided among threads, or each is: its blocks are the same.
        fixed (float* values = x, target = sums)
        {
            var job = new RowsJob(scale, values, split.Outer, split.Length, target);
            int parts = Rows.Parts(split.Outer, split.Length);
            if (parts >= ValueRange.Parts(split.Length))
                WorkerPool.Run(job, parts);
            else
                job.Run(0, 1);
        }
    }

    // dx += scale times the cotangent of the sum that each value is in
    internal static void AddAdjoint(float scale, ReadOnlySpan<float> cotangent, AxisSplit split, Span<float> dx)
    {
        if (cotangent.Length != (long)split.Outer * split.Inner || dx.Length != (long)cotangent.Length * split.Length)
            throw new ArgumentException($"{cotangent.Length} cotangents don't belong to {split}.", nameof(cotangent));
        LineBlocks blocks = split.Inner == 1 ? new(split.Outer, split.Length) : new(split.Outer * split.Length, split.Inner);
        fixed (float* source = cotangent, target = dx)
            WorkerPool.Run(new SpreadJob(scale, blocks, split, source, target), blocks.Parts());
    }

    private readonly struct RowsJob(float scale, float* x, int rows, int length, float* sums) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share(rows, part, parts);
            for (int row = start; row < end; row++)
                sums[row] = scale * (float)BlockReduction.Run(new SumOf(x + (nint)row * length), length);
        }
    }

    private readonly struct SpreadJob(float scale, LineBlocks blocks, AxisSplit split, float* dresult, float* dx) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            foreach ((int line, int start, int end) in blocks.Of(part, parts))
            {
                if (split.Inner == 1)
                {
                    Blas.AddConstant(scale * dresult[line], new Span<float>(dx + (nint)line * split.Length + start, end - start));
                    continue;
                }

                var cotangent = new ReadOnlySpan<float>(dresult + (nint)(line / split.Length) * split.Inner + start, end - start);
                Blas.AddScaled(scale, cotangent, new Span<float>(dx + (nint)line * split.Inner + start, end - start));
            }
        }
    }
}
