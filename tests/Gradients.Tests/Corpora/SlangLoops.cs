namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Loops as Slang tests them in <c>tests/autodiff</c>: starts, strides and exits found out at run time.</summary>
public static partial class SlangLoops
{
    // Slang, reverse-loop-simple.slang, test_simple_loop: a value squared again and again.
    [Differentiable]
    public static double SquaredAgain(double y, int n)
    {
        double t = y;
        for (int i = 0; i < n; i++)
        {
            t = t * t;
        }

        return t;
    }

    // Slang, reverse-nested-loop.slang, test_simple_nested_loop: both counters are factors.
    [Differentiable]
    public static double CountersAsFactors(double y, int n)
    {
        double t = y;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                t = t * (i + j + 1) / (1 + t);
            }
        }

        return t;
    }

    // Slang, reverse-while-loop.slang, test_simple_while: a flag ends the loop.
    [Differentiable]
    public static double EndedByAFlag(double y)
    {
        double t = y;
        bool goOn = true;
        int i = 2;
        while (goOn)
        {
            i++;
            t = t * t * y;
            goOn = i < 5 && t < 4;
        }

        return t;
    }

    // Slang, reverse-while-loop-2.slang: the flag is tested three times in an iteration.
    [Differentiable]
    public static double FlagTestedThrice(double y, int limit)
    {
        double t = y;
        bool terminated = false;
        int i = 2;
        while (!terminated)
        {
            i++;
            if (!terminated)
            {
                if (t > 10)
                {
                    break;
                }

                t = t * t;
                terminated = i >= limit;
            }
            else
            {
                t = t + 1;
            }
        }

        return t * y;
    }

    // Slang, reverse-while-loop-3.slang: two exits in a row, of which only the first is ever taken.
    [Differentiable]
    public static double TwoExitsInARow(double y, int n)
    {
        double data = y;
        bool terminated = n < 0;
        if (terminated)
        {
            return data;
        }

        while (!terminated)
        {
            data = data * data;
            terminated = n-- == 0;
            if (terminated)
            {
                break;
            }

            data += y;
            if (data > 1e6)
            {
                break;
            }
        }

        return data;
    }

    // Slang, reverse-continue-loop.slang, test_loop_with_continue: what has become large is left alone.
    [Differentiable]
    public static double LargeIsLeftAlone(double y, int n)
    {
        double t = y;
        for (int i = 0; i < n; i++)
        {
            if (t > 4)
            {
                continue;
            }

            t = t * t;
        }

        return t;
    }

    // Slang, reverse-do-while.slang: a `do` with a flag.
    [Differentiable]
    public static double DoWithAFlag(double y, int n)
    {
        double t = y;
        bool goOn;
        int i = 0;
        do
        {
            i++;
            t = t * t * 0.9;
            goOn = i < n;
        }
        while (goOn);
        return t;
    }

    // Slang, reverse-more-loops.slang, tracePath: throughput and radiance of a path, left at a depth.
    [Differentiable]
    public static double TracePath(double reflectance, int bounces)
    {
        double throughput = 1, radiance = 0;
        int depth = 0;
        for (int i = 0; i < 6; i++)
        {
            if (depth <= bounces)
            {
                throughput = throughput * reflectance;
                radiance = throughput * (1 + radiance);
                if (depth >= bounces)
                {
                    break;
                }

                depth = depth + 1;
            }
            else
            {
                radiance = 0;
            }
        }

        return radiance;
    }

    // Slang, reverse-loop-immediate-return.slang, run: a return from the first iteration.
    [Differentiable]
    public static double ImmediateReturn(double x, int index)
    {
        if (index >= 3)
        {
            return x;
        }

        for (int i = 0; i < 2; i++)
        {
            if (index > i)
            {
                return x * index;
            }

            if (index == 0)
            {
                x = x * x;
            }
        }

        return x * 3;
    }

    // Slang, reverse-single-iter-loop.slang, test_nested_if_else_single_iter_loop: every path leaves in the first iteration.
    [Differentiable]
    public static double SingleIteration(double y, int n)
    {
        double x = 0;
        while (n > 0)
        {
            if (y > 0.6)
            {
                if (y > 0.8)
                {
                    x = y * 10 * y;
                    break;
                }
                else
                {
                    x = y * 4;
                    break;
                }
            }

            x = y * 6 * y * y;
            break;
        }

        return x;
    }

    // Slang, loop-mutating-array.slang: an array is filled until a constant stops it.
    [Differentiable]
    public static double FilledUntilStopped(double y, [NoGradient] ReadOnlySpan<double> vertices)
    {
        Span<double> shade = new double[vertices.Length];
        int length = 1;
        for (int i = 0; i < vertices.Length; i++)
        {
            if (!(vertices[i] > -0.4))
            {
                length = i;
                break;
            }

            shade[i] = y * vertices[i];
            y = (0.5 * y) + shade[i];
        }

        double sum = y * length;
        foreach (double s in shade)
        {
            sum += s;
        }

        return sum;
    }

    // Slang, nested-force-unroll-index-mutation.slang: the inner function moves an index on, the outer loop too.
    [Differentiable]
    public static double MovedIndex(double[] matrix)
    {
        double result = 0;
        int index = 0;
        for (int i = 0; i < 4; i++)
        {
            result += InnerLoop(matrix, i, index) * (1 + (0.1 * result));
            index += 4;
        }

        return result;
    }

    [Differentiable]
    internal static double InnerLoop(ReadOnlySpan<double> matrix, int row, int index)
    {
        double result = 0;
        for (int j = 0; j < 4; j++)
        {
            result += matrix[((row * 4) + j) % matrix.Length] * (index + 1);
            index += 1;
        }

        return result;
    }

    // Slang, reverse-loop-runtime-induction-start.slang, sumFromNegativeRuntimeStart: from minus a parameter to it.
    [Differentiable]
    public static double FromMinusToPlus(double x, int radius)
    {
        double result = 0;
        for (int i = -radius; i <= radius; i++)
        {
            result += x * (i + radius + 1) * (1 + (0.1 * result));
        }

        return result;
    }

    // Slang, reverse-loop-nested-runtime-induction-start.slang: the inner loop starts at the outer counter.
    [Differentiable]
    public static double InnerStartsAtOuter(double x, int radius)
    {
        double result = 0.5;
        for (int i = -radius; i <= radius; i++)
        {
            for (int j = i; j <= radius; j++)
            {
                result += Math.Sin(x * (j - i + 1) * result);
            }
        }

        return result;
    }

    // Slang, reverse-loop-runtime-induction-strides.slang: in steps of two, upwards and downwards.
    [Differentiable]
    public static double StepsOfTwo(double x, int radius)
    {
        double result = 0;
        for (int i = -radius; i <= radius; i += 2)
        {
            result += x * (i + radius + 1);
            result *= x;
        }

        for (int i = (radius * 2) + 1; i >= radius; i -= 2)
        {
            result += x * i;
            result *= x;
        }

        return result;
    }

    // Slang, reverse-loop-exit-value-inference-1.slang, test_negative_stride: the counter is used after its loop.
    [Differentiable]
    public static double CounterAfterItsLoop(double y, int start)
    {
        double t = y;
        int i;
        for (i = start; i >= 1; i -= 2)
        {
            t = t * (i + 1) * 0.5;
        }

        return t * t * (i + 3);
    }

    // Slang, reverse-loop-exit-value-inference-1.slang, test_nested_with_offset: absolute values of both counters.
    [Differentiable]
    public static double AbsoluteCounters(double y, int n)
    {
        double t = y;
        for (int i = -n; i < n; i++)
        {
            for (int j = -n; j < n; j++)
            {
                t = t * ((Math.Abs(i) % 2) + (Math.Abs(j) % 2) + 1) / (1 + (t * t));
            }
        }

        return t;
    }

    // Slang, reverse-loop-exit-value-inference-1.slang, test_nested_with_conditions: every second iteration of both loops.
    [Differentiable]
    public static double EverySecond(double y, int n)
    {
        double t = y;
        for (int i = 0; i < n; i++)
        {
            if (i % 2 == 0)
            {
                for (int j = 0; j < n; j++)
                {
                    if (j % 2 == 0)
                    {
                        t = Math.Cos(t * (i + (4 * j) + 1));
                    }
                }
            }
        }

        return t;
    }

    // Slang, reverse-loop-exit-value-inference-1.slang, test_nested_with_continue: `continue` in both loops, one of them redundant.
    [Differentiable]
    public static double RedundantContinue(double y, int n)
    {
        double t = y;
        for (int i = 0; i < n; i++)
        {
            if (i % 2 == 0)
            {
                continue;
            }

            for (int j = 0; j < n; j++)
            {
                if (j % 2 == 0)
                {
                    continue;
                }

                if (j == 0)
                {
                    continue;
                }

                t = Math.Sin(t * (i + (4 * j) + 1)) + y;
            }
        }

        return t;
    }

    // Slang, reverse-loop-checkpoint-test.slang: two sums and their quotient, of which only the change counts.
    [Differentiable]
    public static double QuotientOfSums(double y, int n)
    {
        double weight = 0, sum = 0;
        for (int i = 1; i <= n; i++)
        {
            double k = i * y;
            double g = k > 0 ? k : 0.5;
            weight += g;
            sum += g * y * y;
        }

        return y + (sum / weight);
    }

    // Slang, gh-12071.slang, weightedIdentity: the weight is one of the components.
    [Differentiable]
    public static double WeightedIdentity(ReadOnlySpan<double> x, int n)
    {
        double a = 0, b = 0, denominator = 0;
        for (int i = 0; i < n; i++)
        {
            double weight = x[0] + i;
            a += x[0] * weight;
            b += x[1] * weight;
            denominator += weight;
        }

        return n > 0 ? (a / denominator) + (b * b / denominator) : 0;
    }

    // Slang, long-loop-noninductive.slang, sin_series: the body moves the counter under a condition.
    [Differentiable]
    public static double SeriesWithASkip(double x, int iterations)
    {
        double result = x, term = x;
        for (int i = 1; i < iterations; i++)
        {
            if (i == 3)
            {
                i += 1;
            }

            term *= -1 * x * x / (2 * i * ((2 * i) + 1));
            result += term;
        }

        return result;
    }

    // Slang, long-loop-branching-addition.slang, sin_series: the counter's steps depend on the sum, and cancel.
    [Differentiable]
    public static double StepsDependOnTheSum(double x, int iterations)
    {
        double result = x, term = x;
        int i = 1;
        do
        {
            term *= -1 * x * x / (2 * i * ((2 * i) + 1));
            result += term;
            if (result > 0.5)
            {
                i += 1;
                if (result > 0.8)
                {
                    term += 1;
                    i += 1;
                }
                else
                {
                    i += 1;
                }
            }
            else
            {
                i += 2;
            }

            i += -1;
        }
        while (i < iterations);
        return result;
    }

    // Slang, long-loop-multiple.slang, sin_series: in steps of ten, divided by ten.
    [Differentiable]
    public static double StepsOfTen(double x, int iterations)
    {
        double result = x, term = x;
        for (int i = 10; i < iterations * 10; i += 10)
        {
            term *= -1 * x * x / (2 * i / 10 * ((2 * i / 10) + 1));
            result += term;
        }

        return result;
    }

    // Slang, for-loop-eliminate-dead-code.slang, evalPath: the last change of the throughput isn't used.
    [Differentiable]
    public static double LastChangeUnused(double emission, double albedo, int bounces)
    {
        double result = 0, throughput = 1;
        for (int i = 0; i < bounces; i++)
        {
            Contribute(ref result, throughput * emission);
            throughput = throughput * albedo * throughput;
        }

        return result;
    }

    [Differentiable]
    internal static void Contribute(ref double result, double value) => result = result + (value * value);
}
