namespace AutoDiff.Gradients.Tests.Checks;

internal static class Differences
{
    /// <summary>The derivative by central differences extrapolated to step 0 (Ridders' table), with an estimate of its error.</summary>
    public static (double Slope, double Error) Richardson(Func<double, double> function, double x)
    {
        const int Rows = 10;
        var table = new double[Rows, Rows];
        double step = 0.02 * Math.Max(0.2, Math.Abs(x)), best = double.NaN, error = double.PositiveInfinity;
        for (int row = 0; row < Rows; row++, step /= 1.6)
        {
            double high = x + step, low = x - step;
            table[0, row] = (function(high) - function(low)) / (high - low);
            double power = 1;
            for (int column = 1; column <= row; column++)
            {
                power *= 1.6 * 1.6;
                table[column, row] = ((table[column - 1, row] * power) - table[column - 1, row - 1]) / (power - 1);
                double change = Math.Max(
                    Math.Abs(table[column, row] - table[column - 1, row]),
                    Math.Abs(table[column, row] - table[column - 1, row - 1]));
                if (change <= error)
                {
                    (best, error) = (table[column, row], change);
                }
            }
        }

        return (best, error);
    }
}
