using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.CompilerServices;

/// <content>Elements at other places in each of the iterations.</content>
public static partial class OuterLanes
{
    /// <summary>Vectors of the elements at evenly spaced places, for several places one after the other.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="first">The place of the first lane in the first vector.</param>
    /// <param name="stride">From one lane's place to the next.</param>
    /// <param name="count">How many vectors are asked for.</param>
    /// <param name="vectors">Where they are put, which is overwritten.</param>
    /// <returns>As many of them as come before the first whose places aren't all in the buffer.</returns>
    public static ReadOnlySpan<Vector512<double>> Gathered(ReadOnlySpan<double> buffer, int first, int stride, int count, Span<Vector512<double>> vectors)
    {
        vectors = vectors[..Math.Clamp(count, 0, vectors.Length)];
        for (int i = 0; i < vectors.Length; i++)
        {
            if (!IsThere(buffer.Length, first + i, stride, Vector512<double>.Count))
                return vectors[..i];
            vectors[i] = Gather(buffer, first + i, stride);
        }

        return vectors;
    }

    /// <inheritdoc cref="Gathered(ReadOnlySpan{double}, int, int, int, Span{Vector512{double}})"/>
    public static ReadOnlySpan<Vector512<float>> Gathered(ReadOnlySpan<float> buffer, int first, int stride, int count, Span<Vector512<float>> vectors)
    {
        vectors = vectors[..Math.Clamp(count, 0, vectors.Length)];
        for (int i = 0; i < vectors.Length; i++)
        {
            if (!IsThere(buffer.Length, first + i, stride, Vector512<float>.Count))
                return vectors[..i];
            vectors[i] = Gather(buffer, first + i, stride);
        }

        return vectors;
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

    private static bool IsThere(int length, int first, int stride, int count) => AreWithin(length, first, stride, count) || AreThere(length, first, stride, count);

    // Places are computed as iterations compute them, in 32 bits.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AreThere(int length, int first, int stride, int count)
    {
        for (int lane = 0; lane < count; lane++)
        {
            if ((uint)unchecked(first + (lane * stride)) >= (uint)length)
                return false;
        }

        return true;
    }

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
}
