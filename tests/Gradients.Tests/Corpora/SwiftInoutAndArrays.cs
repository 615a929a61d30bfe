namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Parameters by reference, arrays and lists: Swift's <c>inout_parameters.swift</c>, <c>inout_control_flow.swift</c> and <c>array.swift</c>.</summary>
public static partial class SwiftInoutAndArrays
{
    // Swift, inout_parameters.swift, InoutIdentity: by reference, and nothing happens.
    [Differentiable]
    public static double IdentityByReference(double x)
    {
        double result = x * x;
        Keep(ref result);
        return result * x;
    }

    [Differentiable]
    internal static void Keep(ref double x)
    {
    }

    // Swift, inout_parameters.swift, ControlFlow, productCustom: multiplied in place by a function, over an array.
    [Differentiable]
    public static double ProductInPlace(double[] x)
    {
        double result = 1;
        foreach (double v in x)
        {
            MultiplyAssign(ref result, v);
        }

        return result;
    }

    [Differentiable]
    internal static void MultiplyAssign(ref double left, double right) => left = left * right;

    // Swift, inout_parameters.swift, non-wrt inout parameter: what is written is a result although it isn't differentiated as an input.
    [Differentiable(WithRespectTo = [nameof(x)])]
    public static double WrittenButInactive(double x, double y)
    {
        double local = y;
        MultiplyAssign(ref local, x);
        MultiplyAssign(ref local, local);
        return local;
    }

    // Swift, inout_control_flow.swift, SR-14218: written before a condition that does nothing.
    [Differentiable]
    public static double WrittenBeforeACondition(double first, double second)
    {
        (double First, double Second) model = (first, second);
        Outer(ref model);
        return model.Second * model.First;
    }

    [Differentiable]
    internal static void Outer(ref (double First, double Second) model) => CopyAcross(ref model);

    [Differentiable]
    internal static void CopyAcross(ref (double First, double Second) model)
    {
        model.Second = model.First * model.First;
        int x = 5;
        if (x < 50)
        {
        }
    }

    // Swift, inout_control_flow.swift, SR-14053: the reference is the first parameter, and the last.
    [Differentiable]
    public static double FirstAndLast(double first, double second, double factor)
    {
        (double First, double Second) model = (first, second);
        AdjustFirst(ref model, factor);
        AdjustLast(factor * first, ref model);
        return model.First;
    }

    [Differentiable]
    internal static void AdjustFirst(ref (double First, double Second) model, double factor)
    {
        model.First = model.Second * factor;
        if (factor > 50)
        {
            return;
        }

        model.Second *= model.First;
    }

    [Differentiable]
    internal static void AdjustLast(double factor, ref (double First, double Second) model)
    {
        model.First = model.Second * factor;
        if (factor > 50)
        {
            model.First = 0;
        }
    }

    // Swift, array.swift, ArrayIdentity: the array itself is handed back.
    [Differentiable]
    public static double HandedBack(double[] x)
    {
        double[] same = Itself(x);
        same[0] *= x[1];
        return same[0] * x[0];
    }

    [Differentiable]
    internal static double[] Itself(double[] x) => x;

    // Swift, array.swift, ArraySubscript: only the first three.
    [Differentiable]
    public static double FirstThree(ReadOnlySpan<double> x) => x[0] + (x[1] * x[2]);

    // Swift, array.swift, ArrayLiteral, twoElementLiteralAddress: one variable twice in a literal.
    [Differentiable]
    public static double[] VariableTwice(double x, double y)
    {
        double result = x;
        result = result * y;
        return [result, result];
    }

    // Swift, array.swift, ArrayLiteral, twoElementLiterals: the elements of a literal make another one.
    [Differentiable]
    public static double[] LiteralOfALiteral(double x, double y)
    {
        double[] products = [x * y, x * y * y];
        return [products[0], products[1], products[0]];
    }

    // Swift, array.swift, ArrayLiteralTuple: the elements of a tuple.
    [Differentiable]
    public static double[] OfATuple(double x, double y)
    {
        (double, double) pair = (x * y, y);
        return [pair.Item1, pair.Item2, x];
    }

    // Swift, array.swift, ArrayLiteralNested, nested1: two arrays in an array, one after the other.
    [Differentiable]
    public static double[] Nested(double x, double y)
    {
        double[][] rows = [[x, y], [x * y, x]];
        double[] flat = new double[4];
        for (int i = 0; i < 4; i++)
        {
            flat[i] = rows[i / 2][i % 2];
        }

        return flat;
    }

    // Swift, array.swift, ArrayLiteralNested, nested2: empty arrays in between.
    [Differentiable]
    public static double EmptyInBetween(double x, double y)
    {
        double[][] rows = [[], [x], [], [x * y, y], []];
        double product = 1;
        foreach (double[] row in rows)
        {
            foreach (double v in row)
            {
                product *= v;
            }
        }

        return product;
    }

    // Swift, array.swift, ArrayLiteralControlFlow: conditionals between arrays, nested.
    [Differentiable]
    public static double[] ChosenArray(double x, double y, bool choice)
    {
        double product = x * y;
        double[] a = [product, x], b = [y, product * y];
        double[] c = choice ? a : b;
        double[] d = choice ? (x > 0 ? c : b) : a;
        d[0] *= c[1];
        return d;
    }

    // Swift, array.swift, Array.+: two arrays one after the other, of which the first three elements count.
    [Differentiable]
    public static double Concatenated(double[] a, double[] b)
    {
        double[] c = [.. a, .. b];
        return c[0] + (c[1] * c[2]);
    }

    // Swift, array.swift, Array.+=, identity: a list grown by one element an iteration.
    [Differentiable]
    public static double GrownList(ReadOnlySpan<double> x)
    {
        List<double> list = [];
        for (int i = 0; i < x.Length; i++)
        {
            list.Add(x[i] * (i + 1));
            list[0] += list[i];
        }

        double sum = 0;
        foreach (double v in list)
        {
            sum += v * v;
        }

        return sum;
    }

    // Swift, array.swift, Array.append: an element after a copy.
    [Differentiable]
    public static double Appended(double[] x, double element)
    {
        List<double> list = [.. x];
        list.Add(element);
        list.Add(element * list[0]);
        return list[^1] * list[^2];
    }

    // Swift, array.swift, Array.init(repeating:count:): one value ten times.
    [Differentiable]
    public static double Repeated(double x, int count)
    {
        double[] values = new double[count];
        Array.Fill(values, x * x);
        double sum = 0;
        foreach (double v in values)
        {
            sum += v;
        }

        return sum * x;
    }

    // Swift, storeborrow.swift and modify_accessor.swift: an element is changed in place by a function.
    [Differentiable]
    public static double ElementByReference(double[] x, double factor)
    {
        for (int i = 0; i < x.Length; i++)
        {
            MultiplyAssign(ref x[i], factor);
            MultiplyAssign(ref x[0], x[i]);
        }

        return x[0] + x[^1];
    }
}
