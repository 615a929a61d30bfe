using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>
/// The threads over which large tensor operations are spread. Their results don't depend on it, bit for bit. Operations that are called
/// from several threads at once share them: one is spread, the others run on their callers' threads.
/// </summary>
public static class KernelThreads
{
    private static int s_count = Environment.ProcessorCount;

    /// <summary>
    /// The number of threads, the caller's included: 1 starts no others. By default one for each processor. Threads that have been started
    /// stay, and sleep while there is nothing to do.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1, or more than 1024.</exception>
    public static int Count
    {
        get => Volatile.Read(ref s_count);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, WorkerPool.MostThreads);
            Volatile.Write(ref s_count, value);
        }
    }
}
