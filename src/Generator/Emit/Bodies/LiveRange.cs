namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Where a C# variable holds a value that is still read, and the SSA values that share it.</summary>
internal sealed class LiveRange
{
    // Most have one.
    private Interval[] _intervals = [];
    private int _count;

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

    public void Add(int start, int end)
    {
        if (_count > 0 && start <= _intervals[_count - 1].End + 1 && end >= _intervals[_count - 1].Start - 1)
        {
            ref Interval last = ref _intervals[_count - 1];
            last = new Interval(Math.Min(start, last.Start), Math.Max(end, last.End));
        }
        else
        {
            Insert(_count, new Interval(start, end));
        }
    }

    /// <summary>Sorts the intervals and joins those that touch.</summary>
    public void Normalize()
    {
        if (_count < 2)
        {
            return;
        }

        Array.Sort(_intervals, 0, _count, Interval.InOrder);
        int last = 0;
        for (int i = 1; i < _count; i++)
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

        _count = last + 1;
    }

    /// <summary>Makes one range of the two, unless both are live at one position.</summary>
    public static bool TryMerge(LiveRange a, LiveRange b)
    {
        if (a == b)
        {
            return true;
        }

        (LiveRange large, LiveRange small) = a._count >= b._count ? (a, b) : (b, a);
        for (int i = 0; i < small._count; i++)
        {
            if (large.Overlaps(small._intervals[i]))
            {
                return false;
            }
        }

        for (int i = 0; i < small._count; i++)
        {
            large.Insert(large.FirstAfter(small._intervals[i].Start), small._intervals[i]);
        }

        (small._intervals, small._count) = ([], 0);
        small.Merged = large;
        large.Name ??= small.Name;
        large.Home = Region.CommonAncestor(large.Home, small.Home);

        return true;
    }

    private void Insert(int index, Interval interval)
    {
        if (_count == _intervals.Length)
        {
            Array.Resize(ref _intervals, Math.Max(1, 2 * _count));
        }

        Array.Copy(_intervals, index, _intervals, index + 1, _count - index);
        _intervals[index] = interval;
        _count++;
    }

    private bool Overlaps(Interval interval)
    {
        int next = FirstAfter(interval.Start);
        return (next < _count && _intervals[next].Start <= interval.End) || (next > 0 && _intervals[next - 1].End >= interval.Start);
    }

    // The first interval that starts after the position.
    private int FirstAfter(int position)
    {
        int low = 0;
        int high = _count;
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
