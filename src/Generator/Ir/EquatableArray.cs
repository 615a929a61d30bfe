using System.Collections;
using System.Collections.Immutable;

namespace AutoDiff.Generator.Ir;

/// <summary>An immutable array that compares by its elements, so that records holding it compare by value.</summary>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
internal readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
{
    private readonly T[]? _items;

    internal EquatableArray(T[] items) => _items = items;

    public static EquatableArray<T> Empty => default;

    public int Count => _items is null ? 0 : _items.Length;

    public bool IsEmpty => Count == 0;

    public T this[int index] => _items![index];

    /// <summary>The items, not to be written.</summary>
    public T[] Items => _items ?? [];

    /// <summary>Whether the two are one array, not only equal.</summary>
    public bool IsSameAs(EquatableArray<T> other) => ReferenceEquals(_items, other._items);

    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(_items, other._items))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items![i], other._items![i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        int hash = Count;
        for (int i = 0; i < Count; i++)
        {
            hash = unchecked((hash * 31) + (_items![i]?.GetHashCode() ?? 0));
        }

        return hash;
    }

    public EquatableArray<TResult> Map<TResult>(Func<T, TResult> selector)
    {
        if (_items is null)
        {
            return default;
        }

        var result = new TResult[_items.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = selector(_items[i]);
        }

        return new(result);
    }

    /// <summary>The same for a map that changes little: the array itself when each item is mapped to itself.</summary>
    public EquatableArray<T> MapInPlace(Func<T, T> selector)
    {
        if (_items is null)
        {
            return default;
        }

        T[] result = _items;
        for (int i = 0; i < _items.Length; i++)
        {
            T mapped = selector(_items[i]);
            if (!ReferenceEquals(mapped, _items[i]))
            {
                if (ReferenceEquals(result, _items))
                {
                    result = (T[])_items.Clone();
                }

                result[i] = mapped;
            }
        }

        return new(result);
    }

    /// <summary>The items that pass the test: the array itself when all do.</summary>
    public EquatableArray<T> Where(Func<T, bool> test)
    {
        int kept = 0;
        foreach (T item in this)
        {
            kept += test(item) ? 1 : 0;
        }

        if (kept == Count)
        {
            return this;
        }

        var result = new T[kept];
        int next = 0;
        foreach (T item in this)
        {
            if (next < kept && test(item))
            {
                result[next++] = item;
            }
        }

        return new(result);
    }

    /// <summary>The items from an index on.</summary>
    public EquatableArray<T> From(int index)
    {
        if (_items is null || index >= _items.Length)
        {
            return default;
        }

        var result = new T[_items.Length - index];
        Array.Copy(_items, index, result, 0, result.Length);
        return new(result);
    }

    public EquatableArray<T> Add(T item)
    {
        var result = new T[Count + 1];
        _items?.CopyTo(result, 0);
        result[Count] = item;
        return new(result);
    }

    public Enumerator GetEnumerator() => new(_items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    public struct Enumerator(T[] items)
    {
        private int _index = -1;

        public readonly T Current => items[_index];

        public bool MoveNext() => ++_index < items.Length;
    }
}

internal static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new(items.ToArray());

    public static EquatableArray<T> ToEquatableArray<T>(this List<T> items) => items.Count == 0 ? default : new(items.ToArray());
}
