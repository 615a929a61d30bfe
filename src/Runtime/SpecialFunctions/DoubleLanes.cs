using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// Elementary functions in double precision, any number of lanes at once, within 1 unit in the last place, the same bits at every width.
/// </summary>
internal static class DoubleLanes
{
    // x is n log 2 + r with |r| up to log(2) / 2; e^r - 1 is r + r^2 / 2 + r^3 c(r), c the polynomial nearest to it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Exp<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, double>
    {
        (TLanes n, TLanes high, TLanes low) = Reduced(Clamp(x, -746, 710));
        (TLanes sum, TLanes rest) = Sum(TLanes.Create(1), high);
        return TLanes.Scale(sum + (rest + low), n);
    }

    // 1 / (1 + e^-|x|), or that times e^-|x|, with the rest of each rounding carried along.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, double>
    {
        TLanes one = TLanes.Create(1), size = TLanes.Abs(x);
        (TLanes n, TLanes high, TLanes low) = Reduced(Clamp(-size, -746, 710));
        (TLanes sum, TLanes rest) = Sum(one, high);
        rest += low;

        // Above this e^-|x| is as small as to vanish beside 1, and may be too small for a normal number.
        TLanes tiny = TLanes.Select(TLanes.GreaterThan(n, TLanes.Create(-1000)), n, TLanes.Create(-1000));
        TLanes e = TLanes.Scale(sum, tiny), eRest = TLanes.Scale(rest, tiny);
        (TLanes divisor, TLanes divisorRest) = Sum(one, e);
        divisorRest += eRest;
        TLanes positive = Quotient(one, TLanes.Create(0), divisor, divisorRest);
        TLanes negative = TLanes.Scale(Quotient(sum, rest, divisor, divisorRest), n);
        return TLanes.Select(TLanes.GreaterThan(TLanes.Create(0), x), negative, positive);
    }

    // -(e^-2|x| - 1) / (e^-2|x| + 1), with the sign of x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Tanh<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, double>
    {
        TLanes one = TLanes.Create(1), size = TLanes.Abs(x);
        (TLanes n, TLanes high, TLanes low) = Reduced(Clamp(TLanes.Create(-2) * size, -100, 0));

        // 2^n (1 + p) - 1 is 2^n - 1, which is exact, plus 2^n p.
        TLanes power = TLanes.Scale(one, n);
        (TLanes difference, TLanes rest) = Sum(power - one, TLanes.Scale(high, n));
        rest += TLanes.Scale(low, n);
        (TLanes divisor, TLanes divisorRest) = Sum(TLanes.Create(2), difference);
        TLanes result = Quotient(-difference, -rest, divisor, divisorRest + rest);

        // Below this x is the nearest number to it; and it keeps the sign of a zero.
        result = TLanes.Select(TLanes.GreaterThan(TLanes.Create(1e-8), size), size, result);
        result = TLanes.Select(TLanes.GreaterThan(TLanes.Create(0), x), -result, result);
        return TLanes.Select(TLanes.EqualTo(x, TLanes.Create(0)), x, result);
    }

    // x is m 2^k with m near 1, f is m - 1 and s is f / (2 + f): then log(m) is 2 artanh(s) = f - (f^2/2 - s (f^2/2 + R(s^2))).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Log<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, double>
    {
        TLanes one = TLanes.Create(1), half = TLanes.Create(0.5), zero = TLanes.Create(0), infinity = TLanes.Create(double.PositiveInfinity);
        TLanes isSmall = TLanes.GreaterThan(TLanes.Create(2.2250738585072014e-308), x);
        (TLanes m, TLanes k) = TLanes.Split(TLanes.Select(isSmall, x * TLanes.Create(18014398509481984.0), x));
        k = TLanes.Select(isSmall, k - TLanes.Create(54), k);
        TLanes isUpper = TLanes.GreaterThan(m, TLanes.Create(1.4142135623730951));
        m = TLanes.Select(isUpper, half * m, m);
        k = TLanes.Select(isUpper, k + one, k);

        TLanes f = m - one, s = f / (TLanes.Create(2) + f), z = s * s, square = half * f * f;
        TLanes r = TLanes.MultiplyAdd(TLanes.Create(0.14620632007323107025), z, TLanes.Create(0.15331373241477108585));
        r = TLanes.MultiplyAdd(r, z, TLanes.Create(0.1818289996493347817));
        r = TLanes.MultiplyAdd(r, z, TLanes.Create(0.22222210980011271442));
        r = TLanes.MultiplyAdd(r, z, TLanes.Create(0.28571428626969444875));
        r = TLanes.MultiplyAdd(r, z, TLanes.Create(0.39999999999897184807));
        r = TLanes.MultiplyAdd(r, z, TLanes.Create(0.66666666666666697732)) * z;
        TLanes small = TLanes.MultiplyAdd(s, square + r, k * TLanes.Create(LogLow));
        TLanes result = TLanes.MultiplyAdd(k, TLanes.Create(LogHigh), f - (square - small));

        result = TLanes.Select(TLanes.EqualTo(x, infinity), infinity, result);
        result = TLanes.Select(TLanes.EqualTo(x, zero), -infinity, result);
        result = TLanes.Select(TLanes.GreaterThan(zero, x), TLanes.Create(double.NaN), result);
        return TLanes.Select(TLanes.EqualTo(x, x), result, x);
    }

