using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Lists, rented in a scope of a workspace and all returned when it ends; they keep their capacity.</summary>
internal sealed class PooledLists<T> : WorkspaceRegion
{
    private readonly List<List<T>> _lists = [];

    internal override long ReservedBytes
    {
        get
        {
            long capacity = 0;
            foreach (List<T> list in _lists)
                capacity += list.Capacity;
            return capacity * Unsafe.SizeOf<T>();
        }
    }

    internal List<T> Rent()
    {
        // In order of renting: a run that repeats an earlier one gets each list with the capacity that it needs there.
        if (_count == _lists.Count)
            _lists.Add([]);
        return _lists[_count++];
    }

    private protected override void ReleaseTo(RegionPosition position)
    {
        while (_count > position.Count)
            _lists[--_count].Clear();
    }
}
