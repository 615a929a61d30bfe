namespace AutoDiff.Kernels;

/// <summary>A thread that sleeps until it is given a part of a job.</summary>
internal sealed class Worker
{
    private readonly AutoResetEvent _wake = new(false);
    private readonly int _part;

    internal Worker(int part)
    {
        _part = part;
        new Thread(Loop) { IsBackground = true, Name = $"AutoDiff kernels {part}" }.Start();
    }

    internal void Wake() => _wake.Set();

    private void Loop()
    {
        // Now, so that no later step allocates.
        Packing.Reserve();
        while (true)
        {
            _wake.WaitOne();
            WorkerPool.RunPart(_part);
        }
    }
}
