using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Control over what derivatives flow through.</summary>
public static class Gradient
{
    /// <summary>
    /// Returns <paramref name="value"/>, a constant for differentiation: its derivative is cut here. A buffer or an object must not be written as long as what is returned may be read;
    /// differentiated code that does is an error (GRAD0120). Write to a copy of it, or cut that of a copy.
    /// </summary>
    /// <typeparam name="T">A scalar, an aggregate or a buffer; not a buffer of buffers.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The same value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Stop<T>(T value) => value;

    /// <summary>
    /// Returns <paramref name="values"/>, constants for differentiation: their derivative is cut here. They must not be written as long as what is returned may be read (GRAD0120).
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The same span.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Stop<T>(ReadOnlySpan<T> values) => values;

    /// <inheritdoc cref="Stop{T}(ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Stop<T>(Span<T> values) => values;
}
