namespace AutoDiff;

/// <summary>While it lasts, a <see cref="GradientFlow"/> looks at each tensor operation of this thread.</summary>
public readonly struct OperationScope : IDisposable
{
    private readonly GradientFlow _flow;
    private readonly OperationWatch? _outer;

    internal OperationScope(GradientFlow flow)
    {
        _flow = flow;
        _outer = OperationWatch.Current;
        flow.Operations.Start();
        OperationWatch.Current = flow.Operations;
    }

    /// <summary>Ends the watch.</summary>
    public void Dispose()
    {
        if (_flow is null)
            return;
        _flow.Operations.Stop();
        OperationWatch.Current = _outer;
        _flow.NoteOperation();
    }
}