    // The logarithm of 2 in two parts, the first so short that its products with whole numbers of 11 bits are exact.
    private const double LogHigh = 0.6931471803691238, LogLow = 1.9082149292705877e-10;

    // n and e^r - 1, the latter in two parts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes N, TLanes High, TLanes Low) Reduced<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, double>
    {
        TLanes whole = TLanes.Create(6755399441055744.0);
        TLanes n = TLanes.MultiplyAdd(x, TLanes.Create(1.4426950408889634), whole) - whole;
        TLanes first = TLanes.MultiplyAdd(n, TLanes.Create(-LogHigh), x), second = n * TLanes.Create(LogLow);
        TLanes r = first - second, rRest = first - r - second;
        TLanes c = TLanes.MultiplyAdd(TLanes.Create(2.0875997398105605411e-9), r, TLanes.Create(2.510376023783368382e-8));
        c = TLanes.MultiplyAdd(c, r, TLanes.Create(2.7557384544648386624e-7));
        c = TLanes.MultiplyAdd(c, r, TLanes.Create(2.755726026614520278e-6));
        c = TLanes.MultiplyAdd(c, r, TLanes.Create(2.4801587218716509662e-5));
        c = TLanes.MultiplyAdd(c, r, TLanes.Create(1.9841269869087815701e-4));
        c = TLanes.MultiplyAdd(c, r, TLanes.Create(1.3888888888921615432e-3));
        c = TLanes.MultiplyAdd(c, r, TLanes.Create(8.333333333328881959e-3));
        c = TLanes.MultiplyAdd(c, r, TLanes.Create(4.1666666666666638067e-2));
        c = TLanes.MultiplyAdd(c, r, TLanes.Create(1.6666666666666666712e-1));
        TLanes square = r * r, half = TLanes.Create(0.5);
        TLanes squareRest = TLanes.MultiplyAdd(r, r, -square);
        (TLanes high, TLanes low) = Sum(r, half * square);

        // What the rest of r adds is multiplied by e^r.
        low += TLanes.MultiplyAdd(half, squareRest, TLanes.MultiplyAdd(rRest, r, rRest));
        (high, low) = Sum(high, TLanes.MultiplyAdd(square * r, c, low));
        return (n, high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Clamp<TLanes>(TLanes x, double least, double most)
        where TLanes : struct, ILanes<TLanes, double>
    {
        // A NaN stays one.
        TLanes low = TLanes.Create(least), high = TLanes.Create(most);
        x = TLanes.Select(TLanes.GreaterThan(low, x), low, x);
        return TLanes.Select(TLanes.GreaterThan(x, high), high, x);
    }

    // A sum and what its rounding left out, for |a| at least |b| (Dekker, 1971).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Sum, TLanes Error) Sum<TLanes>(TLanes a, TLanes b)
        where TLanes : struct, ILanes<TLanes, double>
    {
        TLanes sum = a + b;
        return (sum, b - (sum - a));
    }

    // (a + aRest) / (b + bRest), rounded about once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Quotient<TLanes>(TLanes a, TLanes aRest, TLanes b, TLanes bRest)
        where TLanes : struct, ILanes<TLanes, double>
    {
        TLanes inverse = TLanes.Create(1) / b, quotient = a * inverse;
        TLanes left = TLanes.MultiplyAdd(-quotient, b, a) + TLanes.MultiplyAdd(-quotient, bRest, aRest);
        return TLanes.MultiplyAdd(left, inverse, quotient);
    }
}
