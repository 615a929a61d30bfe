using System.Numerics;

namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Branches, parameters by reference, outputs and arrays: what Slang tests in <c>tests/autodiff</c>, loops aside.</summary>
public static partial class SlangControlFlow
{
    // Slang, reverse-multi-return.slang, test_multi_return: a return in each of three branches.
    [Differentiable]
    public static double MultiReturn(double y)
    {
        if (y > 0.6)
        {
            if (y > 0.8)
            {
                return y * y * 10;
            }
            else
            {
                return y * 4;
            }
        }

        return y * y * y * 6;
    }

    // Slang, reverse-nested-control-flow.slang, test_nested_ifelse: an `if` within an `else`.
    [Differentiable]
    public static double NestedElse(double y)
    {
        double o;
        if (y > 0.5)
        {
            o = y * 2;
        }
        else
        {
            if (y > 0.25)
            {
                o = (y * y * 3) + 2;
            }
            else
            {
                o = y * 4;
            }

            o *= y;
        }

        return o;
    }

    // Slang, reverse-hybrid-control-flow.slang: a loop in one branch, none in the other.
    [Differentiable]
    public static double LoopInOneBranch(double y, int n)
    {
        double t = y;
        if (y > 0.5)
        {
            for (int i = 0; i < n; i++)
            {
                t = t * t * 0.8;
            }
        }
        else
        {
            t = t * 10 * y;
        }

        return t + y;
    }

    // Slang, reverse-switch-case.slang, test_simple_switch: an unassigned variable gets its value from the cases.
    [Differentiable]
    public static double AssignedByCases(double y, int i)
    {
        double o;
        switch (i)
        {
            case 0:
            case 1:
                o = y * 2;
                break;
            case 2:
                o = y * 3 * y;
                break;
            default:
                o = y * y * y;
                break;
        }

        return o * y;
    }

    // Slang, reverse-control-flow-2.slang, doWork: an endless loop that every path leaves, with an output and a flag.
    [Differentiable]
    public static bool WorkInAnEndlessLoop(double x, out double y)
    {
        bool done = false;
        y = 0;
        for (; ; )
        {
            if (x == 0)
            {
                break;
            }

            bool left = x > 2;
            y += x * x;
            if (!left)
            {
                if (x < 1)
                {
                    double b = x * 2;
                    y += b * y;
                    left = true;
                }
            }

            done = left;
            break;
        }

        return done;
    }

    // Slang, reverse-control-flow-2.slang, doWork2: early return, loop and break, all before the output is complete.
    [Differentiable]
    public static bool OutputAcrossExits(double x, out double y)
    {
        y = 0;
        if (x == 0)
        {
            return false;
        }

        for (int i = 0; i < 2; i++)
        {
            if (x > 0)
            {
                y += x * x;
                if (x > 1)
                {
                    break;
                }

                y += x * y;
            }
            else
            {
                y += x;
            }
        }

        return true;
    }

    // Slang, reverse-conditional-out-assign.slang: the output is assigned once in each path.
    [Differentiable]
    public static bool OutputInEachPath(double y, out double o)
    {
        if (y > 0.5)
        {
            o = y * y;
            return true;
        }

        o = y + 1;
        return false;
    }

    // Slang, reverse-inout-param-0.slang: an output is written twice, the first is lost.
    [Differentiable]
    public static void WrittenTwice(double x, out double y)
    {
        SquareOfNext(x, out y);
        SquareOfNext(x * 2, out y);
    }

    [Differentiable]
    internal static void SquareOfNext(double x, out double y) => y = (x + 1) * (x + 1);

    // Slang, reverse-inout-param-1.slang: a polynomial applied twice in place, its factor inactive.
    [Differentiable]
    public static void AppliedTwice([NoGradient] double p, ref double x)
    {
        Apply(p, ref x);
        Apply(p, ref x);
    }

    [Differentiable]
    internal static void Apply([NoGradient] double p, ref double x) => x = p * ((x + 1) * (x + 1));

    // Slang, reverse-inout-param-3.slang: what the reference held is lost.
    [Differentiable]
    public static double OverwrittenReference(ref double p, double x)
    {
        double before = p;
        Assign(ref p, x * x);
        return before * x;
    }

    [Differentiable]
    internal static void Assign(ref double target, double value) => target = value;

    // Slang, reverse-inout-param-2.slang: outputs that aren't differentiated beside one that is.
    [Differentiable]
    public static void InactiveOutputs(double x, ref int count, out int before, out double y)
    {
        before = count;
        count += 1;
        y = x * (x + count);
        y *= before + 1;
    }

    // Slang, bool-return-control-flow.slang, outerFunc: the test changes what it tests.
    [Differentiable]
    public static double TestThatChanges([NoGradient] double a, double x) => ScaledAndLarge(a, ref x) ? x * x : -x;

