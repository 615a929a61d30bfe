using System.Collections.Concurrent;

namespace AutoDiff.Fuzz.Checking;

/// <summary>Runs work with a limit of time, on a thread of its own. One that doesn't end can't be stopped: it is left behind, and the next work has another thread.</summary>
internal sealed class LimitedThread : IDisposable
{
    private const int StackBytes = 16 << 20;

    private BlockingCollection<Action> _work = [];

    public LimitedThread() => Start(_work);

    public bool Run(Action action, TimeSpan limit)
    {
        // Not disposed: an action that was left behind may set it after all.
        var done = new ManualResetEventSlim();
        _work.Add(() =>
        {
            action();
            done.Set();
        });
        if (done.Wait(limit))
        {
            return true;
        }

        _work.CompleteAdding();
        _work = [];
        Start(_work);
        return false;
    }

    public void Dispose() => _work.CompleteAdding();

    private static void Start(BlockingCollection<Action> work) => new Thread(
        () =>
        {
            foreach (Action action in work.GetConsumingEnumerable())
            {
                action();
            }
        },
        StackBytes)
    {
        IsBackground = true,
    }.Start();
}
