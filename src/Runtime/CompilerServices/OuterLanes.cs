using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.CompilerServices;

/// <summary>Loops that run several iterations side by side, one in each lane of a vector. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OuterLanes
{
    // Far beyond the second cache vectors in memory would cost more than they save; 4.5 MB still took two thirds of the time.
    private const long LargestTwins = 5 << 20;

    // Twins are cleared before and added up after the loop, which costs as much as a few iterations.
    private const int FewestVectors = 2;

    /// <summary>Where the loop over whole vectors of iterations ends.</summary>
    /// <typeparam name="T">The numbers.</typeparam>
    /// <param name="start">The loop's first index.</param>
    /// <param name="limit">The index after its last.</param>
    /// <param name="elements">The elements that get a vector each.</param>
    /// <returns>An index a whole number of vectors after <paramref name="start"/>; that itself where the processor has no such vectors, or they aren't worth it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int End<T>(int start, int limit, long elements)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            return start;
        }

        long count = (long)limit - start;
        return count >= FewestVectors * Vector512<T>.Count && elements * Vector512<byte>.Count <= LargestTwins
            ? start + (int)(count & ~(Vector512<T>.Count - 1L))
            : start;
    }

    /// <summary>A vector of zeros for each element of a buffer.</summary>
    /// <param name="workspace">Where the memory comes from, until its scope ends.</param>
    /// <param name="buffer">The buffer.</param>
    /// <returns>The vectors, where none of them lies in two lines of the cache unless the garbage collector moves them.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Span<Vector512<double>> Twin(Workspace workspace, ReadOnlySpan<double> buffer) => Aligned<double>(workspace, buffer.Length);

    /// <inheritdoc cref="Twin(Workspace, ReadOnlySpan{double})"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Span<Vector512<float>> Twin(Workspace workspace, ReadOnlySpan<float> buffer) => Aligned<float>(workspace, buffer.Length);

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

    /// <summary>Adds to each element the numbers of a vector.</summary>
    /// <param name="sums">The elements, which are added to.</param>
    /// <param name="vectors">A vector for each of them.</param>
    public static void AddSums(Span<double> sums, ReadOnlySpan<Vector512<double>> vectors)
    {
        for (int i = 0; i < vectors.Length; i++)
            sums[i] += Vector512.Sum(vectors[i]);
    }

    /// <inheritdoc cref="AddSums(Span{double}, ReadOnlySpan{Vector512{double}})"/>
    public static void AddSums(Span<float> sums, ReadOnlySpan<Vector512<float>> vectors)
    {
        for (int i = 0; i < vectors.Length; i++)
            sums[i] += Vector512.Sum(vectors[i]);
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

    /// <summary>The elements at evenly spaced places.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="first">The first place.</param>
    /// <param name="stride">From one place to the next.</param>
    /// <returns>The elements.</returns>
    /// <exception cref="IndexOutOfRangeException">A place isn't in the buffer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Gather(ReadOnlySpan<double> buffer, int first, int stride)
    {
        if (!AreWithin(buffer.Length, first, stride, Vector512<double>.Count))
            return Wrapped(buffer, first, stride);
        ref double at = ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), first);
        nint step = stride;
        return stride == 1 ? Vector512.LoadUnsafe(ref at) : Vector512.Create(
            at, Unsafe.Add(ref at, step), Unsafe.Add(ref at, 2 * step), Unsafe.Add(ref at, 3 * step),
            Unsafe.Add(ref at, 4 * step), Unsafe.Add(ref at, 5 * step), Unsafe.Add(ref at, 6 * step), Unsafe.Add(ref at, 7 * step));
    }

    /// <inheritdoc cref="Gather(ReadOnlySpan{double}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Gather(ReadOnlySpan<float> buffer, int first, int stride) =>
        stride == 1 && AreWithin(buffer.Length, first, stride, Vector512<float>.Count)
            ? Vector512.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), first))
            : Wrapped(buffer, first, stride);

    /// <summary>The elements at evenly spaced places, in those lanes whose bits are set; zero in the others.</summary>
    /// <param name="mask">The lanes.</param>
    /// <param name="buffer">The buffer.</param>
    /// <param name="first">The place of the first lane.</param>
    /// <param name="stride">From one lane's place to the next.</param>
    /// <returns>The elements.</returns>
    /// <exception cref="IndexOutOfRangeException">The place of a lane whose bits are set isn't in the buffer.</exception>
    public static Vector512<double> GatherIf(Vector512<long> mask, ReadOnlySpan<double> buffer, int first, int stride)
    {
        Span<double> values = stackalloc double[Vector512<double>.Count];
        for (int lane = 0; lane < values.Length; lane++)
            values[lane] = mask.GetElement(lane) != 0 ? buffer[first + (lane * stride)] : 0;
        return Vector512.Create<double>(values);
    }

    /// <inheritdoc cref="GatherIf(Vector512{long}, ReadOnlySpan{double}, int, int)"/>
    public static Vector512<float> GatherIf(Vector512<int> mask, ReadOnlySpan<float> buffer, int first, int stride)
    {
        Span<float> values = stackalloc float[Vector512<float>.Count];
        for (int lane = 0; lane < values.Length; lane++)
            values[lane] = mask.GetElement(lane) != 0 ? buffer[first + (lane * stride)] : 0;
        return Vector512.Create<float>(values);
    }

    /// <summary>An element, or the default value where none is asked for.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="condition">Whether it is asked for.</param>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Where it is.</param>
    /// <returns>The element.</returns>
    /// <exception cref="IndexOutOfRangeException">It is asked for and isn't there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ElementIf<T>(bool condition, ReadOnlySpan<T> buffer, int index)
        where T : struct => condition ? buffer[index] : default;

    /// <summary>Adds to the elements at evenly spaced places.</summary>
    /// <param name="buffer">The buffer, which is added to.</param>
    /// <param name="first">The first place.</param>
    /// <param name="stride">From one place to the next.</param>
    /// <param name="value">What is added, lane by lane.</param>
    /// <exception cref="IndexOutOfRangeException">A place isn't in the buffer.</exception>
    public static void Scatter(Span<double> buffer, int first, int stride, Vector512<double> value)
    {
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
            buffer[first + (lane * stride)] += value.GetElement(lane);
    }

    /// <inheritdoc cref="Scatter(Span{double}, int, int, Vector512{double})"/>
    public static void Scatter(Span<float> buffer, int first, int stride, Vector512<float> value)
    {
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
            buffer[first + (lane * stride)] += value.GetElement(lane);
    }

    /// <summary>Adds to the elements at evenly spaced places, in those lanes whose bits are set.</summary>
    /// <param name="mask">The lanes.</param>
    /// <param name="buffer">The buffer, which is added to.</param>
    /// <param name="first">The place of the first lane.</param>
    /// <param name="stride">From one lane's place to the next.</param>
    /// <param name="value">What is added, lane by lane.</param>
    /// <exception cref="IndexOutOfRangeException">The place of a lane whose bits are set isn't in the buffer.</exception>
    public static void ScatterIf(Vector512<long> mask, Span<double> buffer, int first, int stride, Vector512<double> value)
    {
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
            AddIf(mask.GetElement(lane) != 0, buffer, first + (lane * stride), value.GetElement(lane));
    }

    /// <inheritdoc cref="ScatterIf(Vector512{long}, Span{double}, int, int, Vector512{double})"/>
    public static void ScatterIf(Vector512<int> mask, Span<float> buffer, int first, int stride, Vector512<float> value)
    {
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
            AddIf(mask.GetElement(lane) != 0, buffer, first + (lane * stride), value.GetElement(lane));
    }

    /// <summary>Adds to an element where that is asked for.</summary>
    /// <param name="condition">Whether it is asked for.</param>
    /// <param name="buffer">The buffer, which is added to.</param>
    /// <param name="index">Where the element is.</param>
    /// <param name="value">What is added.</param>
    /// <exception cref="IndexOutOfRangeException">It is asked for and isn't there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddIf(bool condition, Span<double> buffer, int index, double value)
    {
        if (condition)
            buffer[index] += value;
    }

    /// <inheritdoc cref="AddIf(bool, Span{double}, int, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddIf(bool condition, Span<float> buffer, int index, float value)
    {
        if (condition)
            buffer[index] += value;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreWithin(int length, int first, int stride, int count)
    {
        long last = first + ((count - 1L) * stride);
        return (uint)first < (uint)length && (ulong)last < (ulong)length;
    }

    // Places are computed as iterations compute them, in 32 bits.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> Wrapped(ReadOnlySpan<double> buffer, int first, int stride) => GatherIf(Vector512<long>.AllBitsSet, buffer, first, stride);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> Wrapped(ReadOnlySpan<float> buffer, int first, int stride) => GatherIf(Vector512<int>.AllBitsSet, buffer, first, stride);

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
