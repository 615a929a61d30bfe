using AutoDiff.Gradients.Library;

namespace AutoDiff.Gradients.Tests;

/// <summary>A type whose operators, constructor and properties have derivatives written by hand; only they can know what <see cref="Hidden"/> does.</summary>
[Differentiable]
public readonly partial record struct Dual(double A, double B)
{
    public Dual(double both)
        : this(Hidden(both), both * both)
    {
    }

    public double Norm => Math.Sqrt(Hidden((A * A) + (B * B)));

    public double this[int i] => Hidden(i == 0 ? A : B);

    public static Dual operator +(Dual a, Dual b) => new(Hidden(a.A) + b.A, a.B + b.B);

    public static Dual operator -(Dual a) => new(Hidden(-a.A), -a.B);

    public static Dual operator ++(Dual a) => new(a.A + 1, a.B * 2);

    public static implicit operator Dual(double x) => new(Hidden(x), 1);

    public static explicit operator double(Dual x) => Hidden(x.A) * x.B;

    [DerivativeOf("op_Addition")]
    internal static (Dual da, Dual db) AdditionVjp(Dual dresult) => (dresult, dresult);

    [DerivativeOf("op_UnaryNegation")]
    internal static Dual NegationVjp(Dual dresult) => new(-dresult.A, -dresult.B);

    [DerivativeOf("op_Implicit")]
    internal static double FromNumberVjp(Dual dresult) => dresult.A;

    [DerivativeOf("op_Explicit")]
    internal static Dual ToNumberVjp(Dual x, double dresult) => new(dresult * x.B, dresult * x.A);

    [DerivativeOf(".ctor", Parameters = [typeof(double)])]
    internal static double CreationVjp(double both, Dual dresult) => dresult.A + (2 * both * dresult.B);

    [DerivativeOf(nameof(Norm))]
    internal static Dual NormVjp(Dual @this, double result, double dresult) => new(@this.A * dresult / result, @this.B * dresult / result);

    [DerivativeOf("Item")]
    internal static Dual ItemVjp(int i, double dresult) => i == 0 ? new(dresult, 0) : new(0, dresult);

    // Without a derivative.
    private static double Hidden(double x) => BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(x));
}

/// <summary>Operators, constructors and properties with hand-written derivatives, and methods that use them.</summary>
public static partial class CustomOperators
{
    [Differentiable]
    public static double BinaryAndUnary(double x, double y)
    {
        var a = new Dual(x, y);
        Dual b = -a + new Dual(y * y, x);
        b += a;
        b++;
        return b.A * b.B * x;
    }

    [Differentiable]
    public static double ConversionsAndCreation(double x, double y)
    {
        Dual a = x * x;
        a += new Dual(y);
        return (double)a * y;
    }

    [Differentiable]
    public static double Properties(double x, double y)
    {
        var a = new Dual(x, y);
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            sum += a[i % 2] * a.Norm;
            a += new Dual(a[1], x);
        }

        return sum;
    }

    [DerivativeOf(typeof(Interval), "op_Addition")]
    [DerivativeOf(typeof(Interval), "op_Subtraction")]
    internal static (Interval da, Interval db) SumVjp(Interval dresult) => (dresult, dresult);

    [DerivativeOf(typeof(Interval), "op_Implicit")]
    internal static double IntervalVjp(Interval dresult) => dresult.Low + (2 * dresult.High);

    [DerivativeOf(typeof(Interval), ".ctor")]
    internal static (double dLow, double dHigh) CreationVjp(Interval dresult) => (dresult.Low, dresult.High);

    [DerivativeOf(typeof(Interval), nameof(Interval.Width))]
    internal static Interval WidthVjp(double dresult) => new(-dresult, dresult);

    /// <summary>One rule serves both operators of a type of another assembly.</summary>
    [Differentiable]
    public static double OfAnotherAssembly(double x, double y)
    {
        Interval a = x, b = new(y, x * y);
        Interval c = (a + b) - new Interval(x * x, y);
        return c.Width * c.Low;
    }
}
