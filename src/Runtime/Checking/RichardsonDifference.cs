namespace AutoDiff;

/// <summary>
/// A derivative by central differences, extrapolated to a step of zero. Of the tableau the entry with the least estimated error is
/// taken, after C. J. F. Ridders, Advances in Engineering Software 4 (1982), 75-76.
/// </summary>
/// <param name="Value">The derivative.</param>
/// <param name="Error">How far the neighbours in the tableau are from it.</param>
/// <param name="Noise">What the rounding of the function's values alone may have contributed.</param>
internal readonly record struct RichardsonDifference(double Value, double Error, double Noise)
{
    // Steps are halved. Where the function has a kink or a pole nearby, only small ones tell anything.
    private const int MaximumRows = 28;
    private const int ExtrapolatedRows = 10;

    // How many roundings of the function's value are taken for noise.
    private const double NoisyUnits = 8;

    /// <param name="difference">For a step, the function's change over twice the step, and the size of its values.</param>
    /// <param name="firstStep">The largest step.</param>
    /// <param name="precision">The relative rounding error of the function's values.</param>
    /// <param name="goal">The relative error with which to be content.</param>
    internal static RichardsonDifference At(
        Func<double, (double Quotient, double Magnitude)> difference, double firstStep, double precision, double goal)
    {
        var best = new RichardsonDifference(double.NaN, double.PositiveInfinity, 0);
        double[] above = [];
        double step = firstStep;
        for (int row = 0; row < MaximumRows; row++, step /= 2)
        {
            (double quotient, double magnitude) = difference(step);
            if (!double.IsFinite(quotient))
            {
                // Out of the function's domain: the extrapolation starts anew from here.
                above = [];
                continue;
            }

            double noise = NoisyUnits * precision * magnitude / step;
            double[] current = Extrapolate(above, quotient);
            for (int i = 1; i < current.Length; i++)
            {
                double error = Math.Max(Math.Abs(current[i] - current[i - 1]), Math.Abs(current[i] - above[i - 1]));
                if (error < best.Error)
                    best = new RichardsonDifference(current[i], error, noise);
            }

            if (best.Error <= goal * Math.Abs(best.Value) || best.Error < noise)
                break;
            above = current;
        }

        return best;
    }

    private static double[] Extrapolate(double[] above, double quotient)
    {
        double[] current = new double[Math.Min(above.Length + 1, ExtrapolatedRows)];
        current[0] = quotient;
        double factor = 1;
        for (int i = 1; i < current.Length; i++)
        {
            factor *= 4;
            current[i] = current[i - 1] + (current[i - 1] - above[i - 1]) / (factor - 1);
        }

        return current;
    }
}
