using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace AutoDiff.CompilerServices;

public static partial class BufferChecks
{
    // Up to this many pairs of rows are compared one by one; a set of references takes over from there.
    private const int FewPairs = 64;

    [ThreadStatic]
    private static HashSet<object>? t_rows;

    /// <summary>Checks that two buffers share no memory.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="a">One buffer.</param>
    /// <param name="b">The other.</param>
    /// <param name="nameOfB">The name of the other's parameter, which the exception names.</param>
    /// <exception cref="ArgumentException">They share memory.</exception>
    public static void NoOverlap<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, string nameOfB) => SpanChecks.NoOverlap(a, b, nameOfB);

    /// <inheritdoc cref="NoOverlap{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void NoOverlap<T>(T[]? a, T[]? b, string nameOfB) => ArrayChecks.NoOverlap(a, b, nameOfB);

    /// <inheritdoc cref="NoOverlap{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void NoOverlap<T>(T[,]? a, T[,]? b, string nameOfB)
    {
        if (ReferenceEquals(a, b) && a is { Length: > 0 })
            ThrowOverlap(nameOfB);
    }

    /// <inheritdoc cref="NoOverlap{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void NoOverlap<T>(T[,,]? a, T[,,]? b, string nameOfB)
    {
        if (ReferenceEquals(a, b) && a is { Length: > 0 })
            ThrowOverlap(nameOfB);
    }

    /// <summary>Checks that two lists are not the same one.</summary>
    /// <inheritdoc cref="NoOverlap{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void NoOverlap<T>(List<T>? a, List<T>? b, string nameOfB)
    {
        // Also when it is empty: two lists that are one grow together.
        if (a is not null && ReferenceEquals(a, b))
            ThrowOverlap(nameOfB);
    }

    /// <summary>Checks that two buffers of different element types share no memory.</summary>
    /// <typeparam name="TA">The element type of one.</typeparam>
    /// <typeparam name="TB">The element type of the other.</typeparam>
    /// <param name="a">One buffer.</param>
    /// <param name="b">The other.</param>
    /// <param name="nameOfB">The name of the other's parameter, which the exception names.</param>
    /// <exception cref="ArgumentException">They share memory.</exception>
    public static void NoOverlap<TA, TB>(ReadOnlySpan<TA> a, ReadOnlySpan<TB> b, string nameOfB)
        where TA : unmanaged
        where TB : unmanaged
    {
        if (MemoryMarshal.AsBytes(a).Overlaps(MemoryMarshal.AsBytes(b)))
            ThrowOverlap(nameOfB);
    }

    /// <summary>Checks that no row of a jagged array shares memory with a buffer.</summary>
    /// <inheritdoc cref="NoOverlap{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void NoOverlap<T>(T[]?[]? a, ReadOnlySpan<T> b, string nameOfB)
    {
        if (HasRowIn(a, b))
            ThrowOverlap(nameOfB);
    }

    /// <inheritdoc cref="NoOverlap{T}(T[][], ReadOnlySpan{T}, string)"/>
    public static void NoOverlap<T>(ReadOnlySpan<T> a, T[]?[]? b, string nameOfB)
    {
        if (HasRowIn(b, a))
            ThrowOverlap(nameOfB);
    }

    /// <summary>Checks that two jagged arrays, which may differ in length, have no row in common.</summary>
    /// <inheritdoc cref="NoOverlap{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void NoOverlap<T>(T[]?[]? a, T[]?[]? b, string nameOfB)
    {
        if (a is null || b is null || a.Length == 0 || b.Length == 0)
            return;
        if (ReferenceEquals(a, b) || HaveRowInCommon(a, b))
            ThrowOverlap(nameOfB);
    }

    /// <summary>Checks that a jagged array that is written holds no row twice.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The jagged array.</param>
    /// <param name="name">The name of its parameter.</param>
    /// <exception cref="ArgumentException">A row is there twice.</exception>
    public static void DistinctRows<T>(T[]?[]? rows, string name)
    {
        if (rows is null)
            return;
        HashSet<object> seen = RentRowSet();
        try
        {
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i] is { Length: > 0 } row && !seen.Add(row))
                    throw new ArgumentException($"The row {name}[{i}] is an earlier row as well, and the method writes it.", name);
            }
        }
        finally
        {
            seen.Clear();
        }
    }

    private static bool HasRowIn<T>(T[]?[]? rows, ReadOnlySpan<T> buffer)
    {
        if (rows is null || buffer.IsEmpty)
            return false;
        foreach (T[]? row in rows)
        {
            if (buffer.Overlaps(row))
                return true;
        }

        return false;
    }

    private static bool HaveRowInCommon<T>(T[]?[] a, T[]?[] b)
    {
        if ((long)a.Length * b.Length <= FewPairs)
        {
            foreach (T[]? row in a)
            {
                if (row is { Length: > 0 } && Array.IndexOf(b, row) >= 0)
                    return true;
            }

            return false;
        }

        HashSet<object> seen = RentRowSet();
        try
        {
            foreach (T[]? row in a)
            {
                if (row is { Length: > 0 })
                    seen.Add(row);
            }

            foreach (T[]? row in b)
            {
                if (row is not null && seen.Contains(row))
                    return true;
            }

            return false;
        }
        finally
        {
            seen.Clear();
        }
    }

    private static HashSet<object> RentRowSet() => t_rows ??= new HashSet<object>(ReferenceEqualityComparer.Instance);

    [DoesNotReturn]
    internal static void ThrowOverlap(string name) => throw new ArgumentException(
        $"'{name}' overlaps another buffer of the call, and one of the two is written.", name);
}
