namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>What Enzyme tests in <c>enzyme/test/Integration/ReverseMode</c>: data-dependent control flow over memory that changes.</summary>
public static partial class EnzymeCases
{
    // Enzyme, insertsort_sum.c: sorted in place by insertion, then the larger half is summed.
    [Differentiable]
    public static double InsertionSort(double[] values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            int j = i;
            while (j > 0 && values[j - 1] < values[j])
            {
                double t = values[j];
                values[j] = values[j - 1];
                values[j - 1] = t;
                j -= 1;
            }
        }

        double sum = 0;
        for (int i = 0; i < values.Length / 2; i++)
        {
            sum += values[i] * (i + 1);
        }

        return sum;
    }

    // Enzyme, multivecmaxC.c, reduce_max: the mean of all elements that are the maximum.
    [Differentiable]
    public static double MeanOfMaxima(ReadOnlySpan<double> values)
    {
        double maximum = double.NegativeInfinity;
        double[] maxima = new double[values.Length];
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > maximum)
            {
                count = 0;
                maximum = values[i];
            }

            if (values[i] == maximum)
            {
                maxima[count] = values[i];
                count++;
            }
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += maxima[i];
        }

        return sum / count;
    }

    // Enzyme, manymax.c, alldiv: a running maximum from a start that may win.
    [Differentiable]
    public static double RunningMaximum(ReadOnlySpan<double> values, double start)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > start)
            {
                start = values[i] * values[i];
            }
        }

        return start;
    }

    // Enzyme, manydiv.c: divided by every element.
    [Differentiable]
    public static double DividedByAll(ReadOnlySpan<double> values, double start)
    {
        for (int i = 0; i < values.Length; i++)
        {
            start /= values[i];
        }

        return start;
    }

    // Enzyme, boundissue.c, alldiv: the bound is included, and may be negative.
    [Differentiable]
    public static void SquaredUpTo(double[] values, int last)
    {
        for (int i = 0; i <= last; i++)
        {
            values[i % values.Length] *= values[i % values.Length];
        }
    }

    // Enzyme, headerremat.c, integrate_image: an integer of the value that changes in the loop scales the outputs.
    [Differentiable]
    public static void ScaledByTruncation(double rate, Span<double> output)
    {
        double angle = 1;
        for (int k = 0; k < output.Length; k++)
        {
            int steps = (int)Math.Floor(Gradient.Stop(rate)) * (int)Math.Floor(Gradient.Stop(angle));
            output[k] *= steps + rate;
            rate /= 0.8;
            angle = rate / 4;
        }
    }

    // Enzyme, nested-predicate.cpp, second: a unit vector that nobody uses, computed only under a flag.
    [Differentiable]
    public static double UnusedUnitVector(ReadOnlySpan<double> values, bool flag)
    {
        double[] unit = new double[values.Length];
        double radius = 0;
        if (flag)
        {
            for (int i = 0; i < values.Length; i++)
            {
                unit[i] = values[i];
                radius += unit[i] * unit[i];
            }

            radius = Math.Sqrt(radius);
            if (radius > 1)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    unit[i] /= radius;
                }
            }
        }

        return values[0] + (values[1] * unit[1]);
    }

    // Enzyme, controlflow.c, f: two blocks that jump to each other, as a state machine.
    [Differentiable]
    public static double TwoBlocks(double x, double y)
    {
        bool second = false;
        for (int step = 0; step < 12; step++)
        {
            double t;
            if (!second)
            {
                t = 4 * Math.Cos(x + y);
                x = 3 * Math.Sin((2 * x) + y);
            }
            else
            {
                t = 4 * Math.Sin((2 * x) + y);
                x = 4 * Math.Cos(x + (2 * y));
            }

            y = t;
            if (x * x < y)
            {
                return x * y;
            }

            second = x <= 0;
        }

        return x + y;
    }

    // Enzyme, fwdsolve.c, forward_sub: a triangular system solved in order.
    [Differentiable]
    public static void ForwardSubstitution(double[] lower, double[] right, double[] solution)
    {
        int n = Math.Min(right.Length, solution.Length);
        for (int i = 0; i < n; i++)
        {
            double t = right[i];
            for (int j = 0; j < i; j++)
            {
                t -= lower[((i * n) + j) % lower.Length] * solution[j];
            }

            solution[i] = t / (1.5 + (lower[i % lower.Length] * lower[i % lower.Length]));
        }
    }

    // Enzyme, forrealloc.c, foo: memory grown by one in every iteration.
    [Differentiable]
    public static double GrownMemory(double input, int n)
    {
        double[] x = [];
        for (int i = 0; i < n; i++)
        {
            double[] grown = new double[i + 1];
            x.CopyTo(grown, 0);
            x = grown;
            x[i] = i == 0 ? input : x[i - 1] * input;
        }

        return n > 0 ? x[^1] + x[0] : input;
    }

    // Enzyme, cachefwd.c, sumtil: a small array of constants, filled anew in every iteration.
    [Differentiable]
    public static double FilledAnew(ReadOnlySpan<double> values)
    {
        double result = 0;
        Span<double> t = stackalloc double[4];
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                t[j] = i * j * j;
            }

            for (int j = 0; j < 4; j++)
            {
                result += t[j] * values[i] * values[0];
            }
        }

        return result;
    }

    // Enzyme, metarwr.c, call: the bounds come from memory that the method changes afterwards.
    [Differentiable]
    public static double BoundsFromMemory(double[] a, int[] segment)
    {
        int size = Math.Abs(segment[1] - segment[0]);
        for (int i = 0; i < size; i++)
        {
            a[i % a.Length] *= 2 * a[0];
        }

        segment[0] = 0;
        segment[1] = 1;
        double first = a[0];
        a[0] = 0;
        return first;
    }

    // Enzyme, loopstriple.c and loopsnested.c: three nested loops, each bounded by the one before.
    [Differentiable]
    public static double ThreeNestedLoops(double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                for (int k = j; k < n; k++)
                {
                    sum += Math.Sin((x * (i + k)) + (0.1 * sum));
                }
            }
        }

        return sum;
    }

    // Enzyme, invsqrt.c and mycos.c: a series that is left when its terms are small.
    [Differentiable]
    public static double SeriesUntilSmall(double x)
    {
        double sum = 0, term = 1;
        for (int i = 0; Math.Abs(term) > 1e-17; i++)
        {
            sum += term;
            term *= -x * x / (((2 * i) + 1) * ((2 * i) + 2));
        }

        return sum;
    }
}
