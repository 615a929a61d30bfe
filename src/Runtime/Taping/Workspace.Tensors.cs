using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

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

    /// <summary>
    /// A tensor of zeros of the shape of another, valid until the scope ends: where an adjoint is gathered. It takes memory when something is first added to it.
    /// </summary>
    /// <param name="primal">The tensor whose shape is taken.</param>
    /// <returns>The zeros; <c>default</c> for <c>default</c>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Tensor ZerosLike(Tensor primal) => primal.IsAbsent ? default : Tensor.RentAdjoint(this, primal.Shape);

    /// <summary>Notes that one more variable or tape of generated code stands for a tensor's memory.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The same tensor.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Performance", "CA1822", Justification = "It is an operation on this workspace's memory.")]
    public Tensor Keep(Tensor tensor)
    {
        if (!tensor.IsAbsent)
            tensor.Keep();
        return tensor;
    }

    /// <summary>
    /// Notes that a variable of generated code no longer stands for a tensor's memory, which is used again when none does. It can't be read then.
    /// </summary>
    /// <param name="tensor">The tensor; memory that isn't a workspace's stays as it is.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Performance", "CA1822", Justification = "It is an operation on this workspace's memory.")]
    public void Release(Tensor tensor)
    {
        if (!tensor.IsAbsent)
            tensor.Release();
    }

    /// <summary>
    /// As <see cref="Release"/>, just before the last operation that reads the tensor: one that reads each value before it writes the one in the same place. Its result,
    /// or the first adjoint that it writes, takes the memory when it has as many values.
    /// </summary>
    /// <param name="tensor">The tensor; memory that isn't a workspace's stays as it is.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Performance", "CA1822", Justification = "It is an operation on this workspace's memory.")]
    public void Yield(Tensor tensor)
    {
        if (!tensor.IsAbsent)
            tensor.Yield();
    }
}
