namespace AutoDiff.Gradients.Tests;

/// <summary>Two names for the same memory, and names that move from one memory to another.</summary>
public static partial class Aliases
{
    [Differentiable]
    public static double SwapInLoop(ReadOnlySpan<double> x, int steps)
    {
        double[] current = x.ToArray(), next = new double[x.Length];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < current.Length; i++)
            {
                next[i] = current[i] * current[(i + 1) % current.Length];
            }

            (current, next) = (next, current);
        }

        return current[0] + (2 * next[^1]);
    }

    [Differentiable]
    public static double SwapOfSpans(Span<double> a, Span<double> b, int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            a[t % a.Length] += b[0] * b[0];
            Span<double> third = a;
            a = b;
            b = third;
        }

        return a[0] - (3 * b[1]);
    }

    [Differentiable]
    public static double ThreeWayRotation(double[] a, double[] b, double[] c, int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            (a, b, c) = (b, c, a);
            a[0] *= c[1] + 1;
        }

        return a[0] * b[0] * c[0];
    }

    [Differentiable]
    public static double ConditionalSwap(double[] a, double[] b)
    {
        if (a[0] < b[0])
        {
            (a, b) = (b, a);
        }

        a[1] *= b[0];
        return (a[0] * a[1]) - b[1];
    }

    [Differentiable]
    public static double TwoLocalsOnOneArray(double[] x)
    {
        double[] a = x, b = a;
        a[0] *= b[1];
        b[1] *= a[0];
        return a[1] * b[0];
    }

    [Differentiable]
    public static double LocalsOnOneLocalArray(double x)
    {
        var a = new double[3];
        double[] b = a;
        a[0] = x;
        b[1] = a[0] * x;
        a[2] = b[1] * b[0];
        b = new double[2];
        b[0] = x;
        return a[2] + b[0] + b[1];
    }

    [Differentiable]
    public static double RowsOfJaggedExchanged(double[][] rows)
    {
        (rows[0], rows[1]) = (rows[1], rows[0]);
        rows[0][0] *= rows[1][1];
        return rows[0][0] + (rows[1][0] * rows[2][0]);
    }

    [Differentiable]
    public static double RowAliasedByRow(double[] x, int n)
    {
        double[][] rows = [x[..2], x[2..], new double[2]];
        for (int i = 0; i < n; i++)
        {
            rows[2] = rows[i % 2];
            rows[2][1] *= x[0];
        }

        return rows[0][1] + (2 * rows[1][1]) + rows[2][0];
    }

    [Differentiable]
    public static double AllRowsAreOne(double x)
    {
        double[] row = [x, x * x];
        double[][] rows = [row, row, row];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i][0] *= rows[2 - i][1];
        }

        return row[0];
    }

    [Differentiable]
    public static double ShrinkingSpan(ReadOnlySpan<double> s)
    {
        double product = 1, sum = 0;
        while (s.Length > 0)
        {
            product *= s[0];
            sum += product;
            s = s[1..];
        }

        return sum;
    }

    [Differentiable]
    public static void ShrinkingInPlace(Span<double> s)
    {
        while (s.Length > 1)
        {
            s[0] *= s[^1];
            s[^1] += s[0];
            s = s.Length % 2 == 0 ? s[1..] : s[..^1];
        }
    }

    [Differentiable]
    public static double HalvingSpan(ReadOnlySpan<double> s)
    {
        double sum = 0;
        while (s.Length > 1)
        {
            int half = s.Length / 2;
            sum += s[0] * s[half];
            s = s[half] > 0 ? s[..half] : s[half..];
        }

        return sum * s[0];
    }

    [Differentiable]
    public static double OverlappingSlicesRead(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> left = x[..^1], right = x[1..], middle = x[1..^1];
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        foreach (double v in middle)
        {
            sum += v * v * v;
        }

        return sum;
    }

    [Differentiable]
    public static void OverlappingSlicesWritten(Span<double> x)
    {
        Span<double> left = x[..^1], right = x[1..];
        for (int i = 0; i < left.Length; i++)
        {
            left[i] *= right[i];
            right[i] += left[i] * 0.5;
        }
    }

    [Differentiable]
    public static void CopyOntoItself(Span<double> x, int shift)
    {
        x[shift..].CopyTo(x);
        x[0] *= x[^1];
        x[..^shift].CopyTo(x[shift..]);
    }

    [Differentiable]
    public static double StackAllocInLoop(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Span<double> pair = stackalloc double[2];
            pair[0] = x[i];
            pair[1] = pair[0] * sum;
            Span<double> again = pair;
            again[0] *= pair[1] + 1;
            sum += again[0];
        }

        return sum;
    }

    [Differentiable]
    public static double StackAllocKept(ReadOnlySpan<double> x)
    {
        Span<double> last = stackalloc double[1];
        last[0] = 1;
        for (int i = 0; i < x.Length; i++)
        {
            Span<double> current = stackalloc double[1];
            current[0] = x[i] * last[0];
            last = current;
        }

        return last[0];
    }

    [Differentiable]
    public static double ArraysKeptFromLoop(double x, int n)
    {
        var kept = new double[n][];
        for (int i = 0; i < n; i++)
        {
            var row = new double[i + 1];
            row[i] = x * (i + 1);
            row[0] += x;
            kept[i] = row;
        }

        double product = 1;
        foreach (double[] row in kept)
        {
            foreach (double v in row)
            {
                product *= v + 0.5;
            }
        }

        return product;
    }

    [Differentiable]
    public static double ChosenArray(double[] a, double[] b, bool first)
    {
        double[] chosen = first ? a : b;
        chosen[0] *= a[1];
        double[] other = first ? b : a;
        other[1] += chosen[0] * b[0];
        return a[0] + (b[1] * a[1]);
    }

    [Differentiable]
    public static double ArrayAndItsSpan(double[] x)
    {
        Span<double> all = x, tail = x.AsSpan(1);
        x[1] *= all[0];
        tail[0] *= x[0];
        all[2] += tail[0];
        return tail[1] * x[1];
    }

    [Differentiable]
    public static double RefOnElement(double[] x, int i)
    {
        ref double element = ref x[i];
        element *= x[i] + 1;
        x[i] += element * x[0];
        element = ref x[0];
        element -= x[1];
        return x[0] * x[i];
    }

    [Differentiable]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i] * y[i];
        }

        return sum;
    }

    [Differentiable]
    public static double DotWithItself(ReadOnlySpan<double> x) => Dot(x, x) + Dot(x[1..], x[..^1]);

    [Differentiable]
    public static double PassedTwice(double[] x) => Combine(x, x) + Combine(x, x[..2]);

    [Differentiable]
    private static double Combine(double[] a, double[] b)
    {
        a[0] *= b[1];
        return a[0] * b[0];
    }

    [Differentiable]
    public static double ListSharedByTwoNames(ReadOnlySpan<double> x)
    {
        var a = new List<double>();
        List<double> b = a;
        foreach (double v in x)
        {
            a.Add(v);
            b[^1] *= b[0];
        }

        return b[^1] + (a.Count * a[0]);
    }
}
