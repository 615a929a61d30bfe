using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Ways to copy, move and grow arrays and lists.</summary>
public static partial class CopyOperations
{
    [Differentiable]
    public static double Clones(double[] x)
    {
        double[] y = (double[])x.Clone();
        var z = x.Clone() as double[];
        double[,] m = new double[2, 2];
        m[0, 1] = x[0] * x[1];
        var n = (double[,])m.Clone();
        m[0, 1] = 7;
        for (int i = 0; i < y.Length; i++)
        {
            y[i] *= z![i];
            z[i] = 0;
        }

        return y[0] + 2 * y[1] + 3 * y[2] + n[0, 1] + x[0];
    }

    [Differentiable]
    public static double JaggedClone(double[] x)
    {
        double[][] rows = [[x[0], 2], [x[1], x[2]]];
        var copy = (double[][])rows.Clone();
        (copy[0], copy[1]) = (copy[1], copy[0]);
        copy[0][0] *= copy[1][0];
        return rows[1][0] * rows[0][0] + copy[0][1];
    }

    // The copy is active, what it is a copy of isn't.
    [Differentiable]
    public static double CopyOfAConstant([NoGradient] ReadOnlySpan<double> start, ReadOnlySpan<double> x)
    {
        double[] state = start.ToArray();
        for (int i = 0; i < state.Length; i++)
        {
            state[i] *= x[i] * x[i];
        }

        return state[0] * state[1] + state[2];
    }

    [Differentiable]
    public static double Spreads(double[] x, double s)
    {
        double[] a = [s, .. x, .. x[1..], s * s];
        List<double> l = [.. a, 2 * s];
        ReadOnlySpan<double> r = [.. l, .. a];
        a[0] = 0;
        double sum = 0;
        for (int i = 0; i < r.Length; i++)
        {
            sum += r[i] * r[i] * (i + 1);
        }

        return sum + l.Count;
    }

    [Differentiable]
    public static double SpreadOfFloats(float[] x)
    {
        double[] wide = [.. x, 1];
        double product = 1;
        foreach (double v in wide)
        {
            product *= v;
        }

        return product;
    }

    [Differentiable]
    public static double Lists(double[] x, double s)
    {
        var a = new List<double>(x) { s };
        var b = new List<double>(a);
        a[0] = s * s;
        b.AddRange(x);
        b.AddRange(a);
        b.RemoveRange(1, 2);
        b.Reverse();
        List<double> c = b.GetRange(1, 3);
        c.Insert(1, s * x[0]);
        double[] d = new double[c.Count + 1];
        c.CopyTo(d, 1);
        double sum = 0;
        for (int i = 0; i < d.Length; i++)
        {
            sum += (i + 1) * d[i] * d[i];
        }

        return sum + b[^1] * b[0];
    }

    [Differentiable]
    public static double ListOfTuples(double x, double y)
    {
        List<(double A, double B)> l = [(x, y), (y * y, 2)];
        l.Add((x * y, x));
        l.Insert(1, (y, x));
        l[2] = (l[0].A * l[1].B, l[3].A);
        l.RemoveAt(0);
        double sum = 0;
        foreach ((double a, double b) in l)
        {
            sum = sum * 0.5 + a * a * b;
        }

        return sum;
    }

    [Differentiable]
    public static double ArrayCopies(double[] x, double[] y)
    {
        Array.Copy(x, y, 2);
        Array.Copy(x, 1, y, 2, 2);
        Array.Copy(y, 0, y, 1, 3);
        double[] z = new double[5];
        x.CopyTo(z, 1);
        Array.Reverse(z);
        Array.Reverse(y, 1, 2);
        z.AsSpan(1, 3).Reverse();
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            sum += y[i] * z[i] * (i + 1);
        }

