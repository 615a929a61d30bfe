namespace AutoDiff;

public static partial class SpecialFunctions
{
    private const double InverseSqrt2 = 0.70710678118654752440;

    // erf(x) / x as a polynomial in x^2 for |x| <= 1: the Chebyshev expansion of degree 13, in powers.
    private static readonly double[] ErfBySquare =
    [
        1.1283791670955126,
        -0.37612638903183754,
        0.1128379167095512,
        -0.026866170645129854,
        0.005223977625423455,
        -0.0008548327021945428,
        0.00012055332903350668,
        -1.4925647581008593e-05,
        1.6462045711013026e-06,
        -1.6364645854816389e-07,
        1.479243542696247e-08,
        -1.2164764337224506e-09,
        8.709755232851789e-11,
        -4.2320376764874594e-12,
    ];

    // (1 + 2x) exp(x^2) erfc(x) for x >= 0 as a Chebyshev series in (x - 3.75) / (x + 3.75): the form of M. M. Shepherd and
    // J. G. Laframboise, Mathematics of Computation 36 (1981), 249-253.
    private static readonly double[] ScaledErfc =
    [
        1.1775789345674017,
        -0.004590054580646478,
        -0.08424913336651792,
        0.05920993999819189,
        -0.026658668435305753,
        0.009074997670705265,
        -0.002413163540417608,
        0.0004907758365258086,
        -6.916973302501207e-05,
        4.13902798607301e-06,
        7.74038306619849e-07,
        -2.1886401049234397e-07,
        1.076499946567091e-08,
        4.521959811218287e-09,
        -7.754400208831351e-10,
        -6.318088340886684e-11,
        2.86879501093067e-11,
        1.9455868545777347e-13,
        -9.65469674843344e-13,
        3.25254814814874e-14,
        3.3478119482868056e-14,
        -1.864562880419313e-15,
        -1.2507950530688648e-15,
        7.418235256624044e-17,
        5.068148904796111e-17,
        -2.2370566594359995e-18,
    ];

    /// <summary>The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to <paramref name="x"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>A value from -1 to 1; NaN for NaN.</returns>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude < 1)
            return x * Polynomial(ErfBySquare, x * x);
        if (magnitude > 6)
            return Math.CopySign(1, x);
        return Math.CopySign(1 - ExpOfMinusSquare(magnitude) * ErfcTimesExpOfSquare(magnitude), x);
    }

    /// <inheritdoc cref="Erf(double)"/>
    public static float Erf(float x) => (float)Erf((double)x);

    /// <inheritdoc cref="Erf(double)"/>
    /// <remarks>Without it an integer would be converted to <see cref="float"/>.</remarks>
    public static double Erf(long x) => Erf((double)x);

    /// <summary>The cumulative distribution function of the standard normal distribution.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The probability of a value up to <paramref name="x"/>, accurate far into the lower tail too; NaN for NaN.</returns>
    public static double NormalCdf(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude < 1)
            return 0.5 + 0.5 * Erf(x * InverseSqrt2);
        // The exponential takes x itself: after a division by sqrt(2) its rounding error would be felt in the tail.
        double tail = 0.5 * ExpOfMinusHalfSquare(magnitude) * ErfcTimesExpOfSquare(magnitude * InverseSqrt2);
        return x < 0 ? tail : 1 - tail;
    }

    /// <inheritdoc cref="NormalCdf(double)"/>
    public static float NormalCdf(float x) => (float)NormalCdf((double)x);

    /// <inheritdoc cref="NormalCdf(double)"/>
    /// <remarks>Without it an integer would be converted to <see cref="float"/>.</remarks>
    public static double NormalCdf(long x) => NormalCdf((double)x);

    // For x >= 0.
    private static double ErfcTimesExpOfSquare(double x) =>
        double.IsPositiveInfinity(x) ? 0 : ChebyshevSum(ScaledErfc, (x - 3.75) / (x + 3.75)) / (1 + 2 * x);

    private static double ExpOfMinusSquare(double x)
    {
        double square = x * x;
        double error = Math.FusedMultiplyAdd(x, x, -square);
        double exp = Math.Exp(-square);
        return exp - exp * error;
    }

    private static double ExpOfMinusHalfSquare(double x)
    {
        // Below the smallest number; and the error of a larger square may be no number.
        if (x > 40)
            return 0;
        double square = x * x;
        double error = Math.FusedMultiplyAdd(x, x, -square);
        double exp = Math.Exp(-0.5 * square);
        return exp - exp * (0.5 * error);
    }
}
