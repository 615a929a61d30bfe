namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// A stretch of code that runs as a whole: a branch, an iteration, the copies at an exit. Positions number the code from top to bottom.
/// </summary>
/// <param name="parent">The region that control comes from.</param>
/// <param name="entry">The position there.</param>
/// <param name="start">The first position of this region.</param>
internal sealed class Region(Region? parent, int entry, int start)
{
    public Region? Parent => parent;

    public int Entry => entry;

    public int Start => start;

    public int End { get; set; }

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Whether control comes back from its end to its start.</summary>
    public bool IsLoop { get; init; }

    public static Region CommonAncestor(Region a, Region b)
    {
        while (a != b)
        {
            if (a.Depth >= b.Depth)
            {
                a = a.Parent!;
            }
            else
            {
                b = b.Parent!;
            }
        }

        return a;
    }
}

/// <summary>Positions from <see cref="Start"/> to <see cref="End"/>, both included.</summary>
internal readonly record struct Interval(int Start, int End)
{
    public static IComparer<Interval> InOrder { get; } =
        Comparer<Interval>.Create(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
}
