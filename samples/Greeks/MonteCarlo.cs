using AutoDiff;

namespace Samples.Greeks;

/// <summary>The same call by simulation: each path's payoff is differentiated, the means are the Greeks.</summary>
public static partial class MonteCarlo
{
    /// <summary>One path. The gradient draws the same numbers as one plain call: each draw happens once and is recorded.</summary>
    [Differentiable]
    public static double DiscountedPayoff(
        double spot, double strike, double rate, double dividend, double volatility, double maturity, int steps, Normals normals)
    {
        double interval = maturity / steps;
        double drift = (rate - dividend - volatility * volatility / 2) * interval;
        double diffusion = volatility * Math.Sqrt(interval);
        double price = spot;
        for (int step = 0; step < steps; step++)
        {
            price *= Math.Exp(drift + diffusion * normals.Next());
        }

        return Math.Exp(-rate * maturity) * Math.Max(price - strike, 0);
    }

    /// <summary>Adds <paramref name="paths"/> differentiated paths to <paramref name="estimate"/>.</summary>
    public static void Simulate(in CallOption o, int paths, int steps, Normals normals, Estimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        for (int path = 0; path < paths; path++)
        {
            var g = DiscountedPayoffGradient(
                o.Spot, o.Strike, o.Rate, o.Dividend, o.Volatility, o.Maturity, steps, normals);
            estimate.Add(new Sensitivities(g.Value, g.dspot, g.dstrike, g.drate, g.ddividend, g.dvolatility, -g.dmaturity));
        }
    }
}
