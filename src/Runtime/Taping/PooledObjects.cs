using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Objects of one class, rented in a scope of a workspace and all returned when it ends; they keep nothing that they referred to.</summary>
internal sealed class PooledObjects<T>(Func<T> create, Action<T> clear) : WorkspaceRegion
    where T : class
{
    private readonly List<T> _objects = [];

    // The references to them alone: how large they are isn't known.
    internal override long ReservedBytes => (long)_objects.Capacity * Unsafe.SizeOf<T>();

    internal T Rent()
    {
        if (_count == _objects.Count)
            _objects.Add(create());
        return _objects[_count++];
    }

    private protected override void ReleaseTo(RegionPosition position)
    {
        while (_count > position.Count)
            clear(_objects[--_count]);
    }
}
