namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Values that must be kept for the reverse sweep although they are overwritten: Clad's <c>test/Analyses/TBR*.C</c> and its regressions.</summary>
public static partial class CladRecording
{
    // Clad, TBR.cpp, f2: an iteration is skipped.
    [Differentiable]
    public static double SkippedIteration(double value, int skipped)
    {
        double result = 0;
        for (int i = 1; i < 5; i++)
        {
            if (i == skipped)
            {
                continue;
            }

            result += i * value * result;
            result += value;
        }

        return result;
    }

    // Clad, TBR.cpp, f3: branches on values that are constant, but not for the analysis.
    [Differentiable]
    public static double BranchesOnConstants(double x)
    {
        double i = 1, j = 0, result = i * x;
        if (j > 0)
        {
            j += x;
        }
        else if (i > 0)
        {
            result += i * x * result;
        }
        else if (j < 0)
        {
            i++;
        }

        return (result * i) + j;
    }

    // Clad, TBR.cpp, f4: an element is used under a computed index, then cleared under a constant one.
    [Differentiable]
    public static double ClearedUnderConstantIndex(double x, double y, int i)
    {
        double[] a = [x, y, x * y, 1];
        double result = y;
        result *= a[i & 3];
        a[0] = 0;
        result *= a[i & 1] + x;
        return result;
    }

    // Clad, TBR.cpp, f6: used under a constant index, cleared under a computed one.
    [Differentiable]
    public static double ClearedUnderComputedIndex(double x, double y, int i)
    {
        double[] a = new double[4];
        a[0] = y;
        x *= a[0];
        a[i & 3] = 0;
        return x * (1 + a[0]);
    }

    // Clad, TBR.cpp, f5: a parameter read through a reference, then overwritten under its own name.
    [Differentiable]
    public static double OverwrittenUnderItsName(double x, double y)
    {
        ref double alias = ref x;
        double z = y * alias;
        x = z * z;
        alias -= y * x;
        return alias;
    }

    // Clad, TBRCalls.C, t3: a buffer is filled by one function and squared in place by another.
    [Differentiable]
    public static double FilledThenSquared(ReadOnlySpan<double> x)
    {
        Span<double> buffer = new double[x.Length];
        Fill(x, buffer);
        Square(buffer);
        Square(buffer[1..]);
        double sum = 0;
        foreach (double v in buffer)
        {
            sum += v;
        }

        return sum;
    }

    [Differentiable]
    internal static void Fill(ReadOnlySpan<double> x, Span<double> output)
    {
        for (int i = 0; i < x.Length; i++)
        {
            output[i] = x[i];
        }
    }

