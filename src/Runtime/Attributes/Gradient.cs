using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Control over what derivatives flow through.</summary>
public static class Gradient
{
    /// <summary>Returns <paramref name="value"/>, a constant for differentiation: its derivative is cut here.</summary>
    /// <typeparam name="T">A scalar, an aggregate or a buffer.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The same value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Stop<T>(T value) => value;

    /// <summary>Returns <paramref name="values"/>, constants for differentiation: their derivative is cut here.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The same span.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Stop<T>(ReadOnlySpan<T> values) => values;

    /// <inheritdoc cref="Stop{T}(ReadOnlySpan{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Stop<T>(Span<T> values) => values;
}
