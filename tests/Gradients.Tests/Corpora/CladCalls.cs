namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Calls: what Clad tests in <c>test/Gradient/FunctionCalls.C</c>.</summary>
public static partial class CladCalls
{
    // Clad, FunctionCalls.C, fn1: a function whose result is a constant.
    [Differentiable]
    public static double ConstantFactor(double i) => Three(i * i) * i;

    [Differentiable]
    internal static double Three(double i) => i > 1e9 ? i : 3;

    // Clad, FunctionCalls.C, fn2: both arguments by reference, called twice, the result thrown away.
    [Differentiable]
    public static double ModifiedTwice(double i, double j)
    {
        double unused = Modify(ref i, ref j);
        unused = Modify(ref i, ref j);
        return i + (0 * unused);
    }

    [Differentiable]
    internal static double Modify(ref double i, ref double j)
    {
        i += j;
        j += j * i;
        return i * j;
    }

    // Clad, FunctionCalls.C, fn3: the same from a procedure without a result.
    [Differentiable]
    public static double UpdatedTwice(double i, double j)
    {
        Update(ref i, ref j);
        Update(ref j, ref i);
        return i;
    }

    [Differentiable]
    internal static void Update(ref double i, ref double j)
    {
        i *= j;
        j += i;
    }

    // Clad, FunctionCalls.C, fn4: a function that sums an array and changes it, then one that changes each element.
    [Differentiable]
    public static double SumsAndChanges(Span<double> values)
    {
        double result = SumThenScaleFirst(values);
        for (int i = 0; i < values.Length; i++)
        {
            Twice(ref values[i]);
            result += values[i] * values[0];
        }

        return result;
    }

