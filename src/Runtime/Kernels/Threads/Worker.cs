namespace AutoDiff.Kernels;

/// <summary>A thread that sleeps until it is given a part of a job.</summary>
internal sealed class Worker
{
    // About 50 microseconds, twice what waking a thread takes: within a step the next job comes sooner, and between steps nothing spins.
    private const int SpinsBeforeSleep = 100;

    private readonly AutoResetEvent _wake = new(false);
    private readonly int _part;
    private int _isGiven;
    private int _isAsleep;

    internal Worker(int part)
    {
        _part = part;
        new Thread(Loop) { IsBackground = true, Name = $"AutoDiff kernels {part}" }.Start();
    }

    internal void Wake()
    {
        Interlocked.Exchange(ref _isGiven, 1);
        if (Interlocked.Exchange(ref _isAsleep, 0) == 1)
            _wake.Set();
    }

    private void Loop()
    {
        // Now, so that no later step allocates.
        Packing.Reserve();
        while (true)
        {
            Wait();
            Volatile.Write(ref _isGiven, 0);
            WorkerPool.RunPart(_part);
        }
    }

    private void Wait()
    {
        // More threads than processors would spin in each other's way.
        int spins = KernelThreads.Count <= Environment.ProcessorCount ? SpinsBeforeSleep : 0;
        for (int turn = 0; turn < spins && Volatile.Read(ref _isGiven) == 0; turn++)
            Thread.SpinWait(16);
        if (Volatile.Read(ref _isGiven) == 1)
            return;

        // Who gives the part sets the event if and only if it finds this thread asleep.
        Interlocked.Exchange(ref _isAsleep, 1);
        if (Volatile.Read(ref _isGiven) == 0 || Interlocked.Exchange(ref _isAsleep, 0) == 0)
            _wake.WaitOne();
    }
}
