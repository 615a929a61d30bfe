using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.CompilerServices;

/// <summary>Loops that run several iterations side by side, one in each lane of a vector. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class OuterLanes
{
    // Far beyond the second cache vectors in memory would cost more than they save; 4.5 MB still took two thirds of the time.
    private const long LargestTwins = 5 << 20;

    // Twins are cleared before and added up after the loop, which costs as much as a few iterations.
    private const int FewestVectors = 2;

    /// <summary>Where the loop over vectors of iterations ends.</summary>
    /// <typeparam name="T">The numbers.</typeparam>
    /// <param name="start">The loop's first index.</param>
    /// <param name="limit">The index after its last.</param>
    /// <param name="elements">The elements that get a vector each.</param>
    /// <returns>An index after <paramref name="start"/>, <paramref name="limit"/> in most cases: the last vector may hold iterations of the one before it once more. <paramref name="start"/> itself
    /// where the processor has no such vectors, or they aren't worth it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int End<T>(int start, int limit, long elements)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            return start;
        }

        long count = (long)limit - start;
        if (count < FewestVectors * Vector512<T>.Count || elements * Vector512<byte>.Count > LargestTwins)
        {
            return start;
        }

        // One iteration takes less than a vector of them.
        int rest = (int)(count & (Vector512<T>.Count - 1L));
        return rest > 1 ? limit : limit - rest;
    }

    /// <summary>The first of the iterations that run together.</summary>
    /// <typeparam name="T">The numbers.</typeparam>
    /// <param name="next">The first that hasn't run.</param>
    /// <param name="end">Where they end.</param>
    /// <returns><paramref name="next"/>, or less where not so many are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int First<T>(int next, int end) => Math.Min(next, end - Vector512<T>.Count);

    /// <summary>How many of the last iterations that run together have run before.</summary>
    /// <typeparam name="T">The numbers.</typeparam>
    /// <param name="start">The loop's first index.</param>
    /// <param name="end">Where the loop over vectors ends.</param>
    /// <returns>Their number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Skipped<T>(int start, int end) => unchecked(start - end) & (Vector512<T>.Count - 1);

    /// <summary>The lanes of iterations that haven't run.</summary>
    /// <param name="skipped">How many of the first lanes have.</param>
    /// <returns>All bits in the others, none in these.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Fresh64(int skipped) => Vector512.GreaterThanOrEqual(Vector512<long>.Indices, Vector512.Create((long)skipped));

    /// <inheritdoc cref="Fresh64(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Fresh32(int skipped) => Vector512.GreaterThanOrEqual(Vector512<int>.Indices, Vector512.Create(skipped));

    /// <summary>A vector of zeros for each element of a buffer.</summary>
    /// <param name="workspace">Where the memory comes from, until its scope ends.</param>
    /// <param name="buffer">The buffer.</param>
    /// <returns>The vectors, where none of them lies in two lines of the cache unless the garbage collector moves them.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Span<Vector512<double>> Twin(Workspace workspace, ReadOnlySpan<double> buffer) => Aligned<double>(workspace, buffer.Length);

    /// <inheritdoc cref="Twin(Workspace, ReadOnlySpan{double})"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Span<Vector512<float>> Twin(Workspace workspace, ReadOnlySpan<float> buffer) => Aligned<float>(workspace, buffer.Length);

    /// <summary>A vector for each of so many elements, as far as a buffer has them.</summary>
    /// <param name="workspace">Where the memory comes from, until its scope ends.</param>
    /// <param name="buffer">The buffer.</param>
    /// <param name="count">How many elements.</param>
    /// <returns>The vectors.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Span<Vector512<double>> Twin(Workspace workspace, ReadOnlySpan<double> buffer, int count) => Aligned<double>(workspace, Math.Clamp(count, 0, buffer.Length));

    /// <inheritdoc cref="Twin(Workspace, ReadOnlySpan{double}, int)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Span<Vector512<float>> Twin(Workspace workspace, ReadOnlySpan<float> buffer, int count) => Aligned<float>(workspace, Math.Clamp(count, 0, buffer.Length));

    /// <summary>Which numbers are as large as normal ones: others take long to multiply by.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>All bits where a number isn't zero or subnormal (where it is NaN as well), none elsewhere.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> IsNormal(Vector512<double> value) => (~Vector512.LessThan(Vector512.Abs(value), Vector512.Create(2.2250738585072014e-308))).AsInt64();

    /// <inheritdoc cref="IsNormal(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> IsNormal(Vector512<float> value) => (~Vector512.LessThan(Vector512.Abs(value), Vector512.Create(1.17549435e-38f))).AsInt32();

    /// <summary>Whether any of the numbers isn't zero.</summary>
    /// <param name="vectors">The numbers.</param>
    /// <returns>Whether one is something else, NaN as well.</returns>
    public static bool AnyUsed(ReadOnlySpan<Vector512<double>> vectors)
    {
        foreach (Vector512<double> vector in vectors)
        {
            if (!Vector512.EqualsAll(vector, Vector512<double>.Zero))
                return true;
        }

        return false;
    }

    /// <inheritdoc cref="AnyUsed(ReadOnlySpan{Vector512{double}})"/>
    public static bool AnyUsed(ReadOnlySpan<Vector512<float>> vectors)
    {
        foreach (Vector512<float> vector in vectors)
        {
            if (!Vector512.EqualsAll(vector, Vector512<float>.Zero))
                return true;
        }

        return false;
    }

    /// <summary>A condition that holds in all lanes or in none.</summary>
    /// <typeparam name="T">Integers as long as the numbers.</typeparam>
    /// <param name="condition">The condition.</param>
    /// <returns>All bits, or none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask<T>(bool condition) => condition ? Vector512<T>.AllBitsSet : Vector512<T>.Zero;

    /// <summary>The numbers with their signs changed, also that of a zero.</summary>
    /// <param name="value">The numbers.</param>
    /// <returns>Their opposites.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Negate(Vector512<double> value) => value ^ Vector512.Create(-0.0);

    /// <inheritdoc cref="Negate(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Negate(Vector512<float> value) => value ^ Vector512.Create(-0f);

    /// <summary>A sum to which the numbers of the lanes are added one after the other, as iterations would.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="value">The numbers.</param>
    /// <returns>The sum with them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AddInOrder(double sum, Vector512<double> value)
    {
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
            sum += value.GetElement(lane);
        return sum;
    }

    /// <inheritdoc cref="AddInOrder(double, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AddInOrder(float sum, Vector512<float> value)
    {
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
            sum += value.GetElement(lane);
        return sum;
    }

    /// <summary>Sets each vector to a number in all lanes.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="vectors">The vectors, which are overwritten.</param>
    public static void Spread(ReadOnlySpan<double> values, Span<Vector512<double>> vectors)
    {
        for (int i = 0; i < values.Length; i++)
            vectors[i] = Vector512.Create(values[i]);
    }

    /// <inheritdoc cref="Spread(ReadOnlySpan{double}, Span{Vector512{double}})"/>
    public static void Spread(ReadOnlySpan<float> values, Span<Vector512<float>> vectors)
    {
        for (int i = 0; i < values.Length; i++)
            vectors[i] = Vector512.Create(values[i]);
    }

    /// <summary>Sees to it that pieces of a buffer at evenly spaced places lie within it.</summary>
    /// <typeparam name="T">The numbers.</typeparam>
    /// <param name="length">The buffer's length.</param>
    /// <param name="first">Where the first piece starts.</param>
    /// <param name="stride">From one piece's start to the next.</param>
    /// <param name="count">The length of each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A piece doesn't.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckSlices<T>(int length, int first, int stride, int count)
    {
        long last = first + ((Vector512<T>.Count - 1L) * stride);
        if (count < 0 || Math.Min(first, last) < 0 || Math.Max(first, last) > (long)length - count)
            throw new ArgumentOutOfRangeException(nameof(first));
    }

    /// <summary>The part of a buffer that a loop goes through.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="start">Where the part starts.</param>
    /// <param name="count">Its length; none of it is looked at when that is 0 or less.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It isn't within the buffer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Part<T>(Span<T> buffer, int start, int count) => count > 0 ? buffer.Slice(start, count) : default;

    /// <inheritdoc cref="Part{T}(Span{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> ReadOnlyPart<T>(ReadOnlySpan<T> buffer, int start, int count) => count > 0 ? buffer.Slice(start, count) : default;

    /// <summary>An index that must be within a piece of a buffer.</summary>
    /// <param name="index">The index.</param>
    /// <param name="count">The piece's length.</param>
    /// <returns>The index.</returns>
    /// <exception cref="IndexOutOfRangeException">It isn't.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Within(int index, int count) => (uint)index < (uint)count ? index : throw new IndexOutOfRangeException();

    private static Span<Vector512<T>> Aligned<T>(Workspace workspace, int length)
        where T : unmanaged
    {
        Span<T> memory = workspace.Array<T>((length + 1) * Vector512<T>.Count);
        nuint address;
        unsafe
        {
            address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory));
        }

        int skipped = (int)((0 - address) % (nuint)Vector512<byte>.Count) / Unsafe.SizeOf<T>();
        return MemoryMarshal.Cast<T, Vector512<T>>(memory[skipped..])[..length];
    }
}