    [Differentiable]
    internal static double SumThenScaleFirst(Span<double> values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i];
        }

        values[0] += 10 * values[0] * sum;
        return sum;
    }

    [Differentiable]
    internal static void Twice(ref double d) => d = 2 * d;

    // Clad, FunctionCalls.C, fn5: only the side effect on the array counts.
    [Differentiable]
    public static double OnlyTheSideEffect(double[] values)
    {
        int one = CombineFirst(values);
        return values[0] * one;
    }

    [Differentiable]
    internal static int CombineFirst(double[] values)
    {
        values[0] = (5 * values[0]) + (values[1] * values[0]);
        return 1;
    }

    // Clad, FunctionCalls.C, fn6: default arguments.
    [Differentiable]
    public static double DefaultArguments(double i) => Product(i) + Product(j: i) + Product(i, i) + Product();

    [Differentiable]
    internal static double Product(double i = 3, double j = 4) => i * j;

    // Clad, FunctionCalls.C, fn7: references that functions hand back.
    [Differentiable]
    public static double ReferencesHandedBack(double i, double j)
    {
        ref double k = ref Identity(ref i);
        ref double l = ref Identity(ref j);
        ref double m = ref Identity(ref k);
        k += 7 * j;
        l += 9 * i;
        m *= l;
        return i + j + m;
    }

    [Differentiable]
    internal static ref double Identity(ref double i)
    {
        double unused = i;
        unused += 1;
        return ref i;
    }

    // Clad, FunctionCalls.C, fnIdLoop: the same in a loop.
    [Differentiable]
    public static double ReferenceHandedBackInALoop(double x, double y, int n)
    {
        double a = x, sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += Identity(ref a) * y;
            Identity(ref a) *= sum;
        }

        return sum + y;
    }

    // Clad, FunctionCalls.C, fn8: text decides whether the argument is handed back.
    [Differentiable]
    public static double TextDecides(double x, double y) => CheckAndReturn(x, 'a', "aa") * y * CheckAndReturn(y, 'b', "aa") * Math.Tanh(1) * Math.Max(1, x);

    [Differentiable]
    internal static double CheckAndReturn(double x, char c, string s) => c == 'a' && s.Length > 1 && s[0] == 'a' ? x : 1;

    // Clad, FunctionCalls.C, fn9: a maximum of one's own, on products.
    [Differentiable]
    public static double OwnMaximum(double x, double y) => Larger(x * y, y) * Larger(y, x);

    [Differentiable]
    internal static double Larger(in double a, in double b) => a > b ? a : b;

    // Clad, FunctionCalls.C, fn10: maximum, minimum and clamp one after the other.
    [Differentiable]
    public static double MaximumMinimumClamp(double x, double y)
    {
        double t = x;
        t = Math.Max(t, 0);
        t = Math.Min(t, 10);
        t = Math.Clamp(t, 0.5, 1.5);
        return t * y;
    }

    // Clad, FunctionCalls.C, fn13: a copy, of which a part is passed on.
    [Differentiable]
    public static double PartOfACopy(double[] x, double[] w)
    {
        double[] copy = new double[2];
        for (int i = 0; i < 2; i++)
        {
            copy[i] = w[i];
        }

        double product = FirstTimesFirst(x, copy.AsSpan(1));
        copy[1] *= x[1];
        return product + FirstTimesFirst(copy.AsSpan(1), x);
    }

    [Differentiable]
    internal static double FirstTimesFirst(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => a[0] * b[0];

    // Clad, FunctionCalls.C, fn14: a procedure that does nothing.
    [Differentiable]
    public static double NothingHappens(double x, double y)
    {
        Nothing(ref x, y);
        return (x * y) + y;
    }

    [Differentiable]
    internal static void Nothing(ref double x, double y)
    {
    }

    // Clad, FunctionCalls.C, fn15: an assignment within an argument.
    [Differentiable]
    public static double AssignmentInAnArgument(double x, double y) => Three(y += x * y) * y;

    // Clad, FunctionCalls.C, fn16: a recursion on a decreasing double.
    [Differentiable]
    public static double Descends(double x, double y)
    {
        if (x > y)
        {
            return Descends(x - 1, y) + x;
        }

        return x * y;
    }

    // Clad, FunctionCalls.C, fn17: a call on the value that it overwrites.
    [Differentiable]
    public static double OverwritesItsArgument(double x, double[] y)
    {
        x = PlusFirst(x, y);
        x = PlusFirst(x, [x]);
        return x * y[0];
    }

    [Differentiable]
    internal static double PlusFirst(double a, ReadOnlySpan<double> b) => a + (b[0] * b[0]);

    // Clad, FunctionCalls.C, fn20: a window that starts in the middle of the weights.
    [Differentiable]
    public static double ShiftedWindow(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        ReadOnlySpan<double> window = w[1..];
        return WeightedSum(x, window) * WeightedSum(window, w);
    }

    [Differentiable]
    internal static double WeightedSum(ReadOnlySpan<double> x, ReadOnlySpan<double> w) => (w[0] * x[0]) + (w[1] * x[1]);

    // Clad, FunctionCalls.C, fn24: the result isn't used, the write is.
    [Differentiable]
    public static double UnusedResult(double x)
    {
        DoubleInPlace(ref x);
        double half = DoubleInPlace(ref x) / 2;
        return x * half;
    }

    [Differentiable]
    internal static double DoubleInPlace(ref double x) => x *= 2;

    // Clad, FunctionCalls.C, fn27: an array's product first, then a scaled copy of it.
    [Differentiable]
    public static double ProductThenScaled(double u, double v)
    {
        double[] a = [u, v, 1];
        double product = a[0] * a[1] * a[2];
        Scale(a, u);
        return product + (a[2] * a[1]);
    }

    [Differentiable]
    internal static void Scale(Span<double> x, double y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= y;
        }
    }

    // Clad, FunctionCalls.C, fn28: a reference to an element comes back from a function that scales twice.
    [Differentiable]
    public static double ReferenceIntoScaled(double u, double v)
    {
        double[] a = [u, v, 1];
        ref double second = ref ScaledSecond(a, u);
        second += 2;
        second *= a[0];
        return a[1];
    }

    [Differentiable]
    internal static ref double ScaledSecond(double[] x, double y)
    {
        Scale(x, y);
        Scale(x, 3);
        return ref x[1];
    }

    // Clad, FunctionCalls.C, fn29: the function squares the first element in place.
    [Differentiable]
    public static double SquaredInPlace(double[] x)
    {
        double before = x[0];
        SquareFirst(x);
        SquareFirst(x);
        return x[0] * x[1] * before;
    }

    [Differentiable]
    internal static void SquareFirst(double[] x) => x[0] = x[0] * x[0];

    // Clad, FunctionCalls.C, fn30: the other argument is an offset into constants.
    [Differentiable]
    public static double ConstantsAside(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> constants) => Interpolate(x, constants[1..]) * constants[0];

    [Differentiable]
    internal static double Interpolate(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> high)
    {
        double total = 1;
        for (int i = 0; i < x.Length; i++)
        {
            total += x[i] * total * high[i % high.Length];
        }

        return total;
    }

    // Clad, FunctionCalls.C, fn31: an output that is written only under a flag.
    [Differentiable]
    public static double OutputUnderAFlag(double[] variables, bool flag)
    {
        double output = 0.5;
        CopyIf(ref output, flag, variables);
        CopyIf(ref output, !flag, [variables[0] * output]);
        return output * variables[1];
    }

    [Differentiable]
    internal static void CopyIf(ref double output, bool flag, ReadOnlySpan<double> from)
    {
        if (flag)
        {
            output = from[0];
        }
    }

    // Clad, FunctionCalls.C, fn32: arrays made for the call, one of them for its output.
    [Differentiable]
    public static double ArraysForTheCall(double p)
    {
        double[] coefficients = [p];
        double[] output = new double[1];
        double[] table = [3, 4];
        Accumulate(coefficients, table, table.AsSpan(1), output);
        Accumulate(output, table, table.AsSpan(1), output.AsSpan(0, 1));
        return output[0];
    }

    [Differentiable]
    internal static void Accumulate(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> sum, ReadOnlySpan<double> difference, Span<double> output)
    {
        double x = coefficients[0];
        output[0] += x * (difference[0] + (x * sum[0]));
    }

    // Clad, FunctionCalls.C, fn33: a call within a call, its result through an output.
    [Differentiable]
    public static double ThroughAnOutput(double[] p)
    {
        Inner(p, out double first);
        Inner([first, p[1]], out double second);
        return first * second;
    }

    [Differentiable]
    internal static void Inner(ReadOnlySpan<double> p, out double product) => product = Product(p[0], p[1]);

    // Clad, FunctionCalls.C, fn35: maximum and minimum of the same two.
    [Differentiable]
    public static double BothExtremes(double x, double y) => (2 * Math.Min(x, y) * Math.Max(x, y)) - (3 * Math.Max(x, y));
}
