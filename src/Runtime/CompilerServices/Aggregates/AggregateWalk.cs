using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiff.CompilerServices;

/// <summary>
/// A walk over aggregates that may lead back to themselves, such as nodes of a tree or graph: each object is entered once. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AggregateWalk
{
    [ThreadStatic]
    private static HashSet<object>? s_entered;

    [ThreadStatic]
    private static int s_depth;

    /// <summary>Enters an object; <see cref="Leave"/> ends that when this gives true.</summary>
    /// <param name="aggregate">The object.</param>
    /// <returns>Whether this walk hasn't been there.</returns>
    /// <exception cref="InsufficientExecutionStackException">The objects are linked more deeply than the stack allows.</exception>
    public static bool Enter(object aggregate)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        s_entered ??= new HashSet<object>(ReferenceEqualityComparer.Instance);
        if (!s_entered.Add(aggregate))
            return false;
        s_depth++;
        return true;
    }

    /// <summary>Leaves the object that was entered last; the walk ends with the first one.</summary>
    public static void Leave()
    {
        if (--s_depth == 0)
            s_entered!.Clear();
    }
}
