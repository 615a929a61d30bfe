namespace AutoDiff;

public static partial class SpecialFunctions
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    // Stirling's series for ln Gamma: B(2k) / (2k (2k - 1)), k = 1, 2, ...
    private static readonly double[] Stirling =
    [
        1.0 / 12,
        -1.0 / 360,
        1.0 / 1260,
        -1.0 / 1680,
        1.0 / 1188,
        -691.0 / 360360,
        1.0 / 156,
        -3617.0 / 122400,
    ];

    /// <summary>The natural logarithm of the absolute value of the gamma function.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>
    /// The logarithm; positive infinity at 0, at the negative integers, and for an infinite argument; NaN for NaN. Its relative
    /// accuracy holds near its zeros too, 1, 2, and those at negative arguments.
    /// </returns>
    public static double LogGamma(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (double.IsInfinity(x) || (x <= 0 && Math.Floor(x) == x))
            return double.PositiveInfinity;
        if (x >= 10)
            return LogGammaOfLarge(x);
        if (x < -20)
            return LogGammaByReflection(x);

        // x = n + t: the expansion of 1/Gamma about 1 for t, and products for the rest. All sums of t and an integer are exact.
        double n = Math.Round(x);
        double t = x - n;
        if (n < -1)
            return LogGammaOfNegative(n, t);
        double logOfReciprocal = LogOnePlus(t * ReciprocalGamma.SlopeAtOne(t));
        if (n < 2)
            return (n == 1 ? 0 : -Math.Log(Math.Abs(t))) - (n < 0 ? Math.Log(-x) : 0) - logOfReciprocal;
        if (n == 2)
            return LogOnePlus(t) - logOfReciprocal;
        double product = 1;
        for (double k = n - 1; k >= 1; k--)
            product *= k + t;
        return Math.Log(product) - logOfReciprocal;
    }

    /// <inheritdoc cref="LogGamma(double)"/>
    public static float LogGamma(float x) => (float)LogGamma((double)x);

    /// <inheritdoc cref="LogGamma(double)"/>
    /// <remarks>Without it an integer would be converted to <see cref="float"/>.</remarks>
    public static double LogGamma(long x) => LogGamma((double)x);

    private static double LogGammaOfLarge(double x)
    {
        double log = Math.Log(x);
        if (x > 1e17)
            return x * (log - 1);
        double inverse = 1 / x;
        return (x - 0.5) * log - x + (HalfLogTwoPi + inverse * Polynomial(Stirling, inverse * inverse));
    }

    private static double LogGammaByReflection(double x)
    {
        double sine = Math.Abs(Math.Sin(Math.PI * (x - Math.Round(x))));
        return Math.Log(Math.PI / (sine * -x)) - LogGammaOfLarge(-x);
    }

    // From -20 to -1.5 the zeros lie close to the poles, and the logarithm is of a number that must be known to more than double
    // precision: 1/Gamma(x) = (product of x, x + 1, ... up to t) / Gamma(1 + t).
    private static double LogGammaOfNegative(double n, double t)
    {
        DoubleDouble reciprocal = ReciprocalGamma.OnePlus(t);
        for (double k = n; k <= 0; k++)
            reciprocal = reciprocal.Times(k + t);
        if (reciprocal.High < 0)
            reciprocal = new DoubleDouble(-reciprocal.High, -reciprocal.Low);
        if (reciprocal.High is > 0.5 and < 2)
            return -LogOnePlus(reciprocal.High - 1 + reciprocal.Low);
        return -Math.Log(reciprocal.High);
    }

    // ln(1 + x): the rounding of 1 + x is made up for by the quotient of what was asked and what was taken.
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
