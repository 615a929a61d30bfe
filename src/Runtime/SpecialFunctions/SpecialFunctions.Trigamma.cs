namespace AutoDiff;

public static partial class SpecialFunctions
{
    // The Bernoulli numbers B_2, B_4, ...: the coefficients of x^-3, x^-5, ... in the asymptotic series.
    private static readonly double[] TrigammaAsymptotic =
    [
        1.0 / 6,
        -1.0 / 30,
        1.0 / 42,
        -1.0 / 30,
        5.0 / 66,
        -691.0 / 2730,
        7.0 / 6,
        -3617.0 / 510,
    ];

    /// <summary>The trigamma function, the derivative of <see cref="Digamma(double)"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The derivative; positive infinity at zero and the negative integers, NaN at negative infinity and for NaN.</returns>
    public static double Trigamma(double x)
    {
        if (x <= 0)
        {
            if (double.IsInfinity(x))
                return double.NaN;
            double sine = double.SinPi(x);
            if (sine == 0)
                return double.PositiveInfinity;

            // Both terms of the reflection at least pi^2 and at most pi^2 / 6: nothing cancels.
            double ratio = Math.PI / sine;
            return ratio * ratio - Trigamma(1 - x);
        }

        // All terms of the recurrence are positive.
        double sum = 0;
        while (x < 14)
        {
            sum += 1 / (x * x);
            x++;
        }

        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = 0;
        ReadOnlySpan<double> coefficients = TrigammaAsymptotic;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            series = (series + coefficients[i]) * square;
        return sum + inverse * (1 + 0.5 * inverse + series);
    }

    /// <inheritdoc cref="Trigamma(double)"/>
    public static float Trigamma(float x) => (float)Trigamma((double)x);

    /// <inheritdoc cref="Trigamma(double)"/>
    /// <remarks>Without it an integer would be converted to <see cref="float"/>.</remarks>
    public static double Trigamma(long x) => Trigamma((double)x);
}
