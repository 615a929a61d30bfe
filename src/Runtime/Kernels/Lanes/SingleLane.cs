using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>One lane: the lowest of a 128-bit register, so that a function gives the bits that it gives in a wide one.</summary>
internal readonly struct SingleLane<T>(Vector128<T> value) : ILanes<SingleLane<T>, T>
    where T : unmanaged
{
    private readonly Vector128<T> _value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> operator +(SingleLane<T> a, SingleLane<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> operator -(SingleLane<T> a, SingleLane<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> operator -(SingleLane<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> operator *(SingleLane<T> a, SingleLane<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> operator /(SingleLane<T> a, SingleLane<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> Create(T value) => new(Vector128.CreateScalar(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> Load(ref readonly T start, nuint offset) =>
        new(Vector128.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in start), offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SingleLane<T> value, ref T start, nuint offset) => Unsafe.Add(ref start, offset) = value._value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> MultiplyAdd(SingleLane<T> a, SingleLane<T> b, SingleLane<T> c) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> Sqrt(SingleLane<T> x) => new(Vector128.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> Abs(SingleLane<T> x) => new(Vector128.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> Max(SingleLane<T> a, SingleLane<T> b) => new(Vector128.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> Min(SingleLane<T> a, SingleLane<T> b) => new(Vector128.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> AtLeast(SingleLane<T> least, SingleLane<T> x) => Select(GreaterThan(least, x), least, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> AtMost(SingleLane<T> most, SingleLane<T> x) => Select(GreaterThan(x, most), most, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> Log(SingleLane<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Log(x._value.AsSingle()).As<float, T>())
        : new(Vector128.Log(x._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> GreaterThan(SingleLane<T> a, SingleLane<T> b) => new(Vector128.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> EqualTo(SingleLane<T> a, SingleLane<T> b) => new(Vector128.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> Select(SingleLane<T> mask, SingleLane<T> whenTrue, SingleLane<T> whenFalse) =>
        new(Vector128.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumOf(SingleLane<T> x) => x._value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxOf(SingleLane<T> x) => x._value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLane<T> Scale(SingleLane<T> x, SingleLane<T> n) => new(Lanes128<T>.Scale(new(x._value), new(n._value)).Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (SingleLane<T> Mantissa, SingleLane<T> Exponent) Split(SingleLane<T> x)
    {
        (Lanes128<T> mantissa, Lanes128<T> exponent) = Lanes128<T>.Split(new(x._value));
        return (new(mantissa.Value), new(exponent.Value));
    }

    public static (SingleLane<T> Even, SingleLane<T> Odd) Unzip(SingleLane<T> a, SingleLane<T> b) => (a, b);

    public static (SingleLane<T> Low, SingleLane<T> High) Zip(SingleLane<T> even, SingleLane<T> odd) => (even, odd);

    internal Vector128<T> Value => _value;
}
