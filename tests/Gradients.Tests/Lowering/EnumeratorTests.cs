using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>foreach over what has an enumerator, which is disposed by whatever way the loop is left.</summary>
internal static partial class Enumerators
{
    public static partial class ForeachEnumerableDispose
    {
        private static IEnumerable<int> It(int n)
        {
            try
            {
                for (int i = 0; i < n; i++)
                    yield return i;
            }

            finally
            {
                Log.Add("disposed");
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            foreach (int i in It(4))
            {
                s *= y;
                if (i == n)
                    break;
                s += i;
            }

            return s;
        }
    }

    public static partial class ForeachEnumerableThrow
    {
        private static IEnumerable<int> It(int n)
        {
            try
            {
                for (int i = 0; i < n; i++)
                    yield return i;
            }

            finally
            {
                Log.Add("disposed");
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            foreach (int i in It(4))
            {
                s *= y;
                if (i == n)
                    throw new InvalidOperationException();
                s += i;
            }

            return s;
        }
    }

    public static partial class ForeachEnumerableReturn
    {
        private static IEnumerable<int> It(int n)
        {
            try
            {
                for (int i = 0; i < n; i++)
                    yield return i;
            }

            finally
            {
                Log.Add("disposed" + n);
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            foreach (int i in It(9))
            {
                if (i == n)
                    return s * x;
                foreach (int j in It(2))
                {
                    if (j == 1 && i == 4)
                        continue;
                    s += w[i] * j * y;
                }
            }

            return s;
        }
    }

    public static partial class ForeachStructDispose
    {
        public readonly struct C(int n)
        {
            public E GetEnumerator() => new E(n);
            public struct E(int n) : IDisposable
            {
                private int i = -1;
                public int Current => i;

                public bool MoveNext() => ++i < n;
                public void Dispose() => Log.Add("d" + i);
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            foreach (int i in new C(4))
            {
                s *= y;
                if (i == n)
                    throw new InvalidOperationException();
                s += i * 0.5;
            }

            return s;
        }
    }

    public static partial class ForeachStructNodispose
    {
        public readonly struct C(int n)
        {
            public E GetEnumerator() => new E(n);
            public struct E(int n)
            {
                private int i = -1;
                public int Current => i;

                public bool MoveNext() => ++i < n;
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            foreach (int i in new C(4))
            {
                s *= y;
                s += i * 0.5;
                if (s > 8)
                    break;
            }

            return s;
        }
    }

    public static partial class ForeachClassMaybeDispose
    {
        public readonly struct C(int n)
        {
            public E GetEnumerator() => n > 3 ? new FF(n) : new E(n);
        }

        public class E(int n)
        {
            protected int i = -1;
            public int Current => i;

            public bool MoveNext() => ++i < n;
        }

        public class FF(int n) : E(n), IDisposable
        {
            public void Dispose() => Log.Add("d" + i);
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            foreach (int i in new C(4))
            {
                s *= y;
                if (i == n)
                    throw new InvalidOperationException();
                s += i * 0.5;
            }

            return s;
        }
    }

    public static partial class ForeachRefstruct
    {
        public readonly struct C(int n)
        {
            public E GetEnumerator() => new E(n);
            public ref struct E(int n)
            {
                private int i = -1;
                public int Current => i;

                public bool MoveNext() => ++i < n;
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            foreach (int i in new C(4))
            {
                s *= y;
                s += i;
            }

            return s;
        }
    }

    public static partial class ForeachDictionary
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var d = new Dictionary<string, int>
            {
                ["a"] = 1,
                ["bc"] = 2
            };
            double s = x;
            foreach (var (k, v) in d)
                s += k.Length * v * y;
            foreach (KeyValuePair<string, int> p in d)
                s *= p.Value;
            return s;
        }
    }

    public static partial class ForeachString
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            foreach (char c in "abc")
            {
                if (c == 'b')
                    continue;
                s += (c - 'a') * y;
            }

            return s;
        }
    }

