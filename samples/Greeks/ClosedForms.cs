using AutoDiff;

namespace Samples.Greeks;

/// <summary>The textbook formulas, derived by hand, to hold against the gradient.</summary>
public static class ClosedForms
{
    public static Sensitivities Of(in CallOption o)
    {
        double root = Math.Sqrt(o.Maturity);
        double d1 = (Math.Log(o.Spot / o.Strike) + (o.Rate - o.Dividend + o.Volatility * o.Volatility / 2) * o.Maturity)
            / (o.Volatility * root);
        double d2 = d1 - o.Volatility * root;
        double asset = o.Spot * Math.Exp(-o.Dividend * o.Maturity);
        double cash = o.Strike * Math.Exp(-o.Rate * o.Maturity);
        double n1 = SpecialFunctions.NormalCdf(d1), n2 = SpecialFunctions.NormalCdf(d2);
        double density = Math.Exp(-d1 * d1 / 2) / Math.Sqrt(2 * Math.PI);
        return new Sensitivities(
            Price: asset * n1 - cash * n2,
            Delta: asset / o.Spot * n1,
            Strike: -cash / o.Strike * n2,
            Rho: o.Maturity * cash * n2,
            Dividend: -o.Maturity * asset * n1,
            Vega: asset * density * root,
            Theta: o.Dividend * asset * n1 - o.Rate * cash * n2 - asset * density * o.Volatility / (2 * root));
    }
}
