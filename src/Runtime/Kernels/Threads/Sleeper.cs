namespace AutoDiff.Kernels;

/// <summary>How one thread waits for others: it looks often for a while, and sleeps if nothing comes. Who wakes it calls the system only where it does sleep.</summary>
internal sealed class Sleeper
{
    // Some microseconds, in which a part of about the same length ends. Then the processor is offered to others after each look, about 200 microseconds
    // long: whoever is waited for may be one of them. Waking a thread takes up to 100, and its waker 40; between steps nothing spins.
    private const int FirstLooks = 100;
    private const int Looks = 220;

    private readonly AutoResetEvent _wake = new(false);
    private int _isAsleep;

    /// <summary>Returns when the state has the value, which others set before they call <see cref="Wake"/>; or, seldom, before.</summary>
    internal void WaitUntil(ref int state, int value)
    {
        // More threads than processors would spin in each other's way.
        int looks = KernelThreads.Count <= Environment.ProcessorCount ? Looks : 0;
        for (int look = 0; look < looks; look++)
        {
            if (Volatile.Read(ref state) == value)
                return;
            if (look >= FirstLooks)
                Thread.Yield();
            Thread.SpinWait(1);
        }

        // Who changes the state sets the event if and only if it finds this thread asleep.
        Interlocked.Exchange(ref _isAsleep, 1);
        if (Volatile.Read(ref state) != value || Interlocked.Exchange(ref _isAsleep, 0) == 0)
            _wake.WaitOne();
    }

    /// <summary>Wakes the thread, if it sleeps, after the state has been changed by an interlocked operation.</summary>
    internal void Wake()
    {
        if (Volatile.Read(ref _isAsleep) == 1 && Interlocked.Exchange(ref _isAsleep, 0) == 1)
            _wake.Set();
    }
}
