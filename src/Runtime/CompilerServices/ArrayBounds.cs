using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiff.CompilerServices;

/// <summary>
/// The bounds checks of <see cref="Array"/>'s and <see cref="List{T}"/>'s methods, for generated code that does their work in another way: each throws what the
/// method itself throws. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ArrayBounds
{
    /// <summary>Throws what <see cref="Array.Copy(Array, int, Array, int, int)"/> throws for arrays of these lengths.</summary>
    /// <param name="sourceLength">The length of the source.</param>
    /// <param name="sourceIndex">Where the copied range starts.</param>
    /// <param name="destinationLength">The length of the destination.</param>
    /// <param name="destinationIndex">Where the range is copied to.</param>
    /// <param name="length">How many elements are copied.</param>
    public static void Copy(int sourceLength, int sourceIndex, int destinationLength, int destinationIndex, int length)
    {
        if (!IsInside(sourceLength, sourceIndex, length) || !IsInside(destinationLength, destinationIndex, length))
            ThrowCopy(sourceLength, sourceIndex, destinationLength, destinationIndex, length);
    }

    /// <summary>Throws what <see cref="Array.Fill{T}(T[], T, int, int)"/> throws for an array of this length.</summary>
    /// <param name="arrayLength">The length of the array.</param>
    /// <param name="index">Where the range starts.</param>
    /// <param name="count">Its length.</param>
    public static void Fill(int arrayLength, int index, int count)
    {
        if (!IsInside(arrayLength, index, count))
            ThrowFill(arrayLength, index, count);
    }

    /// <summary>Throws what <see cref="Array.Clear(Array, int, int)"/> throws for an array of this length.</summary>
    /// <inheritdoc cref="Fill"/>
    public static void Clear(int arrayLength, int index, int count)
    {
        if (!IsInside(arrayLength, index, count))
            ThrowClear(arrayLength, index, count);
    }

    /// <summary>Throws what <see cref="Array.Reverse{T}(T[], int, int)"/> throws for an array of this length.</summary>
    /// <inheritdoc cref="Fill"/>
    public static void Reverse(int arrayLength, int index, int count)
    {
        if (!IsInside(arrayLength, index, count))
            ThrowReverse(arrayLength, index, count);
    }

    /// <summary>Throws what <see cref="List{T}.GetRange"/>, and its kin that take a range, throw for a list of this length.</summary>
    /// <param name="listCount">The count of the list.</param>
    /// <param name="index">Where the range starts.</param>
    /// <param name="count">Its length.</param>
    public static void ListRange(int listCount, int index, int count)
    {
        if (!IsInside(listCount, index, count))
            ThrowListRange(listCount, index, count);
    }

    /// <summary>Throws what the indexer of <see cref="List{T}"/> throws for a list of this length.</summary>
    /// <param name="listCount">The count of the list.</param>
    /// <param name="index">The index.</param>
    public static void ListIndex(int listCount, int index)
    {
        if ((uint)index >= (uint)listCount)
            _ = new List<byte>(new byte[listCount])[index];
    }

    /// <summary>Throws what the constructor of <see cref="List{T}"/> throws for this capacity.</summary>
    /// <param name="capacity">The capacity.</param>
    public static void ListCapacity(int capacity)
    {
        if (capacity < 0)
            _ = new List<byte>(capacity);
    }

    /// <summary>Throws what <see cref="Range.GetOffsetAndLength"/> throws for a range that isn't inside.</summary>
    /// <inheritdoc cref="Fill"/>
    public static void Range(int arrayLength, int index, int count)
    {
        if (!IsInside(arrayLength, index, count))
            ThrowRange();
    }

    /// <summary>The index as an <c>int</c>; throws what <see cref="Array.Copy(Array, Array, long)"/> throws when it isn't one.</summary>
    /// <param name="index">The index, or length.</param>
    /// <returns>The same number.</returns>
    public static int ToInt32(long index)
    {
        if ((int)index != index)
            Array.Copy(Array.Empty<byte>(), Array.Empty<byte>(), index);
        return (int)index;
    }

    private static bool IsInside(int length, int index, int count) => (uint)index <= (uint)length && (uint)count <= (uint)(length - index);

    // The method itself, on arrays that are as long: its exceptions and their messages, whatever the runtime's version and culture.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowCopy(int sourceLength, int sourceIndex, int destinationLength, int destinationIndex, int length) =>
        Array.Copy(new byte[sourceLength], sourceIndex, new byte[destinationLength], destinationIndex, length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowFill(int arrayLength, int index, int count) => Array.Fill<byte>(new byte[arrayLength], 0, index, count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowClear(int arrayLength, int index, int count) => Array.Clear(new byte[arrayLength], index, count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowReverse(int arrayLength, int index, int count) => Array.Reverse(new byte[arrayLength], index, count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowRange() => (2..).GetOffsetAndLength(1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowListRange(int listCount, int index, int count) => new List<byte>(new byte[listCount]).GetRange(index, count);
}
