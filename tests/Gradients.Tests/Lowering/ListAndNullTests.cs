using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>Lists of tuples that grow in a loop, and references that may be null.</summary>
internal static partial class ListsAndNulls
{
    public static partial class ListTuple
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var l = new List<(double A, int K)>();
            for (int i = 0; i < 3; i++)
                l.Add((x * i, i));
            l[1] = (y, 5);
            double s = 0;
            foreach (var t in l)
                s += t.A * t.K;
            return s;
        }
    }

    public static partial class ArrayEqNull
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[]? a = n > 1 ? [x] : null;
            return a == null ? y : a[0] * a.Length;
        }
    }

    public static partial class ListInLoops
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var l = new List<double>();
            for (int i = 0; i < 4; i++)
            {
                l.Add(x * i);
                if (i == 2)
                {
                    l.RemoveAt(0);
                    continue;
                }

                l[^1] += y;
                while (l.Count > 3)
                    l.RemoveAt(l.Count - 1);
            }

            double s = 1;
            foreach (double v in l)
                s += v * s;
            return s;
        }
    }

    public static partial class ListTuplesLoop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var l = new List<(double A, double B)>();
            for (int i = 0; i < 4; i++)
            {
                l.Add((x * i, y));
                if (i > 1)
                    l[i - 1] = (l[i].A, l[i - 1].B * 2);
            }

            l.RemoveAt(1);
            double s = 0;
            foreach (var (a, b) in l)
                s += a * b;
            return s * l[0].B;
        }
    }

    public static partial class ListSpanLoop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var l = new List<double>
            {
                x,
                y
            };
            double s = 0;
            for (int i = 0; i < 3; i++)
            {
                Span<double> v = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(l);
                v[0] *= y;
                s += v[^1] * v.Length;
                l.Add(s);
            }

            return s * l[0];
        }
    }

    public static partial class ArrayNullTests
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[]? a = n > 1 ? [x, y] : null;
            double[]? b = a;
            if (a != null && a == b)
                a[0] *= 2;
            return a is null ? y : b![0] * a[1];
        }
    }

    public static partial class ListNull
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            List<double>? l = n > 1 ? new()
            {
                x
            }

            : null;
            return l == null ? y * y : l[0] * x;
        }
    }

    public static partial class CondCollections
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[] a = n > 1 ? [x, y] : [y];
            Span<double> s = n > 2 ? [x] : w;
            List<double> l = n switch
            {
                0 => [x],
                1 => [],
                _ => [y, x]
            };
            return a[0] * (s.Length > 0 ? s[0] : 1) + l.Count * x;
        }
    }

    public static partial class JaggedNullRows
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[]?[] j = new double[3][];
            j[1] = [x, y];
            double s = 0;
            foreach (var r in j)
            {
                if (r == null)
                {
                    s += 1;
                    continue;
                }

                s += r[0] * r[1];
            }

            return s * x;
        }
    }
}

public class ListsAndNullsTests
{
    [Fact]
    public void ListTuple() => SeveralPoints.Agree(ListsAndNulls.ListTuple.F, (x, y, n, w, dw) => ListsAndNulls.ListTuple.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListsAndNulls.ListTuple.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ArrayEqNull() => SeveralPoints.Agree(ListsAndNulls.ArrayEqNull.F, (x, y, n, w, dw) => ListsAndNulls.ArrayEqNull.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListsAndNulls.ArrayEqNull.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListInLoops() => SeveralPoints.Agree(ListsAndNulls.ListInLoops.F, (x, y, n, w, dw) => ListsAndNulls.ListInLoops.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListsAndNulls.ListInLoops.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListTuplesLoop() => SeveralPoints.Agree(ListsAndNulls.ListTuplesLoop.F, (x, y, n, w, dw) => ListsAndNulls.ListTuplesLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListsAndNulls.ListTuplesLoop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListSpanLoop() => SeveralPoints.Agree(ListsAndNulls.ListSpanLoop.F, (x, y, n, w, dw) => ListsAndNulls.ListSpanLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListsAndNulls.ListSpanLoop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ArrayNullTests() => SeveralPoints.Agree(ListsAndNulls.ArrayNullTests.F, (x, y, n, w, dw) => ListsAndNulls.ArrayNullTests.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListsAndNulls.ArrayNullTests.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListNull() => SeveralPoints.Agree(ListsAndNulls.ListNull.F, (x, y, n, w, dw) => ListsAndNulls.ListNull.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListsAndNulls.ListNull.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void CondCollections() => SeveralPoints.Agree(ListsAndNulls.CondCollections.F, (x, y, n, w, dw) => ListsAndNulls.CondCollections.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListsAndNulls.CondCollections.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void JaggedNullRows() => SeveralPoints.Agree(ListsAndNulls.JaggedNullRows.F, (x, y, n, w, dw) => ListsAndNulls.JaggedNullRows.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListsAndNulls.JaggedNullRows.FJvp(x, y, n, w, dx, dy, dw));
}
