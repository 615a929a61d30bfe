namespace AutoDiff;

/// <summary>
/// Special functions that the base class library doesn't have, to a relative accuracy of 1e-14 in double precision, and their
/// derivatives known to the generator.
/// </summary>
public static partial class SpecialFunctions
{
    // Clenshaw's recurrence: the sum of c[k] T_k(t), t in [-1, 1].
    private static double ChebyshevSum(ReadOnlySpan<double> coefficients, double t)
    {
        double next = 0, afterNext = 0, twice = 2 * t;
        for (int k = coefficients.Length - 1; k > 0; k--)
            (next, afterNext) = (twice * next - afterNext + coefficients[k], next);
        return t * next - afterNext + coefficients[0];
    }

    // Horner's rule: the sum of c[k] x^k.
    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = 0;
        for (int k = coefficients.Length - 1; k >= 0; k--)
            sum = sum * x + coefficients[k];
        return sum;
    }
}
