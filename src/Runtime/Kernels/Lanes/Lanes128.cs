using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>128 bits of lanes.</summary>
internal readonly struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T>
    where T : unmanaged
{
    private readonly Vector128<T> _value = value;

    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> a, Lanes128<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> a, Lanes128<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> a, Lanes128<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> a, Lanes128<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Create(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref readonly T start, nuint offset) => new(Vector128.LoadUnsafe(in start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128<T> value, ref T start, nuint offset) => value._value.StoreUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Sqrt(Lanes128<T> x) => new(Vector128.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> x) => new(Vector128.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> a, Lanes128<T> b) => new(Vector128.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Min(Lanes128<T> a, Lanes128<T> b) => new(Vector128.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AtLeast(Lanes128<T> least, Lanes128<T> x) => Sse.IsSupported && typeof(T) == typeof(float)
        ? new(Sse.Max(least._value.AsSingle(), x._value.AsSingle()).As<float, T>())
        : Select(GreaterThan(least, x), least, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AtMost(Lanes128<T> most, Lanes128<T> x) => Sse.IsSupported && typeof(T) == typeof(float)
        ? new(Sse.Min(most._value.AsSingle(), x._value.AsSingle()).As<float, T>())
        : Select(GreaterThan(x, most), most, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Log(Lanes128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Log(x._value.AsSingle()).As<float, T>())
        : new(Vector128.Log(x._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> GreaterThan(Lanes128<T> a, Lanes128<T> b) => new(Vector128.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> EqualTo(Lanes128<T> a, Lanes128<T> b) => new(Vector128.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> whenTrue, Lanes128<T> whenFalse) =>
        new(Vector128.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumOf(Lanes128<T> x) => Vector128.Sum(x._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxOf(Lanes128<T> x)
    {
        Vector128<T> most = typeof(T) == typeof(float)
            ? Vector128.Max(x._value, Vector128.Shuffle(x._value.AsSingle(), Vector128.Create(2, 3, 0, 1)).As<float, T>())
            : Vector128.Max(x._value, Vector128.Shuffle(x._value.AsDouble(), Vector128.Create(1L, 0)).As<double, T>());
        return typeof(T) == typeof(float)
            ? Vector128.Max(most, Vector128.Shuffle(most.AsSingle(), Vector128.Create(1, 0, 3, 2)).As<float, T>()).ToScalar()
            : most.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Scale(Lanes128<T> x, Lanes128<T> n)
    {
        // In two steps, of which the first is exact, so that results below the smallest normal number are rounded once.
        if (typeof(T) == typeof(float))
        {
            Vector128<int> power = Vector128.ConvertToInt32Native(n._value.AsSingle()), half = Vector128.ShiftRightArithmetic(power, 1), bias = Vector128.Create(127);
            Vector128<float> first = Vector128.ShiftLeft(half + bias, 23).AsSingle(), second = Vector128.ShiftLeft(power - half + bias, 23).AsSingle();
            return new((x._value.AsSingle() * first * second).As<float, T>());
        }

        // Added to this, a whole number is in the lowest bits.
        Vector128<double> whole = Vector128.Create(6755399441055744.0), all = n._value.AsDouble(), half1 = all * 0.5 + whole - whole;
        Vector128<long> one = Vector128.Create(1023L << 52);
        Vector128<double> factor1 = (Vector128.ShiftLeft((half1 + whole).AsInt64(), 52) + one).AsDouble();
        Vector128<double> factor2 = (Vector128.ShiftLeft((all - half1 + whole).AsInt64(), 52) + one).AsDouble();
        return new((x._value.AsDouble() * factor1 * factor2).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes128<T> Mantissa, Lanes128<T> Exponent) Split(Lanes128<T> x)
    {
        Vector128<long> bits = x._value.AsInt64();
        Vector128<double> mantissa = ((bits & Vector128.Create(0x000F_FFFF_FFFF_FFFFL)) | Vector128.Create(1023L << 52)).AsDouble();

        // The bits of 2^52 + e are those of 2^52, and e.
        Vector128<double> power = (Vector128.ShiftRightLogical(bits, 52) | Vector128.Create(0x4330_0000_0000_0000L)).AsDouble() - Vector128.Create(4503599627370496.0 + 1023);
        return (new(mantissa.As<double, T>()), new(power.As<double, T>()));
    }

    internal Vector128<T> Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes128<T> Even, Lanes128<T> Odd) Unzip(Lanes128<T> a, Lanes128<T> b)
    {
        Vector128<float> x = a._value.AsSingle(), y = b._value.AsSingle();
        if (Sse.IsSupported)
            return (new(Sse.Shuffle(x, y, 0b10_00_10_00).As<float, T>()), new(Sse.Shuffle(x, y, 0b11_01_11_01).As<float, T>()));
        if (AdvSimd.Arm64.IsSupported)
            return (new(AdvSimd.Arm64.UnzipEven(x, y).As<float, T>()), new(AdvSimd.Arm64.UnzipOdd(x, y).As<float, T>()));
        return (new(Vector128.Create(x[0], x[2], y[0], y[2]).As<float, T>()), new(Vector128.Create(x[1], x[3], y[1], y[3]).As<float, T>()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes128<T> Low, Lanes128<T> High) Zip(Lanes128<T> even, Lanes128<T> odd)
    {
        Vector128<float> x = even._value.AsSingle(), y = odd._value.AsSingle();
        if (Sse.IsSupported)
            return (new(Sse.UnpackLow(x, y).As<float, T>()), new(Sse.UnpackHigh(x, y).As<float, T>()));
        if (AdvSimd.Arm64.IsSupported)
            return (new(AdvSimd.Arm64.ZipLow(x, y).As<float, T>()), new(AdvSimd.Arm64.ZipHigh(x, y).As<float, T>()));
        return (new(Vector128.Create(x[0], y[0], x[1], y[1]).As<float, T>()), new(Vector128.Create(x[2], y[2], x[3], y[3]).As<float, T>()));
    }
}