    public static partial class ForeachTupleList
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var l = new List<(double A, int B)>
            {
                (x, 1),
                (y, 2)
            };
            double s = 0;
            foreach (var (a, b) in l)
                s += a * b;
            foreach (var t in l)
                s *= t.A;
            return s;
        }
    }

    public static partial class ForeachRef
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            foreach (ref double v in w)
            {
                v *= x;
                v += y;
            }

            double s = 0;
            foreach (ref readonly double v in w)
                s += v * v;
            return s;
        }
    }

    public static partial class ForeachArrayOfInts
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = 0;
            foreach (long i in new[]
            {
                1,
                2,
                n
            }

            )
                s += i * x;
            foreach (double d in new[]
            {
                1,
                n
            }

            )
                s += d * y;
            return s;
        }
    }

    public static partial class ForeachTupleAssignLoopvar
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = 1;
            foreach (var v in w)
            {
                double t = v;
                t *= x;
                s *= t + y;
            }

            return s;
        }
    }

    public static partial class ForeachQueue
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var q = new Queue<int>();
            q.Enqueue(1);
            q.Enqueue(n);
            double s = 0;
            foreach (int i in q)
                s += i * x;
            while (q.Count > 0)
                s *= q.Dequeue() + y;
            return s;
        }
    }
}

public class EnumeratorsTests
{
    [Fact]
    public void ForeachEnumerableDispose() => SeveralPoints.Agree(Enumerators.ForeachEnumerableDispose.F, (x, y, n, w, dw) => Enumerators.ForeachEnumerableDispose.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachEnumerableDispose.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachEnumerableThrow() => SeveralPoints.Agree(Enumerators.ForeachEnumerableThrow.F, (x, y, n, w, dw) => Enumerators.ForeachEnumerableThrow.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachEnumerableThrow.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachEnumerableReturn() => SeveralPoints.Agree(Enumerators.ForeachEnumerableReturn.F, (x, y, n, w, dw) => Enumerators.ForeachEnumerableReturn.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachEnumerableReturn.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachStructDispose() => SeveralPoints.Agree(Enumerators.ForeachStructDispose.F, (x, y, n, w, dw) => Enumerators.ForeachStructDispose.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachStructDispose.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachStructNodispose() => SeveralPoints.Agree(Enumerators.ForeachStructNodispose.F, (x, y, n, w, dw) => Enumerators.ForeachStructNodispose.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachStructNodispose.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachClassMaybeDispose() => SeveralPoints.Agree(Enumerators.ForeachClassMaybeDispose.F, (x, y, n, w, dw) => Enumerators.ForeachClassMaybeDispose.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachClassMaybeDispose.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachRefstruct() => SeveralPoints.Agree(Enumerators.ForeachRefstruct.F, (x, y, n, w, dw) => Enumerators.ForeachRefstruct.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachRefstruct.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachDictionary() => SeveralPoints.Agree(Enumerators.ForeachDictionary.F, (x, y, n, w, dw) => Enumerators.ForeachDictionary.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachDictionary.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachString() => SeveralPoints.Agree(Enumerators.ForeachString.F, (x, y, n, w, dw) => Enumerators.ForeachString.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachString.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachTupleList() => SeveralPoints.Agree(Enumerators.ForeachTupleList.F, (x, y, n, w, dw) => Enumerators.ForeachTupleList.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachTupleList.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachRef() => SeveralPoints.Agree(Enumerators.ForeachRef.F, (x, y, n, w, dw) => Enumerators.ForeachRef.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachRef.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachArrayOfInts() => SeveralPoints.Agree(Enumerators.ForeachArrayOfInts.F, (x, y, n, w, dw) => Enumerators.ForeachArrayOfInts.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachArrayOfInts.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachTupleAssignLoopvar() => SeveralPoints.Agree(Enumerators.ForeachTupleAssignLoopvar.F, (x, y, n, w, dw) => Enumerators.ForeachTupleAssignLoopvar.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachTupleAssignLoopvar.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ForeachQueue() => SeveralPoints.Agree(Enumerators.ForeachQueue.F, (x, y, n, w, dw) => Enumerators.ForeachQueue.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Enumerators.ForeachQueue.FJvp(x, y, n, w, dx, dy, dw));
}
