using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>Patterns: each part of the value under test is read once, as often and in the order that C# reads it.</summary>
internal static partial class PatternParts
{
    public static partial class DeconstructOnce
    {
        public class D(int a)
        {
            public void Deconstruct(out int p, out int q)
            {
                Log.Add("d");
                p = a;
                q = 2;
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var p = new D(n);
            double r = p switch
            {
                (0, _) => x,
                (1, var b) => y * b,
                (2, 2) => x * y,
                (var a, _) => x * a
            };
            return r;
        }
    }

    public static partial class DeconstructOnceStmt
    {
        public class D(int a)
        {
            public void Deconstruct(out int p, out int q)
            {
                Log.Add("d");
                p = a;
                q = 2;
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var p = new D(n);
            switch (p)
            {
                case (0, _):
                    return x;
                case (1, var b):
                    return y * b;
                case (var a, 2) when a > 2:
                    return x * a;
                case (var a, _):
                    return y * a;
            }

            return 1;
        }
    }

    public static partial class DeconstructPropertyOnce
    {
        public class D(int a)
        {
            public int V
            {
                get
                {
                    Log.Add("g");
                    return a;
                }
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var p = new D(n);
            double r = p switch
            {
                { V: 0 } => x,
                { V: 1 } => y,
                { V: 2 } => x * y,
                { V: var v } => v * x
            };
            return r;
        }
    }

    public static partial class DeconstructPatternRecord
    {
        public record P(int A, int B);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var p = new P(n, 4);
            return p switch
            {
                (3, var b) => x * b,
                { A: < 1 } => y,
                P(_, _) q => x * q.A
            };
        }
    }

    public static partial class DeconstructOr
    {
        public class D(int a)
        {
            public void Deconstruct(out int p, out int q)
            {
                Log.Add("d");
                p = a;
                q = 2;
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var p = new D(n);
            return p is (0, _) or (2, 2) or (var _, 3) ? x : y;
        }
    }

    public static partial class PatternChangesMemory
    {
        private static bool Set(int[] a)
        {
            a[0] = 7;
            return false;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int[] a = [n, 3];
            return a switch
            {
                [1, _] when Set(a) => x,
                [3, 3] when Set(a) => y,
                [7, _] => x * y,
                [3, ..] => x - y,
                _ => x + y
            };
        }
    }

    public static partial class PatternTypeProp
    {
        public class A(int v)
        {
            public int V
            {
                get
                {
                    Log.Add("AV");
                    return v;
                }
            }

            public int W
            {
                get
                {
                    Log.Add("AW");
                    return 5;
                }
            }
        }

        public class B(int v)
        {
            public int V
            {
                get
                {
                    Log.Add("BV");
                    return v;
                }
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            object o = n > 1 ? new A(n) : new B(n);
            return o switch
            {
                A { V: 1 } => x,
                A { V: 3, W: 5 } => y,
                B { V: 0 } => x * y,
                A { V: var v } => v * x,
                B b => y * b.V,
                _ => 0
            };
        }
    }

    public static partial class PatternNestedProp
    {
        public class B(int v)
        {
            public int V
            {
                get
                {
                    Log.Add("V");
                    return v;
                }
            }
        }

        public class A(int v)
        {
            public B N
            {
                get
                {
                    Log.Add("N");
                    return new B(v);
                }
            }

            public int M
            {
                get
                {
                    Log.Add("M");
                    return 1;
                }
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var o = new A(n);
            return o switch
            {
                { N.V: 1 } => x,
                { N: { V: 3 } } => y,
                { N.V: < 0, M: 1 } => x * y,
                { M: 1, N.V: var k } => x * k,
                _ => 1
            };
        }
    }

    public static partial class PatternInLoop
    {
        public class A
        {
            public int V0;
            public int V
            {
                get
                {
                    Log.Add("V");
                    return V0;
                }
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            var o = new A();
            for (int i = 0; i < 4; i++)
            {
                s *= o switch
                {
                    { V: 0 } => x,
                    { V: 2 } => y,
                    { V: var v } => v * 0.5
                };
                o.V0 = i;
            }

            return s;
        }
    }

    public static partial class PatternIfAnd
    {
        public class D(int a)
        {
            public int V
            {
                get
                {
                    Log.Add("g");
                    return a;
                }
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var p = new D(n);
            if (p is { V: > 0 } and { V: < 3 } q && q.V == 2)
                return x * y;
            return y;
        }
    }

    public static partial class ListPatternCustom
    {
        public class L(int a)
        {
            public int Count
            {
                get
                {
                    Log.Add("c");
                    return 3;
                }
            }

            public int this[int i]
            {
                get
                {
                    Log.Add("i" + i);
                    return i == 0 ? a : 9;
                }
            }

            public int Slice(int a, int b)
            {
                Log.Add($"s{a},{b}");
                return b;
            }
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var l = new L(n);
            return l is [3, _, ..] ? x : l is [_, .. var r] and [.., 9] ? y * r : x * y;
        }
    }
}

public class PatternPartsTests
{
    [Fact]
    public void DeconstructOnce() => SeveralPoints.Agree(PatternParts.DeconstructOnce.F, (x, y, n, w, dw) => PatternParts.DeconstructOnce.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.DeconstructOnce.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void DeconstructOnceStmt() => SeveralPoints.Agree(PatternParts.DeconstructOnceStmt.F, (x, y, n, w, dw) => PatternParts.DeconstructOnceStmt.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.DeconstructOnceStmt.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void DeconstructPropertyOnce() => SeveralPoints.Agree(PatternParts.DeconstructPropertyOnce.F, (x, y, n, w, dw) => PatternParts.DeconstructPropertyOnce.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.DeconstructPropertyOnce.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void DeconstructPatternRecord() => SeveralPoints.Agree(PatternParts.DeconstructPatternRecord.F, (x, y, n, w, dw) => PatternParts.DeconstructPatternRecord.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.DeconstructPatternRecord.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void DeconstructOr() => SeveralPoints.Agree(PatternParts.DeconstructOr.F, (x, y, n, w, dw) => PatternParts.DeconstructOr.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.DeconstructOr.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void PatternChangesMemory() => SeveralPoints.Agree(PatternParts.PatternChangesMemory.F, (x, y, n, w, dw) => PatternParts.PatternChangesMemory.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.PatternChangesMemory.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void PatternTypeProp() => SeveralPoints.Agree(PatternParts.PatternTypeProp.F, (x, y, n, w, dw) => PatternParts.PatternTypeProp.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.PatternTypeProp.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void PatternNestedProp() => SeveralPoints.Agree(PatternParts.PatternNestedProp.F, (x, y, n, w, dw) => PatternParts.PatternNestedProp.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.PatternNestedProp.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void PatternInLoop() => SeveralPoints.Agree(PatternParts.PatternInLoop.F, (x, y, n, w, dw) => PatternParts.PatternInLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.PatternInLoop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void PatternIfAnd() => SeveralPoints.Agree(PatternParts.PatternIfAnd.F, (x, y, n, w, dw) => PatternParts.PatternIfAnd.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.PatternIfAnd.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ListPatternCustom() => SeveralPoints.Agree(PatternParts.ListPatternCustom.F, (x, y, n, w, dw) => PatternParts.ListPatternCustom.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => PatternParts.ListPatternCustom.FJvp(x, y, n, w, dx, dy, dw));
}
