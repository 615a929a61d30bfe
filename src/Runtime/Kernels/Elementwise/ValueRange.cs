namespace AutoDiff.Kernels;

/// <summary>How single values are divided among threads: in blocks, so that each part but the last is whole registers.</summary>
internal static class ValueRange
{
    internal const int Block = 1024;

    internal static int Parts(int length, int costOfAValue = WorkerPool.CostOfAValue) =>
        WorkerPool.PartsFor((long)length * costOfAValue, Blocks(length));

    internal static (int Start, int End) Of(int length, int part, int parts)
    {
        if (parts == 1)
            return (0, length);
        (int start, int end) = WorkerPool.Share(Blocks(length), part, parts);
        return (start * Block, (int)Math.Min(length, (long)end * Block));
    }

    private static int Blocks(int length) => (int)(((long)length + Block - 1) / Block);
}
