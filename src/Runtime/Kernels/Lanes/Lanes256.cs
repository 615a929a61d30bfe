using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>256 bits of lanes.</summary>
internal readonly struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T>
    where T : unmanaged
{
    private readonly Vector256<T> _value = value;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> a, Lanes256<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> a, Lanes256<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> a, Lanes256<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> a, Lanes256<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Create(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref readonly T start, nuint offset) => new(Vector256.LoadUnsafe(in start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256<T> value, ref T start, nuint offset) => value._value.StoreUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Sqrt(Lanes256<T> x) => new(Vector256.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> x) => new(Vector256.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Max(Lanes256<T> a, Lanes256<T> b) => new(Vector256.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Min(Lanes256<T> a, Lanes256<T> b) => new(Vector256.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AtLeast(Lanes256<T> least, Lanes256<T> x) => Avx.IsSupported && typeof(T) == typeof(float)
        ? new(Avx.Max(least._value.AsSingle(), x._value.AsSingle()).As<float, T>())
        : Select(GreaterThan(least, x), least, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AtMost(Lanes256<T> most, Lanes256<T> x) => Avx.IsSupported && typeof(T) == typeof(float)
        ? new(Avx.Min(most._value.AsSingle(), x._value.AsSingle()).As<float, T>())
        : Select(GreaterThan(x, most), most, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Log(Lanes256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Log(x._value.AsSingle()).As<float, T>())
        : new(Vector256.Log(x._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> GreaterThan(Lanes256<T> a, Lanes256<T> b) => new(Vector256.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> EqualTo(Lanes256<T> a, Lanes256<T> b) => new(Vector256.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> whenTrue, Lanes256<T> whenFalse) =>
        new(Vector256.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumOf(Lanes256<T> x) => Vector256.Sum(x._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxOf(Lanes256<T> x) => Lanes128<T>.MaxOf(new(Vector128.Max(x._value.GetLower(), x._value.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Scale(Lanes256<T> x, Lanes256<T> n)
    {
        // In two steps, of which the first is exact, so that results below the smallest normal number are rounded once.
        if (typeof(T) == typeof(float))
        {
            Vector256<int> power = Vector256.ConvertToInt32Native(n._value.AsSingle()), half = Vector256.ShiftRightArithmetic(power, 1), bias = Vector256.Create(127);
            Vector256<float> first = Vector256.ShiftLeft(half + bias, 23).AsSingle(), second = Vector256.ShiftLeft(power - half + bias, 23).AsSingle();
            return new((x._value.AsSingle() * first * second).As<float, T>());
        }

        // Added to this, a whole number is in the lowest bits.
        Vector256<double> whole = Vector256.Create(6755399441055744.0), all = n._value.AsDouble(), half1 = all * 0.5 + whole - whole;
        Vector256<long> one = Vector256.Create(1023L << 52);
        Vector256<double> factor1 = (Vector256.ShiftLeft((half1 + whole).AsInt64(), 52) + one).AsDouble();
        Vector256<double> factor2 = (Vector256.ShiftLeft((all - half1 + whole).AsInt64(), 52) + one).AsDouble();
        return new((x._value.AsDouble() * factor1 * factor2).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes256<T> Mantissa, Lanes256<T> Exponent) Split(Lanes256<T> x)
    {
        Vector256<long> bits = x._value.AsInt64();
        Vector256<double> mantissa = ((bits & Vector256.Create(0x000F_FFFF_FFFF_FFFFL)) | Vector256.Create(1023L << 52)).AsDouble();

        // The bits of 2^52 + e are those of 2^52, and e.
        Vector256<double> power = (Vector256.ShiftRightLogical(bits, 52) | Vector256.Create(0x4330_0000_0000_0000L)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023);
        return (new(mantissa.As<double, T>()), new(power.As<double, T>()));
    }

    internal Vector256<T> Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes256<T> Even, Lanes256<T> Odd) Unzip(Lanes256<T> a, Lanes256<T> b)
    {
        Vector256<float> x = a._value.AsSingle(), y = b._value.AsSingle();
        if (Avx2.IsSupported)
        {
            // Each half of 128 bits by itself, then the middle quarters change places.
            return (
                new(Avx2.Permute4x64(Avx.Shuffle(x, y, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).As<double, T>()),
                new(Avx2.Permute4x64(Avx.Shuffle(x, y, 0b11_01_11_01).AsDouble(), 0b11_01_10_00).As<double, T>()));
        }

        (Lanes128<T> e0, Lanes128<T> o0) = Lanes128<T>.Unzip(new(a._value.GetLower()), new(a._value.GetUpper()));
        (Lanes128<T> e1, Lanes128<T> o1) = Lanes128<T>.Unzip(new(b._value.GetLower()), new(b._value.GetUpper()));
        return (new(Vector256.Create(e0.Value, e1.Value)), new(Vector256.Create(o0.Value, o1.Value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes256<T> Low, Lanes256<T> High) Zip(Lanes256<T> even, Lanes256<T> odd)
    {
        Vector256<float> x = even._value.AsSingle(), y = odd._value.AsSingle();
        if (Avx.IsSupported)
        {
            Vector256<float> low = Avx.UnpackLow(x, y), high = Avx.UnpackHigh(x, y);
            return (new(Avx.Permute2x128(low, high, 0x20).As<float, T>()), new(Avx.Permute2x128(low, high, 0x31).As<float, T>()));
        }

        (Lanes128<T> l0, Lanes128<T> h0) = Lanes128<T>.Zip(new(even._value.GetLower()), new(odd._value.GetLower()));
        (Lanes128<T> l1, Lanes128<T> h1) = Lanes128<T>.Zip(new(even._value.GetUpper()), new(odd._value.GetUpper()));
        return (new(Vector256.Create(l0.Value, h0.Value)), new(Vector256.Create(l1.Value, h1.Value)));
    }
}
