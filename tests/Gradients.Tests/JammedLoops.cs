namespace AutoDiff.Gradients.Tests;

/// <summary>Loops whose iterations run side by side, with loops around loops in them: two iterations of such a loop go through the inner one together where they may, and not where one needs the other.</summary>
internal static partial class JammedLoops
{
    // As many units as the caller says.
    [Differentiable]
    public static double Layer(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, int width)
    {
        double total = 0;
        for (int n = 0; n < x.Length / 3; n++)
        {
            var units = new double[width];
            for (int k = 0; k < width; k++)
            {
                double sum = w[k];
                for (int j = 0; j < 3; j++) sum += w[k * 3 + j] * x[n * 3 + j];
                units[k] = sum > 0 ? sum : 0.1 * sum;
            }

            double score = 1;
            foreach (double unit in units) score += unit * unit;
            total += score;
        }

        return total;
    }

    // From the last unit to the first, five inputs each.
    [Differentiable]
    public static double Backwards(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, int width)
    {
        double total = 0;
        for (int n = 0; n < x.Length / 5; n++)
        {
            var units = new double[width];
            for (int k = width - 1; k >= 0; k--)
            {
                double sum = 0;
                for (int j = 0; j < 5; j++) sum += w[k * 5 + j] * x[n * 5 + j];
                units[k] = sum > 0 ? sum : 0;
            }

            double product = 1;
            foreach (double unit in units) product *= 1 + 0.1 * unit;
            total += product;
        }

        return total;
    }

    // Memory of a known size, which every iteration overwrites: odd numbers of units.
    [Differentiable]
    public static double Fixed(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int n = 0; n < x.Length; n++)
        {
            Span<double> first = stackalloc double[7];
            Span<double> second = stackalloc double[5];
            for (int k = 0; k < 7; k++)
            {
                double sum = x[n] * k;
                for (int j = 0; j < w.Length; j++) sum += w[j] * x[n];
                first[k] = sum > 0.2 ? sum : 0;
            }

            for (int k = 0; k < second.Length; k++)
            {
                double sum = 0;
                foreach (double v in first) sum += v * w[k];
                second[k] = sum > 0 ? sum : -sum;
            }

            double score = 0;
            foreach (double v in second) score += v * v;
            total += score;
        }

        return total;
    }

    // A unit needs the one before it: no two of them go together.
    [Differentiable]
    public static double Chain(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int n = 0; n < x.Length; n++)
        {
            Span<double> units = stackalloc double[6];
            units[0] = x[n];
            for (int k = 1; k < 6; k++)
            {
                double sum = 0;
                for (int j = 0; j < w.Length; j++) sum += w[j] * units[k - 1];
                units[k] = Math.Sin(sum) + units[k];
            }

            total += units[5];
        }

        return total;
    }

    // All units add to the same elements, in an order that the value's bits show.
    [Differentiable]
    public static double Shared(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int n = 0; n < x.Length; n++)
        {
            Span<double> sums = stackalloc double[5];
            for (int k = 0; k < 6; k++)
            {
                double factor = 1 + 0.3 * k;
                for (int j = 0; j < 5; j++) sums[j] += w[j] * factor * x[n] / (3 + j + k);
                sums[k % 5] *= 0.7;
            }

            double score = 0;
            foreach (double sum in sums) score += sum * sum;
            total += score;
        }

        return total;
    }

    // The inner loop's length is another one each time.
    [Differentiable]
    public static double Triangle(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int n = 0; n < x.Length; n++)
        {
            Span<double> units = stackalloc double[5];
            for (int k = 0; k < 5; k++)
            {
                double sum = 0;
                for (int j = 0; j <= k; j++) sum += w[j] * x[n];
                units[k] = sum;
            }

            double product = 1;
            foreach (double unit in units) product *= 1 + 0.1 * unit;
            total += product;
        }

        return total;
    }

    // Elements that nobody overwrites are zero in each iteration, and so is what comes back to them.
    [Differentiable]
    public static double Partly(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int n = 0; n < x.Length; n++)
        {
            Span<double> units = stackalloc double[6];
            for (int k = 0; k < 5; k++)
            {
                double sum = 0;
                for (int j = 0; j < w.Length; j++) sum += w[j] * x[n];
                units[k] = sum * w[k] + units[k + 1];
            }

            double score = 0;
            for (int k = 0; k < 6; k++) score += units[k] * (units[k] + x[n]);
            total += score;
        }

        return total;
    }

    // Sums that are the same in all iterations keep their order.
    [Differentiable]
    public static double Unvarying(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int n = 0; n < x.Length; n++)
        {
            Span<double> units = stackalloc double[6];
            for (int k = 0; k < 6; k++)
            {
                double sum = 0;
                for (int j = w.Length - 1; j >= 0; j--) sum += w[j] * w[(j + 1) % w.Length];
                units[k] = sum * (k + 1);
            }

            double score = w[0];
            for (int k = 0; k < 6; k++) score -= units[k] * w[1];
            total += score * x[n];
        }

        return total;
    }

    [Differentiable]
    public static float Single(ReadOnlySpan<float> w, [NoGradient] ReadOnlySpan<float> x)
    {
        Span<float> units = stackalloc float[9];
        float total = 0;
        for (int n = 0; n < x.Length; n++)
        {
            for (int k = 0; k < 9; k++)
            {
                float sum = w[k];
                for (int j = 0; j < w.Length; j++) sum += w[j] * x[n];
                units[k] = sum > 0 ? sum : 0;
            }

            float product = 0;
            for (int k = 0; k < 9; k++) product += units[k] * w[8 - k];
            total += product;
        }

        return total;
    }

    // Numbers of units that are known, upwards and downwards, in loops that only read.
    [Differentiable]
    public static double Known(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int n = 0; n < x.Length / 5; n++)
        {
            Span<double> first = stackalloc double[8];
            Span<double> second = stackalloc double[12];
            Span<double> third = stackalloc double[4];
            for (int k = 0; k < 8; k++)
            {
                double sum = 0.1 * k;
                for (int j = 0; j < 5; j++) sum += w[k * 5 + j] * x[n * 5 + j];
                first[k] = sum > 0 ? sum : 0.2 * sum;
            }

            for (int k = 11; k >= 0; k--)
            {
                double sum = 0.05 * k, twice = 0;
                for (int j = 0; j < 8; j++)
                {
                    sum += w[k + j] * first[j];
                    twice -= 2 * first[j];
                }

                second[k] = sum + (0.01 * sum * twice);
            }

            for (int k = 0; k < 4; k++)
            {
                double product = 1;
                foreach (double unit in second) product *= 1 + 0.01 * w[k] * unit;
                third[k] = product;
            }

            double score = 0;
            foreach (double unit in third) score += unit * unit;
            total += score;
        }

        return total;
    }
}
