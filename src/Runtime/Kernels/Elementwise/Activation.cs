using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The functions that activations are made of, to a few units in the last place of single precision.</summary>
internal static class Activation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Create(1) / (TLanes.Create(1) + TLanes.Exp(-x));

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
        TLanes large = TLanes.Create(1) - TLanes.Create(2) / (TLanes.Exp(x + x) + TLanes.Create(1));
        return TLanes.Select(TLanes.GreaterThan(TLanes.Abs(x), TLanes.Create(0.625f)), large, small);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes SiluSlope<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes sigmoid = Sigmoid(x);
        return sigmoid * (TLanes.Create(1) + x * (TLanes.Create(1) - sigmoid));
    }

    // Half the complementary error function of |x| / sqrt 2 (Abramowitz and Stegun, 7.1.26), from the side on which it is small.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes NormalCdf<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes z = TLanes.Abs(x) * TLanes.Create(0.70710678f);
        TLanes t = TLanes.Create(1) / TLanes.MultiplyAdd(TLanes.Create(0.3275911f), z, TLanes.Create(1));
        TLanes tail = TLanes.MultiplyAdd(TLanes.Create(1.061405429f), t, TLanes.Create(-1.453152027f));
        tail = TLanes.MultiplyAdd(tail, t, TLanes.Create(1.421413741f));
        tail = TLanes.MultiplyAdd(tail, t, TLanes.Create(-0.284496736f));
        tail = TLanes.MultiplyAdd(tail, t, TLanes.Create(0.254829592f));
        tail = TLanes.Create(0.5f) * tail * t * TLanes.Exp(-(z * z));
        return TLanes.Select(TLanes.GreaterThan(x, TLanes.Create(0)), TLanes.Create(1) - tail, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes GeluSlope<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes density = TLanes.Create(0.39894228f) * TLanes.Exp(TLanes.Create(-0.5f) * x * x);
        return TLanes.MultiplyAdd(x, density, NormalCdf(x));
    }
}
