namespace AutoDiff;

public static partial class SpecialFunctions
{
    // The positive zero of the digamma function, in two parts.
    private const double DigammaZeroHigh = 1.4616321449683622;
    private const double DigammaZeroLow = 9.549995429965697e-17;

    // psi(x) / (x - its zero) on [1, 2] as a Chebyshev series in 2x - 3.
    private static readonly double[] DigammaByDistance =
    [
        0.983570260441567,
        -0.2270640863346444,
        0.03336889902393011,
        -0.005320077271596548,
        0.0008788656937820505,
        -0.00014773492650606044,
        2.5060543468359146e-05,
        -4.2721034029993324e-06,
        7.302769272465923e-07,
        -1.2502886813559594e-07,
        2.1425009322359472e-08,
        -3.673295918565179e-09,
        6.299717236108931e-10,
        -1.080593028883266e-10,
        1.853735192053638e-11,
        -3.18023536582553e-12,
        5.456147570322795e-13,
        -9.360993131036438e-14,
        1.606064636295075e-14,
        -2.7555431377438815e-15,
        4.727736178601912e-16,
        -8.11148420346509e-17,
        1.391707769474154e-17,
        -2.3877901082188625e-18,
    ];

    // The asymptotic series of ln x - 1/(2x) - psi(x): B(2k) / 2k, k = 1, 2, ...
    private static readonly double[] DigammaAsymptotic =
    [
        1.0 / 12,
        -1.0 / 120,
        1.0 / 252,
        -1.0 / 240,
        1.0 / 132,
        -691.0 / 32760,
        1.0 / 12,
        -3617.0 / 8160,
    ];

    /// <summary>The digamma function, the derivative of <see cref="LogGamma(double)"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>
    /// The derivative; NaN at the negative integers, at negative infinity and for NaN, and the infinity of the opposite sign at a
    /// zero. Near its zeros at negative arguments the accuracy is absolute.
    /// </returns>
    public static double Digamma(double x)
    {
        if (x == 0)
            return -1 / x;
        if (x < 0)
            return DigammaByReflection(x);
        if (x >= 10)
            return DigammaOfLarge(x);
        if (x < 1)
            return DigammaNearZero(x + 1) - 1 / x;

        double sum = 0;
        while (x > 2)
        {
            x--;
            sum += 1 / x;
        }

        return DigammaNearZero(x) + sum;
    }

    /// <inheritdoc cref="Digamma(double)"/>
    public static float Digamma(float x) => (float)Digamma((double)x);

    /// <inheritdoc cref="Digamma(double)"/>
    /// <remarks>Without it an integer would be converted to <see cref="float"/>.</remarks>
    public static double Digamma(long x) => Digamma((double)x);

    private static double DigammaByReflection(double x)
    {
        double t = x - Math.Round(x);
        if (t == 0 || double.IsInfinity(x))
            return double.NaN;
        return Digamma(1 - x) - Math.PI / Math.Tan(Math.PI * t);
    }

    private static double DigammaOfLarge(double x)
    {
        double inverse = 1 / x;
        double square = inverse * inverse;
        return Math.Log(x) - 0.5 * inverse - square * Polynomial(DigammaAsymptotic, square);
    }

    // For x in [1, 2].
    private static double DigammaNearZero(double x) =>
        (x - DigammaZeroHigh - DigammaZeroLow) * ChebyshevSum(DigammaByDistance, 2 * x - 3);
}
