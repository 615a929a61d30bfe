namespace AutoDiff.Kernels;

/// <summary>A thread that sleeps until it is given a part of a job.</summary>
internal sealed class Worker
{
    private readonly Sleeper _sleeper = new();
    private readonly int _part;
    private int _isGiven;

    internal Worker(int part)
    {
        _part = part;
        new Thread(Loop) { IsBackground = true, Name = $"AutoDiff kernels {part}" }.Start();
    }

    internal void Give()
    {
        Interlocked.Exchange(ref _isGiven, 1);
        _sleeper.Wake();
    }

    /// <summary>Takes back what was given, unless it has been begun: whoever gets true runs it.</summary>
    internal bool Take() => Volatile.Read(ref _isGiven) == 1 && Interlocked.Exchange(ref _isGiven, 0) == 1;

    private void Loop()
    {
        // Now, so that no later step allocates.
        Packing.Reserve();
        while (true)
        {
            _sleeper.WaitUntil(ref _isGiven, 1);
            if (Take())
                WorkerPool.RunPart(_part);
        }
    }
}
