namespace AutoDiff;

/// <summary>
/// A scope in which results of tensor operations come from a workspace instead of fresh memory. They are valid until the scope is
/// disposed; the use of one afterwards throws.
/// </summary>
public readonly struct WorkspaceScope : IDisposable
{
    private readonly Workspace _workspace;
    private readonly Workspace? _outer;
    private readonly WorkspaceMark _mark;
    private readonly int _tensors;
    private readonly int _outerTensors;
    private readonly bool _keepsResults;

    internal WorkspaceScope(Workspace workspace, bool keepsResults)
    {
        _keepsResults = keepsResults;
        _workspace = workspace;
        _outer = Workspace.Current;
        _mark = workspace.Enter();
        TensorArena tensors = workspace.Tensors;
        _tensors = tensors.Position.Count;
        _outerTensors = tensors.ScopeStart;
        tensors.ScopeStart = _tensors;
        Workspace.Current = workspace;
    }

    /// <summary>Ends the scope and releases its tensors.</summary>
    public void Dispose()
    {
        Workspace.Current = _outer;
        TensorArena tensors = _workspace.Tensors;
        if (!_keepsResults)
            tensors.InvalidateFrom(_tensors);
        tensors.ScopeStart = _outerTensors;
        _workspace.Exit(_mark);
    }
}