    [Differentiable]
    internal static bool ScaledAndLarge([NoGradient] double a, ref double x)
    {
        x = x * a;
        return x > 1;
    }

    // Slang, reverse-nested-calls.slang: a call of a call.
    [Differentiable]
    public static double NestedCalls(double x) => 3 * Inner(2 * Inner(x));

    [Differentiable]
    internal static double Inner(double y)
    {
        double result = 2 * y;
        return result * result;
    }

    // Slang, recursive-backward-diff.slang, recursiveSum: a recursion that halves.
    [Differentiable]
    public static double RecursiveSum(double x, int n)
    {
        if (n <= 0)
        {
            return 0;
        }

        return (x * x) + RecursiveSum(x * 0.5, n - 1);
    }

    // Slang, reverse-array-out-param.slang: an array of outputs, one element of which may be written twice.
    [Differentiable]
    public static void ElementsWrittenTwice(double n, double m, int index, double[] output)
    {
        OneElement(n, m, 0, output);
        OneElement(n * m, m, index, output);
    }

    [Differentiable]
    internal static void OneElement(double n, double m, int index, Span<double> output)
    {
        output[0] = n * m;
        output[index % output.Length] = (n * n) + (m * output[0]);
    }

    // Slang, control-flow-bug.slang, fetch: one coordinate picks the branch, the other is the value.
    [Differentiable]
    public static double Fetch(double u, double v)
    {
        if (u > 0.5)
        {
            if (u > 0.7)
            {
                return 2 * v;
            }
            else
            {
                return v * v;
            }
        }
        else
        {
            if (u > 0.3)
            {
                return 4 * v * v;
            }
            else
            {
                return 3 * v * u;
            }
        }
    }

    // Slang, modify-vector-param.slang: a component of the parameter is overwritten by others.
    [Differentiable]
    public static double ComponentOverwritten(float x, float y, float z)
    {
        var v = new Vector3(x, y, z);
        v.Y = v.X * v.Z;
        v.X *= v.Y;
        return Vector3.Dot(v, v);
    }

    // Slang, swizzled-store.slang: components are stored in another order.
    [Differentiable]
    public static double Swizzled(double x, double y, double z)
    {
        (double X, double Y, double Z) u = (0, z, 0);
        (u.Z, u.Y) = (x * y, u.Y * x);
        (u.X, u.Z) = (u.Z, u.X + u.Y);
        return (u.X * u.Z) + u.Y;
    }

    // Slang, nested-loop-unroll.slang, eval: one output a level, each a sum over corners.
    [Differentiable]
    public static void Levels(double x, double y, Span<double> output)
    {
        for (int level = 0; level < output.Length; level++)
        {
            double f = 0;
            for (int corner = 0; corner < 2; corner++)
            {
                double weight;
                if (corner != 0)
                {
                    weight = x * level;
                }
                else
                {
                    weight = y;
                }

                f += weight * weight;
            }

            output[level] = f;
        }
    }

    // Slang, array-param.slang, evalDecoder: constants and a code in one array, a sum of which is the result three times.
    [Differentiable]
    public static double Decoder(ReadOnlySpan<double> code)
    {
        double[] input = new double[6 + code.Length];
        for (int i = 0; i < 6; i++)
        {
            input[i] = i;
        }

        for (int i = 0; i < code.Length; i++)
        {
            input[6 + i] = code[i];
        }

        Span<double> result = stackalloc double[3];
        SumThrice(input, result);
        return (result[0] * result[1]) + result[2];
    }

    [Differentiable]
    internal static void SumThrice(ReadOnlySpan<double> values, Span<double> result)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i];
        }

        result[0] = sum;
        result[1] = sum * sum;
        result[2] = sum;
    }

    // Slang, select.slang, f: a root that isn't taken where its derivative would be infinite.
    [Differentiable]
    public static double Select(double x, double y) => x > 0 ? Math.Sqrt(x) * Math.Sqrt(x) * y : y * y;

    // Slang, nan-select.slang, f: the branch that isn't taken would be NaN.
    [Differentiable]
    public static double SelectNearZero(double x)
    {
        double length = Math.Sqrt(x * x);
        return length > 1e-8 ? x / length * Math.Atan2(x, 2) : x * x;
    }

    // Slang, out-parameters-2.slang, h: an output that holds a number and a count.
    [Differentiable]
    public static void NumberAndCount(double x, double y, out (double Number, int Count) result)
    {
        double m = x + y, n = x - y;
        result = ((m * n) + (2 * x * y * x), 2);
    }

    // Slang, float-cast.slang, f: through single precision.
    [Differentiable]
    public static double ThroughSingle(float x, float y)
    {
        double wide = (double)x * y;
        float narrow = (float)(wide * wide);
        return narrow * x;
    }
}
