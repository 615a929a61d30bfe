using System.ComponentModel;

namespace AutoDiff;

public sealed partial class Workspace
{
    [ThreadStatic]
    private static Workspace? t_scope;

    // The workspace of the calling thread's innermost tensor scope.
    internal static Workspace? Current
    {
        get => t_scope;
        set => t_scope = value;
    }

    internal TensorArena Tensors => Find<TensorArena>() ?? Add(new TensorArena());

    /// <summary>
    /// Starts a scope in which the calling thread's tensor operations take their results from this workspace:
    /// <c>using (workspace.Scope())</c>. They are valid until the scope ends.
    /// </summary>
    /// <returns>The scope, to be disposed.</returns>
    /// <exception cref="InvalidOperationException">Another thread is using this workspace.</exception>
    public WorkspaceScope Scope() => new(this, keepsResults: false);

    /// <summary>
    /// A scope whose tensors can be read after its end, until this workspace is used again: that of a generated member, which may return one.
    /// </summary>
    /// <returns>The scope, to be disposed.</returns>
    /// <exception cref="InvalidOperationException">Another thread is using this workspace.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public WorkspaceScope ResultScope() => new(this, keepsResults: true);

    /// <summary>A tensor of zeros of the shape of another, valid until the scope ends: where an adjoint is gathered.</summary>
    /// <param name="primal">The tensor whose shape is taken.</param>
    /// <returns>The zeros; <c>default</c> for <c>default</c>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Tensor ZerosLike(Tensor primal)
    {
        if (primal.IsAbsent)
            return default;
        Tensor zeros = Tensor.Rent(this, primal.Shape);
        zeros.AsSpan().Clear();
        return zeros;
    }
}
