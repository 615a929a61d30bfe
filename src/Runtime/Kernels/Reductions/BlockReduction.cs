using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// Reduces values block by block, and joins the blocks in their order. How many there are depends on the number of values alone, so that
/// the result doesn't depend on the number of threads.
/// </summary>
internal static unsafe class BlockReduction
{
    private const int Block = 1 << 14;

    internal static double Run<TReduction>(TReduction reduction, int length)
        where TReduction : unmanaged, IReduction
    {
        int blocks = Math.Max(1, (int)(((long)length + Block - 1) / Block));
        int parts = WorkerPool.PartsFor((long)length * WorkerPool.CostOfAValue, blocks);
        if (parts == 1)
        {
            double joined = OfBlock(reduction, 0, length);
            for (int block = 1; block < blocks; block++)
                joined = TReduction.Join(joined, OfBlock(reduction, block, length));
            return joined;
        }

        using WorkspaceScope scope = Workspace.ForThread.Scope();
        fixed (float* memory = Tensor.Scratch([blocks, sizeof(double) / sizeof(float)]).AsSpan())
        {
            double* values = (double*)memory;
            WorkerPool.Run(new Job<TReduction>(reduction, length, blocks, values), parts);
            double joined = values[0];
            for (int block = 1; block < blocks; block++)
                joined = TReduction.Join(joined, values[block]);
            return joined;
        }
    }

    private static double OfBlock<TReduction>(TReduction reduction, int block, int length)
        where TReduction : unmanaged, IReduction =>
        reduction.OfBlock(block * Block, (int)Math.Min(length, (block + 1L) * Block));

    private readonly struct Job<TReduction>(TReduction reduction, int length, int blocks, double* values) : IParallelJob
        where TReduction : unmanaged, IReduction
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int first, int end) = WorkerPool.Share(blocks, part, parts);
            for (int block = first; block < end; block++)
                values[block] = OfBlock(reduction, block, length);
        }
    }
}
