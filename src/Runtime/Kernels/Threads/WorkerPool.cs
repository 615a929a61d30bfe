using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace AutoDiff.Kernels;

/// <summary>
/// The persistent threads for kernels. Part number i of a job is thread number i's, the caller's being 0, who also does what another hasn't begun by
/// then; a thread's memory is made when it starts, so that after warm-up nothing is allocated on any of them. One job runs at a time: another caller,
/// or a part of a job, does its parts itself.
/// </summary>
internal static unsafe class WorkerPool
{
    internal const int MostThreads = 1024;

    // Some microseconds: less isn't worth another thread's attention, which takes about one, and its part of the operands from cache to cache.
    private const long LeastWorkOfAPart = 1 << 18;

    // An operation on single values waits for memory: one is worth as much as so many multiplications of a product.
    internal const int CostOfAValue = 8;

    private static readonly Sleeper s_caller = new();
    private static Worker[] s_workers = [];
    private static int s_isBusy;

    // The job that runs: where it is, how a part of it is run, its parts, and how many of them aren't done.
    private static void* s_job;
    private static delegate*<void*, int, int, void> s_run;
    private static int s_parts;
    private static int s_left;
    private static ExceptionDispatchInfo? s_error;

    [ThreadStatic]
    private static bool t_isWorking;

    /// <summary>Into how many parts work of a size, which consists of so many pieces, is best divided.</summary>
    internal static int PartsFor(long multiplications, int pieces)
    {
        int threads = KernelThreads.Count;
        if (threads == 1 || t_isWorking)
            return 1;
        return (int)Math.Max(1, Math.Min(Math.Min(threads, pieces), multiplications / LeastWorkOfAPart));
    }

    /// <summary>The pieces of a part: as even as can be.</summary>
    internal static (int Start, int End) Share(int pieces, int part, int parts) =>
        ((int)((long)pieces * part / parts), (int)((long)pieces * (part + 1) / parts));

    /// <summary>Runs all parts of a job, and returns when they are done.</summary>
    internal static void Run<TJob>(TJob job, int parts)
        where TJob : unmanaged, IParallelJob
    {
        if (parts == 1 || t_isWorking || Interlocked.CompareExchange(ref s_isBusy, 1, 0) != 0)
        {
            for (int part = 0; part < parts; part++)
                job.Run(part, parts);
            return;
        }

        try
        {
            t_isWorking = true;
            while (s_workers.Length < parts - 1)
                s_workers = [.. s_workers, new Worker(s_workers.Length + 1)];

            // The job is on this stack, which stays until all parts are done.
            s_job = &job;
            s_run = &RunPart<TJob>;
            (s_parts, s_left) = (parts, parts);
            for (int i = 0; i < parts - 1; i++)
                s_workers[i].Give();
            RunPart(0);

            // What another thread hasn't begun, since it sleeps or has to wait for a processor, is done here.
            for (int i = parts - 2; i >= 0; i--)
            {
                if (s_workers[i].Take())
                    RunPart(i + 1);
            }

            while (Volatile.Read(ref s_left) > 0)
                s_caller.WaitUntil(ref s_left, 0);
            ExceptionDispatchInfo? error = s_error;
            s_error = null;
            error?.Throw();
        }
        finally
        {
            t_isWorking = false;
            Volatile.Write(ref s_isBusy, 0);
        }
    }

    internal static void RunPart(int part)
    {
        t_isWorking = true;
        try
        {
            s_run(s_job, part, s_parts);
        }
        catch (Exception e)
        {
            s_error = ExceptionDispatchInfo.Capture(e);
        }

        if (Interlocked.Decrement(ref s_left) == 0)
            s_caller.Wake();
    }

    private static void RunPart<TJob>(void* job, int part, int parts)
        where TJob : unmanaged, IParallelJob => Unsafe.AsRef<TJob>(job).Run(part, parts);
}
