namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Where a C# variable holds a value that is still read, and the SSA values that share it.</summary>
internal sealed class LiveRange
{
    private List<Interval> _intervals = [];

    /// <summary>Where the first of its values is defined.</summary>
    public Region Region { get; set; } = null!;

    public int Position { get; set; }

    /// <summary>The innermost region with all its definitions: where it would be declared.</summary>
    public Region Home { get; set; } = null!;

    /// <summary>The user's name; null while it holds temporaries only.</summary>
    public string? Name { get; set; }

    /// <summary>The range that this one was merged into.</summary>
    public LiveRange? Merged { get; set; }

    public Local? Local { get; set; }

    public LiveRange Representative
    {
        get
        {
            LiveRange range = this;
            while (range.Merged is not null)
            {
                range = range.Merged;
            }

            if (Merged is not null && Merged != range)
            {
                Merged = range;
            }

            return range;
        }
    }

    public void Add(int start, int end) => _intervals.Add(new Interval(start, end));

    /// <summary>Sorts the intervals and joins those that touch.</summary>
    public void Normalize()
    {
        if (_intervals.Count < 2)
        {
            return;
        }

        _intervals.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        int last = 0;
        for (int i = 1; i < _intervals.Count; i++)
        {
            Interval next = _intervals[i];
            if (next.Start <= _intervals[last].End + 1)
            {
                _intervals[last] = new Interval(_intervals[last].Start, Math.Max(_intervals[last].End, next.End));
            }
            else
            {
                _intervals[++last] = next;
            }
        }

        _intervals.RemoveRange(last + 1, _intervals.Count - last - 1);
    }

    /// <summary>Makes one range of the two, unless both are live at one position.</summary>
    public static bool TryMerge(LiveRange a, LiveRange b)
    {
        if (a == b)
        {
            return true;
        }

        (LiveRange large, LiveRange small) = a._intervals.Count >= b._intervals.Count ? (a, b) : (b, a);
        foreach (Interval interval in small._intervals)
        {
            if (large.Overlaps(interval))
            {
                return false;
            }
        }

        foreach (Interval interval in small._intervals)
        {
            large._intervals.Insert(large.FirstAfter(interval.Start), interval);
        }

        small._intervals = [];
        small.Merged = large;
        large.Name ??= small.Name;
        large.Home = Region.CommonAncestor(large.Home, small.Home);

        return true;
    }

    private bool Overlaps(Interval interval)
    {
        int next = FirstAfter(interval.Start);
        return (next < _intervals.Count && _intervals[next].Start <= interval.End) || (next > 0 && _intervals[next - 1].End >= interval.Start);
    }

    // The first interval that starts after the position.
    private int FirstAfter(int position)
    {
        int low = 0;
        int high = _intervals.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_intervals[middle].Start > position)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
