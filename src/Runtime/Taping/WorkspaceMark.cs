using System.ComponentModel;

namespace AutoDiff;

/// <summary>A place on a <see cref="Workspace"/> to which it can be released.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WorkspaceMark
{
    internal WorkspaceMark(int depth)
    {
        Depth = depth;
    }

    // 1 for the outermost scope, so that default(WorkspaceMark) is never a valid mark.
    internal int Depth { get; }
}
