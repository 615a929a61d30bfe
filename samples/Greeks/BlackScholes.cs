using AutoDiff;

namespace Samples.Greeks;

/// <summary>The Black-Scholes price of a call on an asset with a dividend yield.</summary>
public static partial class BlackScholes
{
    [Differentiable]
    public static double Call(double spot, double strike, double rate, double dividend, double volatility, double maturity)
    {
        double deviation = volatility * Math.Sqrt(maturity);
        double d1 = (Math.Log(spot / strike) + (rate - dividend) * maturity) / deviation + deviation / 2;
        double d2 = d1 - deviation;
        return spot * Math.Exp(-dividend * maturity) * SpecialFunctions.NormalCdf(d1)
            - strike * Math.Exp(-rate * maturity) * SpecialFunctions.NormalCdf(d2);
    }

    /// <summary>The price and every sensitivity, from one call of the generated gradient.</summary>
    public static Sensitivities Differentiate(in CallOption o)
    {
        var g = CallGradient(o.Spot, o.Strike, o.Rate, o.Dividend, o.Volatility, o.Maturity);
        return new Sensitivities(g.Value, g.dspot, g.dstrike, g.drate, g.ddividend, g.dvolatility, -g.dmaturity);
    }

    /// <summary>Compares the gradient with central differences in each of the six numbers.</summary>
    public static GradientCheckResult CheckGradient(in CallOption o)
    {
        Sensitivities g = Differentiate(o);
        return GradientCheck.Verify(
            x => Call(x[0], x[1], x[2], x[3], x[4], x[5]),
            [o.Spot, o.Strike, o.Rate, o.Dividend, o.Volatility, o.Maturity],
            [g.Delta, g.Strike, g.Rho, g.Dividend, g.Vega, -g.Theta],
            name: "call");
    }
}
