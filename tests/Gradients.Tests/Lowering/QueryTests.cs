using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>Queries, and lambdas around what carries no derivative.</summary>
internal static partial class Queries
{
    public static partial class LambdaQuery
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            Func<int[], int> f = a => (
                from i in a
                where i > 1
                orderby i descending
                select i * n).Sum();
            return x * f([1, 2, 3]) + y;
        }
    }

    public static partial class QueryDirect
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int[] a = [1, 2, n];
            var q =
                from i in a
                where i > 1
                select i * 2;
            double s = 0;
            foreach (int i in q)
                s += i * x;
            return s * y;
        }
    }

    public static partial class QuerySum
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int[] a = [1, 2, n];
            int t = (
                from i in a
                let j = i + n
                where j > 1
                group j by j % 2 into g
                orderby g.Key
                select g.Sum()).First();
            return x * t * y;
        }
    }

    public static partial class QueryJoin
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int[] a = [1, 2], b = [2, 3];
            int t = (
                from i in a
                join j in b on i equals j
                select i + j).Sum();
            int u = (
                from i in a
                from j in b
                select i * j).Sum();
            return x * t + y * u;
        }
    }

    public static partial class LinqMethods
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int[] a = [1, 2, n];
            return x * a.Where(i => i > 1).Select(i => i * n).Sum() + y * a.Max();
        }
    }

    public static partial class LambdaTupleCapture
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var t = (n, 4);
            Func<int, int> f = i => i + t.Item1 * t.Item2;
            return x * f(2) * y;
        }
    }

    public static partial class LambdaCondext
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            Func<int[]?, int> f = a => a?.Count(i => i > 1) ?? -1;
            return x * f([1, 2, 3]) + y * f(null);
        }
    }

    public static partial class LambdaStop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double k = Gradient.Stop(x);
            Func<double> f = () => k * 2;
            double r = f();
            return y * (r - r + 1);
        }
    }

    public static partial class LambdaChecked
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            Func<int, int> f = i => i * 2000000;
            return x * (f(n) % 7) + y;
        }
    }
}

public class QueriesTests
{
    [Fact]
    public void LambdaQuery() => SeveralPoints.Agree(Queries.LambdaQuery.F, (x, y, n, w, dw) => Queries.LambdaQuery.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Queries.LambdaQuery.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void QueryDirect() => SeveralPoints.Agree(Queries.QueryDirect.F, (x, y, n, w, dw) => Queries.QueryDirect.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Queries.QueryDirect.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void QuerySum() => SeveralPoints.Agree(Queries.QuerySum.F, (x, y, n, w, dw) => Queries.QuerySum.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Queries.QuerySum.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void QueryJoin() => SeveralPoints.Agree(Queries.QueryJoin.F, (x, y, n, w, dw) => Queries.QueryJoin.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Queries.QueryJoin.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LinqMethods() => SeveralPoints.Agree(Queries.LinqMethods.F, (x, y, n, w, dw) => Queries.LinqMethods.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Queries.LinqMethods.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LambdaTupleCapture() => SeveralPoints.Agree(Queries.LambdaTupleCapture.F, (x, y, n, w, dw) => Queries.LambdaTupleCapture.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Queries.LambdaTupleCapture.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LambdaCondext() => SeveralPoints.Agree(Queries.LambdaCondext.F, (x, y, n, w, dw) => Queries.LambdaCondext.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Queries.LambdaCondext.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LambdaStop() => SeveralPoints.Agree(Queries.LambdaStop.F, (x, y, n, w, dw) => Queries.LambdaStop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Queries.LambdaStop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LambdaChecked() => SeveralPoints.Agree(Queries.LambdaChecked.F, (x, y, n, w, dw) => Queries.LambdaChecked.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Queries.LambdaChecked.FJvp(x, y, n, w, dx, dy, dw));
}
