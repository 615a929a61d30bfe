using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The functions that activations are made of, to a few units in the last place of single precision.</summary>
internal static class Activation
{
    // e^x to 1 unit in the last place: x is n log 2 + r, and e^r is 1 + r + r^2 q(r), with q the polynomial nearest to it. What is so large or
    // small that the result is infinity or 0 is cut off before; a NaN stays one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Exp<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => ExpOfSmall(TLanes.AtMost(TLanes.Create(89), x));

    // The same for x up to 89.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes ExpOfSmall<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes roundsToWhole = TLanes.Create(12582912f);
        x = TLanes.AtLeast(TLanes.Create(-104), x);
        TLanes n = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504f), roundsToWhole) - roundsToWhole;
        TLanes r = TLanes.MultiplyAdd(n, TLanes.Create(-0.693145752f), x);
        r = TLanes.MultiplyAdd(n, TLanes.Create(-1.42860677e-6f), r);
        TLanes q = TLanes.MultiplyAdd(TLanes.Create(1.381447019e-3f), r, TLanes.Create(8.368780693e-3f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(4.166839415e-2f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(1.66665201e-1f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(4.999999341e-1f));
        return TLanes.Scale(TLanes.MultiplyAdd(q, r * r, r) + TLanes.Create(1), n);
    }

    // The same for weights beside one of 1: 0 where it is too small for a normal number, which takes ten times as long to compute and to multiply by.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes ExpOfWeight<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes least = TLanes.Create(-87.33654f);
        return TLanes.Select(TLanes.GreaterThan(least, x), TLanes.Create(0), ExpOfSmall(TLanes.AtLeast(least, x)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Create(1) / (TLanes.Create(1) + Exp(-x));

    // An odd polynomial near 0, where 1 - 2 / (exp(2x) + 1) would cancel. A NaN takes the polynomial.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Tanh<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes square = x * x;
        TLanes small = TLanes.MultiplyAdd(TLanes.Create(-5.70498872745e-3f), square, TLanes.Create(2.06390887954e-2f));
        small = TLanes.MultiplyAdd(small, square, TLanes.Create(-5.37397155531e-2f));
        small = TLanes.MultiplyAdd(small, square, TLanes.Create(1.33314422036e-1f));
        small = TLanes.MultiplyAdd(small, square, TLanes.Create(-3.33332819422e-1f));
        small = TLanes.MultiplyAdd(small * square, x, x);
        TLanes large = TLanes.Create(1) - TLanes.Create(2) / (Exp(x + x) + TLanes.Create(1));
        return TLanes.Select(TLanes.GreaterThan(TLanes.Abs(x), TLanes.Create(0.625f)), large, small);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes SiluSlope<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes sigmoid = Sigmoid(x);
        return sigmoid * (TLanes.Create(1) + x * (TLanes.Create(1) - sigmoid));
    }

    // x times its normal distribution function: x or 0, whichever is larger, less |x| times the tail. Infinity times a tail of 0 would be no number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Gelu<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes size = TLanes.AtMost(TLanes.Create(1e30f), TLanes.Abs(x));
        return TLanes.MultiplyAdd(-size, NormalTail(size, NormalBell(x)), TLanes.AtLeast(TLanes.Create(0), x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes GeluSlope<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes bell = NormalBell(x);
        return TLanes.MultiplyAdd(x, TLanes.Create(0.39894228f) * bell, NormalCdf(x, bell));
    }

    // exp(-x^2 / 2), which the density and the distribution function share.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes NormalBell<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => ExpOfSmall(TLanes.Create(-0.5f) * x * x);

    // Half the complementary error function of |x| / sqrt 2 from the side on which it is small.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes NormalCdf<TLanes>(TLanes x, TLanes bell)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes tail = NormalTail(TLanes.Abs(x), bell);
        return TLanes.Select(TLanes.GreaterThan(x, TLanes.Create(0)), TLanes.Create(1) - tail, tail);
    }

    // The distribution function of minus a size: Abramowitz and Stegun, 7.1.26, with the root of a half and the half in its constants.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes NormalTail<TLanes>(TLanes size, TLanes bell)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes t = TLanes.Create(1) / TLanes.MultiplyAdd(TLanes.Create(0.231641888f), size, TLanes.Create(1));
        TLanes tail = TLanes.MultiplyAdd(TLanes.Create(0.5307027145f), t, TLanes.Create(-0.7265760135f));
        tail = TLanes.MultiplyAdd(tail, t, TLanes.Create(0.7107068705f));
        tail = TLanes.MultiplyAdd(tail, t, TLanes.Create(-0.142248368f));
        tail = TLanes.MultiplyAdd(tail, t, TLanes.Create(0.127414796f));
        return tail * t * bell;
    }
}
