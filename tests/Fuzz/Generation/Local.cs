namespace AutoDiff.Fuzz.Generation;

internal enum Shape
{
    Scalar, Span, ReadOnlySpan, Array, Jagged,
}

/// <summary>A name that the program being written can use.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The element's type: <c>double</c>, <c>float</c>, <c>int</c> or <c>bool</c>.</param>
/// <param name="Shape">One value or many.</param>
internal sealed record Local(string Name, string Type, Shape Shape)
{
    /// <summary>Whether statements may assign it (for a buffer: make it refer to other memory).</summary>
    public bool IsAssignable { get; init; } = true;

    /// <summary>Whether it is a property, to which nothing can refer.</summary>
    public bool IsProperty { get; init; }

    /// <summary>Whether an integer may only be counted up, since a loop's end depends on it.</summary>
    public bool OnlyCountsUp { get; init; }

    /// <summary>Whether an integer may have become negative, so that an index needs a mask.</summary>
    public bool MayBeNegative { get; init; }

    /// <summary>Whether it grows: uses squash it.</summary>
    public bool Grows { get; init; }

    /// <summary>Whether a lambda or local function can't use it (by-reference parameters, spans, reference locals).</summary>
    public bool CannotBeCaptured { get; init; }

    /// <summary>Whether it can refer to stack memory, which spans from outside can't.</summary>
    public bool IsStack { get; init; }

    /// <summary>Whether a reference to it or its elements may not be taken for writing.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The buffer that the integer indexes without going out of range.</summary>
    public string? IndexOf { get; init; }

    /// <summary>Whether the rows of a jagged array belong to the program itself.</summary>
    public bool IsOwn { get; init; }

    public bool IsFloat => Type is "double" or "float";

    public bool IsWritable => Shape is Shape.Span or Shape.Array;
}

/// <summary>A method or local function that can be called.</summary>
internal sealed record Callable(string Name, string Result, string[] Parameters)
{
    public bool IsRecursive { get; init; }
}
