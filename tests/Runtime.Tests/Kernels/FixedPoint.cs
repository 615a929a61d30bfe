using System.Numerics;

namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>Real numbers with 1,200 binary places: slow, and exact to far more than a double holds.</summary>
internal readonly struct FixedPoint(BigInteger value)
{
    private const int Places = 1200;

    private static readonly FixedPoint s_one = new(BigInteger.One << Places);
    private static readonly FixedPoint s_log2 = LogarithmOf2();

    private readonly BigInteger _value = value;

    public static FixedPoint operator +(FixedPoint a, FixedPoint b) => new(a._value + b._value);

    public static FixedPoint operator -(FixedPoint a, FixedPoint b) => new(a._value - b._value);

    public static FixedPoint operator *(FixedPoint a, FixedPoint b) => new((a._value * b._value) >> Places);

    public static FixedPoint operator /(FixedPoint a, FixedPoint b) => new((a._value << Places) / b._value);

    internal static FixedPoint From(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x), mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        int exponent = (int)(bits >> 52) & 0x7FF;
        if (exponent > 0)
            mantissa |= 1L << 52;
        int shift = Math.Max(exponent, 1) - 1075 + Places;
        BigInteger value = shift >= 0 ? (BigInteger)mantissa << shift : (BigInteger)mantissa >> -shift;
        return new FixedPoint(x < 0 ? -value : value);
    }

    internal static FixedPoint Exp(FixedPoint x)
    {
        int n = (int)((x._value + (s_log2._value >> 1)) / s_log2._value);
        var r = new FixedPoint(x._value - n * s_log2._value);
        FixedPoint term = s_one, sum = s_one;
        for (int i = 1; i < 190 && term._value != 0; i++)
        {
            term = new FixedPoint((term * r)._value / i);
            sum += term;
        }

        return new FixedPoint(n >= 0 ? sum._value << n : sum._value >> -n);
    }

    internal static FixedPoint Sigmoid(FixedPoint x) => s_one / (s_one + Exp(new FixedPoint(-x._value)));

    internal static FixedPoint Tanh(FixedPoint x)
    {
        FixedPoint e = Exp(new FixedPoint(2 * x._value));
        return (e - s_one) / (e + s_one);
    }

    // By Newton's iteration from the double, which three steps make exact.
    internal static FixedPoint Log(FixedPoint x, double guess)
    {
        FixedPoint y = From(guess);
        for (int i = 0; i < 4; i++)
            y = y + x / Exp(y) - s_one;
        return y;
    }

    /// <summary>How far a double is away, in units of its last place.</summary>
    internal double UnitsFrom(double x)
    {
        BigInteger unit = From(Math.BitIncrement(Math.Abs(x)))._value - From(Math.Abs(x))._value;
        return (double)((From(x)._value - _value) * 1_000_000 / unit) / 1e6;
    }

    private static FixedPoint LogarithmOf2()
    {
        // 2 artanh(1/3)
        BigInteger sum = 0, power = (BigInteger.One << Places) / 3;
        for (int i = 1; power != 0; i += 2, power /= 9)
            sum += power / i;
        return new FixedPoint(2 * sum);
    }
}
