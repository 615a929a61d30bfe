using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.CompilerServices;

/// <summary>Loops over several elements at a time. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>How far a loop may go so that <c>i + offset</c> stays within a buffer.</summary>
    /// <param name="start">The loop's first index.</param>
    /// <param name="end">The index after its last.</param>
    /// <param name="length">The buffer's length.</param>
    /// <param name="offset">What is added to the index.</param>
    /// <returns>An index up to <paramref name="end"/>; at most <paramref name="start"/> when not even the first is within.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Within(int start, int end, int length, int offset) =>
        (long)start + offset < 0 ? start : (int)Math.Max(Math.Min(end, (long)length - offset), int.MinValue);

    /// <summary>How far a loop may go several elements at a time although it writes one of two buffers: not at all when they overlap, unless element by element.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="start">The loop's first index.</param>
    /// <param name="end">The index after its last.</param>
    /// <param name="a">A buffer.</param>
    /// <param name="offsetA">What is added to the index in it.</param>
    /// <param name="b">The other buffer.</param>
    /// <param name="offsetB">What is added to the index in it.</param>
    /// <returns><paramref name="end"/>, or <paramref name="start"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Apart<T>(int start, int end, ReadOnlySpan<T> a, int offsetA, ReadOnlySpan<T> b, int offsetB)
    {
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b)) + (((nint)offsetB - offsetA) * Unsafe.SizeOf<T>());
        long bytes = ((long)end - start) * Unsafe.SizeOf<T>();
        return distance == 0 || distance >= bytes || distance <= -bytes ? end : start;
    }

    /// <summary>Where the loop over whole vectors ends.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="start">The loop's first index.</param>
    /// <param name="end">The index after its last.</param>
    /// <returns>An index a whole number of vectors after <paramref name="start"/>; that itself where the processor has no vectors.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Whole<T>(int start, int end) =>
        Vector256.IsHardwareAccelerated && end > start ? start + (int)((uint)(end - start) & ~((uint)Vector256<T>.Count - 1)) : start;

    /// <summary>The first index of a loop at which <c>index + offset</c> is a whole number of vectors.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="start">The loop's first index.</param>
    /// <param name="end">The index after its last.</param>
    /// <param name="offset">What is added to the index.</param>
    /// <returns>An index from <paramref name="start"/> to <paramref name="end"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Aligned<T>(int start, int end, int offset) => Math.Max(start, Math.Min(end, start + (-(start + offset) & (Vector256<T>.Count - 1))));

    /// <summary>The elements from an index on.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">The index, which <see cref="Within"/> has allowed.</param>
    /// <returns>The elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(ReadOnlySpan<T> buffer, int index)
    {
        Debug.Assert(index >= 0 && index <= buffer.Length - Vector256<T>.Count, "A vector is read outside of its buffer.");
        return Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(buffer), (nuint)(uint)index);
    }

    /// <summary>Writes the elements from an index on.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">The index, which <see cref="Within"/> has allowed.</param>
    /// <param name="value">The elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Span<T> buffer, int index, Vector256<T> value)
    {
        Debug.Assert(index >= 0 && index <= buffer.Length - Vector256<T>.Count, "A vector is written outside of its buffer.");
        value.StoreUnsafe(ref MemoryMarshal.GetReference(buffer), (nuint)(uint)index);
    }

    /// <summary>Adds to the elements from an index on.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">The index, which <see cref="Within"/> has allowed.</param>
    /// <param name="value">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(Span<T> buffer, int index, Vector256<T> value)
    {
        Debug.Assert(index >= 0 && index <= buffer.Length - Vector256<T>.Count, "A vector is written outside of its buffer.");
        ref T first = ref MemoryMarshal.GetReference(buffer);
        (Vector256.LoadUnsafe(ref first, (nuint)(uint)index) + value).StoreUnsafe(ref first, (nuint)(uint)index);
    }

    /// <summary>A condition that holds for all elements or for none, as a vector that chooses.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="condition">The condition.</param>
    /// <returns>All bits, or none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Mask<T>(bool condition) => condition ? Vector256<T>.AllBitsSet : Vector256<T>.Zero;

    /// <summary>The elements with their signs changed, also that of a zero.</summary>
    /// <param name="value">The elements.</param>
    /// <returns>Their opposites.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Negate(Vector256<double> value) => value ^ Vector256.Create(-0.0);

    /// <inheritdoc cref="Negate(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Negate(Vector256<float> value) => value ^ Vector256.Create(-0f);
}
