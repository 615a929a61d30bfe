using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>A buffer of the <see cref="IrInterpreter"/>: a list, or a window on another one.</summary>
internal sealed class Memory
{
    private readonly List<object> _elements;
    private readonly int _start;
    private readonly int? _count;

    public Memory(IrType element, int count)
    {
        Zero = element is ScalarType { Kind: ScalarKind.Single } ? 0f : 0.0;
        _elements = Enumerable.Repeat(Zero, count).ToList();
    }

    public Memory(params double[] elements)
    {
        Zero = 0.0;
        _elements = elements.Select(e => (object)e).ToList();
    }

    private Memory(object zero, List<object> elements, int start, int? count)
    {
        Zero = zero;
        _elements = elements;
        _start = start;
        _count = count;
    }

    public object Zero { get; }

    public int Count => _count ?? _elements.Count;

    public double[] Values => Enumerable.Range(0, Count).Select(i => (double)this[i]).ToArray();

    public object this[int index]
    {
        get => _elements[_start + Checked(index)];
        set => _elements[_start + Checked(index)] = value;
    }

    public Memory Slice(int start, int? count = null) => new(Zero, _elements, _start + start, count ?? Count - start);

    /// <summary>As <c>MemoryExtensions.Overlaps</c>.</summary>
    public bool Overlaps(Memory other, out int offset)
    {
        offset = other._start - _start;
        bool overlaps = ReferenceEquals(_elements, other._elements) && offset < Count && -offset < other.Count;
        offset = overlaps ? offset : 0;
        return overlaps;
    }

    public Memory Copy() => new(Zero, Enumerable.Range(0, Count).Select(i => this[i]).ToList(), 0, null);

    public void Reverse() => _elements.Reverse(_start, Count);

    public void Insert(int index, object value) => _elements.Insert(index, value);

    public void RemoveAt(int index) => _elements.RemoveAt(index);

    public void Clear() => _elements.Clear();

    private int Checked(int index) =>
        (uint)index < (uint)Count ? index : throw new ArgumentOutOfRangeException(nameof(index));
}
