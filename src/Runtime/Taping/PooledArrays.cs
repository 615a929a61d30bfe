using System.Runtime.CompilerServices;
using AutoDiff.CompilerServices;

namespace AutoDiff;

// The lengths of an array's dimensions, 1 for those it doesn't have: the key of a pool.
internal readonly record struct ArrayExtent(int Length0, int Length1, int Length2)
{
    internal bool IsNegative => (Length0 | Length1 | Length2) < 0;

    internal uint Hash
    {
        get
        {
            ulong mixed = (uint)Length0 * 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (uint)Length1) * 0xC2B2AE3D27D4EB4FUL;
            mixed = (mixed ^ (uint)Length2) * 0x165667B19E3779F9UL;
            return (uint)(mixed >> 32);
        }
    }
}

/// <summary>Arrays of exact extents, rented in a scope of a workspace and all returned when it ends.</summary>
internal abstract class PooledArrays<TArray, TElement> : WorkspaceRegion
    where TArray : class
{
    // What may lie unused when the workspace is idle: this, and this many times the most that one outermost scope has taken. A
    // program that keeps asking for new lengths is bounded by it; one that repeats its lengths keeps them all.
    private const long UnusedBytesAllowed = 32 << 20;
    private const int UnusedScopesAllowed = 4;

    private readonly List<Shelf> _shelves = [];
    private Shelf?[] _table = new Shelf?[16];
    private (TArray Array, Shelf Shelf)[] _rented = new (TArray, Shelf)[8];
    private long _reservedBytes;
    private long _rentedInScope;
    private long _mostRentedInScope;
    private int _scope;

    internal override long ReservedBytes => _reservedBytes;

    internal TArray Rent(ArrayExtent extent, bool clear)
    {
        Shelf shelf = FindShelf(extent);
        TArray array;
        if (shelf.Count > 0)
        {
            array = shelf.Take();
            // Arrays of references were cleared when they were returned.
            if (clear && !RuntimeHelpers.IsReferenceOrContainsReferences<TElement>())
                Zeros.ClearNumbers(Unsafe.As<Array>(array), Unsafe.SizeOf<TElement>());
        }
        else
        {
            array = Create(extent);
            _reservedBytes += shelf.ArrayBytes;
        }

        _rentedInScope += shelf.ArrayBytes;
        shelf.LastScope = _scope;
        if (_count == _rented.Length)
            Array.Resize(ref _rented, 2 * _count);
        _rented[_count++] = (array, shelf);
        return array;
    }

    internal override void OnIdle()
    {
        _mostRentedInScope = Math.Max(_mostRentedInScope, _rentedInScope);
        if (_reservedBytes > UnusedBytesAllowed + UnusedScopesAllowed * _mostRentedInScope)
            Evict(_reservedBytes / 2);
        _rentedInScope = 0;
        _scope++;
    }

    private protected override void ReleaseTo(RegionPosition position)
    {
        while (_count > position.Count)
        {
            ref (TArray Array, Shelf Shelf) last = ref _rented[--_count];
            if (RuntimeHelpers.IsReferenceOrContainsReferences<TElement>())
                Array.Clear(Unsafe.As<Array>(last.Array));
            last.Shelf.Return(last.Array);
            last = default;
        }
    }

    private protected abstract TArray Create(ArrayExtent extent);

    private Shelf FindShelf(ArrayExtent extent)
    {
        Shelf?[] table = _table;
        uint mask = (uint)table.Length - 1;
        uint i = extent.Hash & mask;
        while (table[i] is { } shelf)
        {
            if (shelf.Extent == extent)
                return shelf;
            i = (i + 1) & mask;
        }

        return AddShelf(extent);
    }

    private Shelf AddShelf(ArrayExtent extent)
    {
        if (extent.IsNegative)
            throw new OverflowException("The length of an array is negative.");
        var shelf = new Shelf(extent);
        _shelves.Add(shelf);
        if (2 * _shelves.Count > _table.Length)
            RebuildTable(2 * _table.Length);
        else
            Insert(shelf);
        return shelf;
    }

    private void RebuildTable(int size)
    {
        _table = new Shelf?[size];
        foreach (Shelf shelf in _shelves)
            Insert(shelf);
    }

    private void Insert(Shelf shelf)
    {
        uint mask = (uint)_table.Length - 1;
        uint i = shelf.Extent.Hash & mask;
        while (_table[i] is not null)
            i = (i + 1) & mask;
        _table[i] = shelf;
    }

    // Drops the extents that were used longest ago. All arrays are on their shelves.
    private void Evict(long bytesToKeep)
    {
        _shelves.Sort(static (a, b) => b.LastScope.CompareTo(a.LastScope));
        long kept = 0;
        int count = 0;
        while (count < _shelves.Count && kept + _shelves[count].Bytes <= bytesToKeep)
            kept += _shelves[count++].Bytes;
        _shelves.RemoveRange(count, _shelves.Count - count);
        _reservedBytes = kept;
        RebuildTable(_table.Length);
    }

    // The unused arrays of one extent.
    private sealed class Shelf(ArrayExtent extent)
    {
        private TArray?[] _arrays = new TArray?[2];

        internal ArrayExtent Extent { get; } = extent;

        // With the array's header: else a program could ask for new empty extents for ever.
        internal long ArrayBytes { get; } =
            32 + (long)extent.Length0 * extent.Length1 * extent.Length2 * Unsafe.SizeOf<TElement>();

        internal int Count { get; private set; }

        internal int LastScope { get; set; }

        internal long Bytes => Count * ArrayBytes;

        internal TArray Take()
        {
            TArray array = _arrays[--Count]!;
            _arrays[Count] = null;
            return array;
        }

        internal void Return(TArray array)
        {
            if (Count == _arrays.Length)
                Array.Resize(ref _arrays, 2 * Count);
            _arrays[Count++] = array;
        }
    }
}

internal sealed class LinearArrays<T> : PooledArrays<T[], T>
{
    private protected override T[] Create(ArrayExtent extent) => new T[extent.Length0];
}

internal sealed class RectangularArrays<T> : PooledArrays<T[,], T>
{
    private protected override T[,] Create(ArrayExtent extent) => new T[extent.Length0, extent.Length1];
}

internal sealed class CuboidArrays<T> : PooledArrays<T[,,], T>
{
    private protected override T[,,] Create(ArrayExtent extent) => new T[extent.Length0, extent.Length1, extent.Length2];
}