        Array.Clear(y, 0, 1);
        Array.Fill(y, sum, 2, 1);
        return sum;
    }

    [Differentiable]
    public static double Resized(double[] x)
    {
        double[] y = x[..2];
        Array.Resize(ref y, 4);
        y[3] = y[0] * y[1];
        double[] same = y;
        Array.Resize(ref y, 4);
        same[3] *= y[3];
        Array.Resize(ref y, 1);
        return y[0] * same[3] * x[^1];
    }

    [Differentiable]
    public static double TryCopies(ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = x.TryCopyTo(y) ? 1 : 2;
        sum *= x.TryCopyTo(y[1..]) ? 10 : 20;
        return sum * y[0] * y[^1];
    }

    [Differentiable]
    public static double Ranges(double[] x, int from)
    {
        double[] a = x[from..];
        double[] b = x[..^from];
        double[] c = x.AsSpan()[from..^from].ToArray();
        double[] d = x.ToArray();
        List<double> e = x.ToList();
        a[0] *= 2;
        e[0] = a[0] * b[0];
        d[^1] = e[0] * c[0];
        return a[0] * b[0] + d[^1] + e[0] * e[^1] + x[0];
    }

    [Differentiable]
    public static double RectangularClear(double[] x)
    {
        double[,] m = { { x[0], x[1] }, { 1, x[2] } };
        double before = m[0, 0] * m[1, 1];
        Array.Clear(m);
        m[0, 1] += x[0];
        return before + m[0, 1] * m[0, 1] + m[0, 0];
    }
}

public class CopyTests
{
    private static readonly double[] s_x = [0.5, -1.25, 2, 0.75];

    [Fact]
    public void Clones() => GradientAssert.Agrees(s_x, CopyOperations.Clones, (x, dx) => CopyOperations.ClonesGradient(x, dx));

    [Fact]
    public void A_clone_of_a_jagged_array_shares_its_rows() =>
        GradientAssert.Agrees(s_x, CopyOperations.JaggedClone, (x, dx) => CopyOperations.JaggedCloneGradient(x, dx));

    [Fact]
    public void Spreads() => GradientAssert.Agrees([1.5], [s_x], (s, b) => CopyOperations.Spreads(b[0], s[0]), (s, b, d) =>
    {
        var (value, ds) = CopyOperations.SpreadsGradient(b[0], s[0], d[0]);
        return (value, [ds]);
    });

    [Fact]
    public void A_spread_that_converts()
    {
        float[] x = [2, 3, 4], dx = new float[3];
        Assert.Equal(24, CopyOperations.SpreadOfFloatsGradient(x, dx));
        Assert.Equal([12, 8, 6], dx);
    }

    [Fact]
    public void Lists() => GradientAssert.Agrees([1.5], [s_x], (s, b) => CopyOperations.Lists(b[0], s[0]), (s, b, d) =>
    {
        var (value, ds) = CopyOperations.ListsGradient(b[0], s[0], d[0]);
        return (value, [ds]);
    });

    [Fact]
    public void A_list_of_tuples() => GradientAssert.Agrees([1.5, -0.5], [], (s, _) => CopyOperations.ListOfTuples(s[0], s[1]), (s, _, _) =>
    {
        var (value, dx, dy) = CopyOperations.ListOfTuplesGradient(s[0], s[1]);
        return (value, [dx, dy]);
    });

    [Fact]
    public void Array_copies() => GradientAssert.Agrees(
        s_x, [1, 2, 3, 4], CopyOperations.ArrayCopies, (x, y, dx, dy) => CopyOperations.ArrayCopiesGradient(x, y, dx, dy));

    [Fact]
    public void A_copy_of_a_constant_buffer() => GradientAssert.Agrees(
        s_x, x => CopyOperations.CopyOfAConstant([2, 3, 4], x), (x, dx) => CopyOperations.CopyOfAConstantGradient([2, 3, 4], x, dx));

    [Fact]
    public void Resized_arrays() => GradientAssert.Agrees(s_x, CopyOperations.Resized, (x, dx) => CopyOperations.ResizedGradient(x, dx));

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(3)]
    public void Copies_that_may_not_fit(int length) => GradientAssert.Agrees(
        s_x, [.. Enumerable.Range(1, length).Select(i => (double)i)], (x, y) => CopyOperations.TryCopies(x, y), (x, y, dx, dy) => CopyOperations.TryCopiesGradient(x, y, dx, dy));

    [Fact]
    public void Ranges() => GradientAssert.Agrees(s_x, x => CopyOperations.Ranges(x, 1), (x, dx) => CopyOperations.RangesGradient(x, 1, dx));

    [Fact]
    public void A_cleared_rectangle() =>
        GradientAssert.Agrees(s_x, CopyOperations.RectangularClear, (x, dx) => CopyOperations.RectangularClearGradient(x, dx));
}
