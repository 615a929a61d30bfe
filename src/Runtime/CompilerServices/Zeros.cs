using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.CompilerServices;

/// <summary>
/// Sets memory to zero. Used by generated code: the framework's own method can leave values in the upper halves of vector registers, with which the C library's <c>exp</c> and <c>tanh</c>, that
/// <see cref="Math"/> calls, take more than twenty times as long on some processors.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Zeros
{
    /// <summary>Sets all elements to zero.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="span">The elements, which are overwritten.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Clear<T>(Span<T> span)
    {
        span.Clear();
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            CleanRegisters(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(span)), (long)span.Length * Unsafe.SizeOf<T>());
    }

    /// <summary>Sets all elements to zero.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="array">The elements, which are overwritten.</param>
    /// <exception cref="ArgumentNullException"><paramref name="array"/> is null.</exception>
    public static void Clear<T>(T[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            Array.Clear(array);
        else
            Clear(array.AsSpan());
    }

    /// <summary>Sets all elements of an array of numbers to zero, whatever its rank.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ClearNumbers(Array array, int size)
    {
        Array.Clear(array);
        CleanRegisters(ref MemoryMarshal.GetArrayDataReference(array), array.LongLength * size);
    }

    // A method with such a vector cleans the registers where it ends: the just-in-time compiler sees to that. Shorter memory is cleared without them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CleanRegisters(ref byte memory, long size)
    {
        if (Vector256.IsHardwareAccelerated && size >= Vector256<byte>.Count)
            Vector256<byte>.Zero.StoreUnsafe(ref memory);
    }
}
