using System.ComponentModel;
using System.Globalization;

namespace AutoDiff.CompilerServices;

/// <summary>The objects and arrays that a visit of an aggregate has shown: what two members share is shown once. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class VisitedMemory
{
    [ThreadStatic]
    private static VisitedMemory? s_pooled;

    private readonly int[] _shape = new int[3];
    private readonly Dictionary<(string Prefix, string Name), string> _names = [];
    private readonly Dictionary<(string Name, int Index), string> _indexed = [];
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    private VisitedMemory()
    {
    }

    /// <summary>An empty set; give it back with <see cref="Return"/>.</summary>
    /// <returns>The set.</returns>
    public static VisitedMemory Rent()
    {
        VisitedMemory visited = s_pooled ?? new VisitedMemory();
        s_pooled = null;
        return visited;
    }

    /// <summary>Ends a visit.</summary>
    public void Return()
    {
        _seen.Clear();
        s_pooled = this;
    }

    /// <summary>Notes an object.</summary>
    /// <param name="memory">An array, list or object, or null.</param>
    /// <returns>Whether it is there and hasn't been shown yet.</returns>
    public bool Add(object? memory) => memory is not null && _seen.Add(memory);

    /// <summary>The name of a member, with what comes before it: the same string at each visit, so that a visit allocates nothing.</summary>
    /// <param name="prefix">The prefix, empty or with a point at its end.</param>
    /// <param name="name">The member's own name.</param>
    /// <returns>Both together.</returns>
    public string Name(string prefix, string name)
    {
        if (prefix.Length == 0)
            return name;
        if (!_names.TryGetValue((prefix, name), out string? whole))
            _names.Add((prefix, name), whole = prefix + name);
        return whole;
    }

    internal string Indexed(string name, int index)
    {
        if (!_indexed.TryGetValue((name, index), out string? whole))
            _indexed.Add((name, index), whole = string.Create(CultureInfo.InvariantCulture, $"{name}.{index}"));
        return whole;
    }

    // Valid until the next member is shown.
    internal ReadOnlySpan<int> Shape(int length) => Write(1, length, 0, 0);

    internal ReadOnlySpan<int> Shape(int rows, int columns) => Write(2, rows, columns, 0);

    internal ReadOnlySpan<int> Shape(int first, int second, int third) => Write(3, first, second, third);

    private ReadOnlySpan<int> Write(int rank, int first, int second, int third)
    {
        (_shape[0], _shape[1], _shape[2]) = (first, second, third);
        return _shape.AsSpan(0, rank);
    }
}
