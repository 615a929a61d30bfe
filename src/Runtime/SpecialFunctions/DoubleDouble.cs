namespace AutoDiff;

/// <summary>
/// A number of about 106 bits as the unevaluated sum of two doubles, after T. J. Dekker, Numerische Mathematik 18 (1971), 224-242.
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    internal DoubleDouble Plus(DoubleDouble other)
    {
        double sum = High + other.High;
        double taken = sum - High;
        double error = High - (sum - taken) + (other.High - taken);
        return Normalized(sum, error + (Low + other.Low));
    }

    internal DoubleDouble Times(double factor)
    {
        double product = High * factor;
        double error = Math.FusedMultiplyAdd(High, factor, -product);
        return Normalized(product, Math.FusedMultiplyAdd(Low, factor, error));
    }

    private static DoubleDouble Normalized(double large, double small)
    {
        double sum = large + small;
        return new DoubleDouble(sum, small - (sum - large));
    }
}
