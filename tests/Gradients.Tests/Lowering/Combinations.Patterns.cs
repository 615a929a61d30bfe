#nullable disable
using System.Numerics;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering.Combined;

/// <summary>Deconstruction, patterns, generic local functions, loops.</summary>
internal static partial class Combinations
{
    public static partial class DeconstructedRecord
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var s = new Shape(x, y, n)
            {
                Scale = y
            };
            var (a, b, k) = s;
            var (c, (d, e), f) = (a * b, (b, k), s.Area);
            s = s with
            {
                W = s.H,
                Scale = s.Extra * 2
            };
            return a * b + k * c * d + f + s.Area * s.Extra;
        }
    }

    public static partial class DeconstructedInterval
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var iv = new Iv(x, y) * (n - 1);
            double s = 0;
            for (int i = 0; i < 3; i++)
            {
                (double m, var r, _) = iv;
                s += m * r;
                iv = iv - new Iv(s * 0.1, 0.2) * -0.5;
                if (iv is ( > 1, var rr, 3) && rr > 0.3)
                    s *= rr;
            }

            return s + iv.Mid;
        }
    }

    public static partial class SwitchOverFigures
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            Fig f = n > 2 ? new Circle(x)
            {
                K = y
            }

            : n > 0 ? new Box(x, y) : new Box(y, y)
            {
                K = x
            };
            double s = f switch
            {
                Circle { R: > 0.5 } c => c.Area * c.R,
                Circle(var r) => r,
                Box(var a, _) { K: 1 } b => a * b.Area,
                Box(var p) => p * p,
                _ => 0
            };
            return s * f.Area;
        }
    }

    public static partial class DeconstructByExtension
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var nd = new Nd(x)
            {
                Kids = y
            };
            var (a, b) = nd;
            (nd.V, nd.Kids) = nd;
            foreach (var (p, q) in new[]
            {
                nd,
                new Nd(a * b)
            }

            )
                a += p * p + q;
            return a * nd.V;
        }
    }

    public static partial class ConditionalAccessChain
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            Nd a = new Nd(x)
            {
                Next = n > 2 ? new Nd(y) : null
            };
            double s = a.Next?.Next?.V ?? a.Next?.V ?? x * y;
            if (a.Next?.V > 1)
                s *= 2;
            if (a.Next?.V is > 1 and var v)
                s *= v;
            if (a?.Next?.Kids == 0)
                s += a.Next.V;
            if (a.Next?.V is double d && d < 3)
                s *= d;
            if (a.Next?.V != 17.5)
                s += 1;
            return s * s;
        }
    }

    public static partial class GenericsInLocalFunction
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            T Twice<T>(T a, Func<T, T> dummy = null)
                where T : IFloatingPointIeee754<T>
            {
                T H(T b) => b + b;
                return H(a) * a;
            }

            float f = (float)n;
            double s = Twice(x) + Twice(y) * Twice(f);
            return s * x.Cube() + Ext.Cube((double)f * y);
        }
    }

    public static partial class GenericLocalFunctionOnArray
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            V At<V>(V[] a, int i) => a[(i % a.Length + a.Length) % a.Length];
            void Set<V>(V[] a, int i, V v)
            {
                a[i] = v;
            }

            double[] d = [x, y];
            int[] k = [1, 2, 3];
            Set(d, 0, d[1] * At(d, n));
            Set(k, 0, n);
            return At(d, 0) * At(d, 1) * At(k, 0);
        }
    }

    public static partial class EqualityOperators
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new Iv(x, y);
            var b = a;
            b.Hi *= 2;
            double s = 0;
            if (a == b)
                s += b.Hi * a.Hi;
            b.Lo++;
            if (a != b)
                s *= b.Lo;
            (a, b) = (b, a);
            return s * a.Lo + b.Hi;
        }
    }

    public static partial class StructCopy
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var arr = new Iv[2];
            arr[0] = new(x, y);
            Iv c = arr[0];
            c.Lo *= 3;
            arr[1] = c;
            arr[0].Hi += c.Lo;
            ref Iv r = ref arr[n & 1];
            r = r * 2;
            r.Lo -= 1;
            Iv[] ar2 = (Iv[])arr.Clone();
            ar2[0].Lo = 5;
            return arr[0].Lo * arr[1].Hi + ar2[1].Lo * arr[0].Hi;
        }
    }

    public static partial class ListOfIntervals
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var l = new List<Iv>();
            for (int i = 0; i < 3; i++)
                l.Add(new Iv(x * i, y));
            l[1] = l[0] * 2;
            l[n & 1] = l[2];
            var t = l[0];
            t.Lo = 9;
            double s = 0;
            foreach (var v in l)
                s += v.Lo * v.Hi * (s + 1);
            l.RemoveAt(0);
            l.Insert(1, new(s, x));
            for (int i = l.Count; i-- > 0;)
                s += l[i].Mid * i;
            return s;
        }
    }

    public static partial class AssignmentInCondition
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double a, b;
            if ((a = x * y) > 0.5 && (b = a * a) < 3)
                return a * b;
            b = (a += 1) > 1 ? (a *= y) : (y = a) * 2;
            return a * b + y;
        }
    }

    public static partial class NestedSwitchExpressions
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            return (n switch
            {
                < 0 => x,
                0 or 1 => y switch
                {
                    > 0 => x * y,
                    _ => -x
                },
                _ => (x * y) switch
                {
                    > 1 and < 100 => Math.Log(x * y + 1),
                    var z when z < 0 => z * z,
                    _ => 1 + x
                }
            }) * y;
        }
    }

    public static partial class TupleSwap
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var t = (x, y, k: n);
            (t.x, t.y) = (t.y * 2, t.x);
            t.k++;
            (double, double) u = (t.x, t.k);
            (u.Item1, u.Item2) = (u.Item2, u.Item1);
            (w.Length > 1 ? ref w[0] : ref t.x) = u.Item1 * t.y;
            return t.x * u.Item2 + (w.Length > 0 ? w[0] : 0) + u.Item1;
        }
    }

    public static partial class WhileTrueBreaks
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            int k = 0;
            while (true)
            {
                if (++k > 6)
                    break;
                if (k % 3 == 1)
                {
                    s += y * k;
                    continue;
                }

                if (s > 4)
                {
                    s *= 0.5;
                    if (k > 4)
                        return s * y;
                    continue;
                }

                for (; ; )
                {
                    s = Math.Abs(s) * 1.3 + 0.2;
                    if (s > 3 || k == 5)
                        break;
                }
            }

            return s + k;
        }
    }

    public static partial class ClosureCounter
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            int calls = 0;
            double G(double v)
            {
                calls++;
                return v * calls + x;
            }

            double s = G(y) * G(G(x));
            s += G(s);
            return s * calls;
        }
    }

    public static partial class ArrayOperations
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[] a = new double[4];
            Array.Fill(a, x);
            a[1] *= y;
            Array.Reverse(a);
            double[] b = a[1..3];
            b[0] += a[2];
            Array.Copy(a, 0, a, 1, 3);
            a.AsSpan(0, 2).Fill(b[1]);
            Array.Clear(a, 3, 1);
            Array.Resize(ref b, 3);
            b[2] = a[2] * b[0];
            return a[0] * a[2] + b[2] * b[1] + a[3];
        }
    }

    public static partial class CheckedLoop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = 0;
            unchecked
            {
                uint h = 17;
                for (byte i = 250; i != 3; i++)
                {
                    h = h * 31 + i;
                    s += x * (h % 7) * y;
                }
            }

            long q = n;
            q <<= 2;
            return s * (q ^ 3) + (~n & 5) * x;
        }
    }

    public static partial class GenericRecursive
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            T Rep<T>(T a, Func<T, T> f = null)
            {
                T Inner<U>(U u, T t) => t;
                return Inner(3, Inner("a", a));
            }

            return Rep(s) * Rep(y);
        }
    }
}
