using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>512 bits of lanes.</summary>
internal readonly struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T>
    where T : unmanaged
{
    private readonly Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> a, Lanes512<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> a, Lanes512<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> a, Lanes512<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> a, Lanes512<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Create(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref readonly T start, nuint offset) => new(Vector512.LoadUnsafe(in start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512<T> value, ref T start, nuint offset) => value._value.StoreUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Sqrt(Lanes512<T> x) => new(Vector512.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> x) => new(Vector512.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> a, Lanes512<T> b) => new(Vector512.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> a, Lanes512<T> b) => new(Vector512.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AtLeast(Lanes512<T> least, Lanes512<T> x) => Avx512F.IsSupported && typeof(T) == typeof(float)
        ? new(Avx512F.Max(least._value.AsSingle(), x._value.AsSingle()).As<float, T>())
        : Select(GreaterThan(least, x), least, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AtMost(Lanes512<T> most, Lanes512<T> x) => Avx512F.IsSupported && typeof(T) == typeof(float)
        ? new(Avx512F.Min(most._value.AsSingle(), x._value.AsSingle()).As<float, T>())
        : Select(GreaterThan(x, most), most, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Log(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Log(x._value.AsSingle()).As<float, T>())
        : new(Vector512.Log(x._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> GreaterThan(Lanes512<T> a, Lanes512<T> b) => new(Vector512.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> EqualTo(Lanes512<T> a, Lanes512<T> b) => new(Vector512.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> whenTrue, Lanes512<T> whenFalse) =>
        new(Vector512.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumOf(Lanes512<T> x) => Vector512.Sum(x._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxOf(Lanes512<T> x) => Lanes256<T>.MaxOf(new(Vector256.Max(x._value.GetLower(), x._value.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Scale(Lanes512<T> x, Lanes512<T> n)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new(Avx512F.Scale(x._value.AsSingle(), n._value.AsSingle()).As<float, T>())
                : new(Avx512F.Scale(x._value.AsDouble(), n._value.AsDouble()).As<double, T>());
        }

        // In two steps, of which the first is exact, so that results below the smallest normal number are rounded once.
        if (typeof(T) == typeof(float))
        {
            Vector512<int> power = Vector512.ConvertToInt32Native(n._value.AsSingle()), half = Vector512.ShiftRightArithmetic(power, 1), bias = Vector512.Create(127);
            Vector512<float> first = Vector512.ShiftLeft(half + bias, 23).AsSingle(), second = Vector512.ShiftLeft(power - half + bias, 23).AsSingle();
            return new((x._value.AsSingle() * first * second).As<float, T>());
        }

        // Added to this, a whole number is in the lowest bits.
        Vector512<double> whole = Vector512.Create(6755399441055744.0), all = n._value.AsDouble(), half1 = all * 0.5 + whole - whole;
        Vector512<long> one = Vector512.Create(1023L << 52);
        Vector512<double> factor1 = (Vector512.ShiftLeft((half1 + whole).AsInt64(), 52) + one).AsDouble();
        Vector512<double> factor2 = (Vector512.ShiftLeft((all - half1 + whole).AsInt64(), 52) + one).AsDouble();
        return new((x._value.AsDouble() * factor1 * factor2).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes512<T> Mantissa, Lanes512<T> Exponent) Split(Lanes512<T> x)
    {
        Vector512<long> bits = x._value.AsInt64();
        Vector512<double> mantissa = ((bits & Vector512.Create(0x000F_FFFF_FFFF_FFFFL)) | Vector512.Create(1023L << 52)).AsDouble();

        // The bits of 2^52 + e are those of 2^52, and e.
        Vector512<double> power = (Vector512.ShiftRightLogical(bits, 52) | Vector512.Create(0x4330_0000_0000_0000L)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023);
        return (new(mantissa.As<double, T>()), new(power.As<double, T>()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes512<T> Even, Lanes512<T> Odd) Unzip(Lanes512<T> a, Lanes512<T> b)
    {
        Vector512<float> x = a._value.AsSingle(), y = b._value.AsSingle();
        if (Avx512F.IsSupported)
        {
            return (
                new(Avx512F.PermuteVar16x32x2(x, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), y).As<float, T>()),
                new(Avx512F.PermuteVar16x32x2(x, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), y).As<float, T>()));
        }

        (Lanes256<T> e0, Lanes256<T> o0) = Lanes256<T>.Unzip(new(a._value.GetLower()), new(a._value.GetUpper()));
        (Lanes256<T> e1, Lanes256<T> o1) = Lanes256<T>.Unzip(new(b._value.GetLower()), new(b._value.GetUpper()));
        return (new(Vector512.Create(e0.Value, e1.Value)), new(Vector512.Create(o0.Value, o1.Value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes512<T> Low, Lanes512<T> High) Zip(Lanes512<T> even, Lanes512<T> odd)
    {
        Vector512<float> x = even._value.AsSingle(), y = odd._value.AsSingle();
        if (Avx512F.IsSupported)
        {
            return (
                new(Avx512F.PermuteVar16x32x2(x, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), y).As<float, T>()),
                new(Avx512F.PermuteVar16x32x2(x, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), y).As<float, T>()));
        }

        (Lanes256<T> l0, Lanes256<T> h0) = Lanes256<T>.Zip(new(even._value.GetLower()), new(odd._value.GetLower()));
        (Lanes256<T> l1, Lanes256<T> h1) = Lanes256<T>.Zip(new(even._value.GetUpper()), new(odd._value.GetUpper()));
        return (new(Vector512.Create(l0.Value, h0.Value)), new(Vector512.Create(l1.Value, h1.Value)));
    }

    internal Vector512<T> Value => _value;
}