    [Differentiable]
    internal static void Square(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= x[i];
        }
    }

    // Clad, TBRCalls.C, t5: an element is overwritten after a nonlinear read.
    [Differentiable]
    public static double OverwrittenAfterNonlinearRead(double[] x)
    {
        double[] buffer = [x[0], x[1]];
        double t = (buffer[0] * buffer[0]) + (buffer[1] * buffer[1]);
        buffer[0] = 3 * x[1];
        return t + (buffer[0] * t);
    }

    // Clad, TBRCalls.C, t8: a buffer is overwritten in an inner loop, and read by the outer one.
    [Differentiable]
    public static double OverwrittenInInnerLoop(ReadOnlySpan<double> x, int n)
    {
        double[] v = new double[x.Length];
        double total = 0;
        for (int k = 1; k <= n; k++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                v[j] = k * x[j] * (1 + v[j]);
            }

            total += SquareNorm(v);
        }

        return total;
    }

    [Differentiable]
    internal static double SquareNorm(ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double x in v)
        {
            sum += x * x;
        }

        return sum;
    }

    // Clad, TBRCalls.C, t9: the inner loop of a Gaussian mixture: one buffer for every component's differences.
    [Differentiable]
    public static double OneBufferForAll(ReadOnlySpan<double> x, ReadOnlySpan<double> means, int components)
    {
        Span<double> buffer = new double[x.Length];
        double total = 0;
        for (int k = 0; k < components; k++)
        {
            Subtract(x, means, k, buffer);
            total += Math.Exp(-SquareNorm(buffer));
        }

        return Math.Log(1 + total);
    }

    [Differentiable]
    internal static void Subtract(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int start, Span<double> output)
    {
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = x[i] - y[(start + i) % y.Length];
        }
    }

    // Clad, TBRCalls.C, t10: a value lives across two functions that change its buffer.
    [Differentiable]
    public static double LivesAcrossTwoCalls(ReadOnlySpan<double> x)
    {
        double[] buffer = new double[x.Length];
        Fill(x, buffer);
        double before = SquareNorm(buffer);
        Square(buffer);
        double after = SquareNorm(buffer);
        Square(buffer);
        return (before * after) + buffer[0];
    }

    // Clad, TBRChainedCalls.C, chained: two functions in a row through two buffers of the caller, in a loop.
    [Differentiable]
    public static double Chained(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> mean, ReadOnlySpan<double> x, int n)
    {
        Span<double> centered = stackalloc double[2], scaled = stackalloc double[2];
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            Subtract(x[(k % 2)..], mean, 0, centered);
            Multiply(diagonal, centered, scaled);
            sum += SquareNorm(scaled) * (1 + sum);
        }

        return sum;
    }

    [Differentiable]
    internal static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> output)
    {
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = a[i] * b[i];
        }
    }

    // Clad, TBRChainedCalls.C, scaled_only: one operand is inactive, the buffer still has to be kept.
    [Differentiable]
    public static double OneOperandInactive(ReadOnlySpan<double> q, [NoGradient] ReadOnlySpan<double> x)
    {
        Span<double> squares = stackalloc double[2], output = stackalloc double[2];
        for (int i = 0; i < 2; i++)
        {
            squares[i] = q[i] * q[i];
        }

        double sum = 0;
        for (int k = 0; k + 1 < x.Length; k++)
        {
            Multiply(squares, x[k..], output);
            sum += SquareNorm(output);
        }

        return sum;
    }

    // Clad, Regressions/issue-1283.cpp: a variable of the iteration, declared without a value.
    [Differentiable]
    public static double DeclaredWithoutValue(double a, int n)
    {
        double result = 0;
        for (int i = 0; i < n; i++)
        {
            double value;
            if (i % 2 == 0)
            {
                value = a * (i + 1);
            }
            else
            {
                value = result * a;
            }

            result += value;
        }

        return result;
    }

    // Clad, Regressions/issue-1793.cpp: the index of an element is searched for, from values that aren't differentiated.
    [Differentiable]
    public static double BinOfAnObservation(ReadOnlySpan<double> parameters, [NoGradient] ReadOnlySpan<double> observations)
    {
        double[] bins = [1 + parameters[0], 1 + parameters[1], 1 + (parameters[0] * parameters[1])];
        double sum = 0;
        foreach (double o in observations)
        {
            sum += bins[Bin(o)] * (1 + (0.1 * sum));
        }

        return sum;
    }

    private static int Bin(double x)
    {
        ReadOnlySpan<double> boundaries = [-0.5, 0.7];
        int bin = 0;
        while (bin < boundaries.Length && x >= boundaries[bin])
        {
            bin++;
        }

        return bin;
    }

    // Clad, Regressions/issue-1721.cpp: a local array of ones times a parameter, summed through a buffer parameter.
    [Differentiable]
    public static double OnesTimesAParameter(ReadOnlySpan<double> parameters)
    {
        double[] output = [0];
        ScaledOnes(parameters, output);
        return output[0];
    }

    [Differentiable]
    internal static void ScaledOnes(ReadOnlySpan<double> parameters, Span<double> output)
    {
        double[] ones = [1, 1, 1, 1, 1];
        double[] linear = new double[5];
        for (int i = 0; i < linear.Length; i++)
        {
            linear[i] = ones[i] * parameters[i % parameters.Length];
        }

        for (int i = 0; i < linear.Length; i++)
        {
            output[0] += linear[i] * linear[0];
        }
    }

    // Clad, Regressions/issue-1941.cpp, multi_var: products within products, their factors under computed indices.
    [Differentiable]
    public static double ProductsOfDifferences(double x, [NoGradient] ReadOnlySpan<double> c, int n)
    {
        double result = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                result += (x - c[i % c.Length]) * c[((i * n) + j) % c.Length] * (x - c[j % c.Length]);
            }
        }

        return result;
    }

    // Clad, Regressions/issue-1931.cpp: a small array made in every iteration, for a function.
    [Differentiable]
    public static double ArrayForAFunction(ReadOnlySpan<double> parameters, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double[] pair = [parameters[0] * i, parameters[1] + sum];
            sum += SquareNorm(pair);
        }

        return sum;
    }

    // Clad, Regressions/issue-1955.cpp, loop_alias: a window onto constants, in every iteration.
    [Differentiable]
    public static double WindowOntoConstants(double p, [NoGradient] ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            ReadOnlySpan<double> window = x[i..];
            ref readonly double first = ref window[0];
            sum += p * p * first * window[1];
        }

        return sum;
    }
}
