#nullable disable
using System.Numerics;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering.Combined;

/// <summary>Local functions, recursion, dispatch, references and null.</summary>
internal static partial class Combinations
{
    public static partial class NestedLocalFunctions
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = y;
            double Outer(double a)
            {
                double Inner(double b)
                {
                    s += b * a;
                    return s * b;
                }

                return Inner(a) + Inner(a * y);
            }

            for (int i = 0; i < 3; i++)
                x += 0.1 * Outer(x);
            return s * x;
        }
    }

    public static partial class LocalFunctionWithReference
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            void Bump(ref double a, in double b, out double c)
            {
                c = a * b;
                a += c;
            }

            double z = x;
            Bump(ref z, y, out var q);
            Bump(ref z, z, out q);
            if (w.Length > 1)
                Bump(ref w[0], w[1], out w[1]);
            return q * z;
        }
    }

    public static partial class ConditionalChain
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x > 0 ? y > 0 ? x * y : x / (y - 3) : y > 0 ? (x += 1) * y : (y *= 2) * x;
            return s + x * y;
        }
    }

    public static partial class SideEffectsInArguments
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            static double G(double a, double b, double c) => a * b + c * c;
            return G(x++, x *= y, x) + G(c: x -= 1, a: y++, b: y);
        }
    }

    public static partial class NamedArgumentsOfStruct
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double G(double a, V2 v, double c = 2) => a * v.X + c * v.Y;
            return G(c: x, v: new(y, x), a: y * x) + G(v: x, a: y);
        }
    }

    public static partial class VirtualCalls
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var net = new Net();
            net.Ls.Add(new Layer { W = x, Bias = y });
            net.Ls.Add(new Sq { U = y });
            if (n > 2)
                net.Ls.Add(net.Ls[0]);
            net.Ls[1].Bias = x * y;
            return net.Go(x) + net.Ls[0].Act(y);
        }
    }

    public static partial class TreeByLoop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var t = TreeN.Make(x, n & 1);
            t.V *= y;
            return t.Sum * t.Sum + t.V;
        }
    }

    public static partial class TreeByRecursion
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var t = TreeN.Make(x, n & 1);
            if (t.L != null)
                t.L.L = new TreeN(y);
            return t.Rec() * y;
        }
    }

    public static partial class ComplexPower
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var z = new Cplx(x * 0.5, y * 0.5);
            var c = Cplx.One;
            int i = 0;
            for (; i < 5 && c.Abs2 < 50; i++)
                c = c * z + Cplx.I;
            return c.Abs2 + (c * c).Re * i;
        }
    }

    public static partial class Matrices
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var m = new Mat(2);
            m[0, 0] = x;
            m[1, 1] = y;
            m[0, 1] += x * y;
            m[1, 0]--;
            var p = m * m * m;
            p[1, 1] *= 2;
            return p[0, 0] + p[1, 1] * p[0, 1];
        }
    }

    public static partial class ReferenceProperties
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var m = new Mat(2);
            m.First = x;
            m.At(1) = y;
            m.First *= m.At(1);
            ref double q = ref m.At(3);
            q += x;
            q *= q;
            return m[0, 0] + m[1, 1] * m.First;
        }
    }

    public static partial class ConditionalAccess
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            TreeN t = n > 2 ? new TreeN(x) : null;
            double s = t?.V ?? y;
            TreeN u = t?.L ?? new TreeN(y);
            t = u?.R;
            if (t?.V > 3)
                s *= 2;
            u.R ??= new TreeN(x * y);
            return s * u.V * u.R.V;
        }
    }

    public static partial class ConditionalCall
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            TreeN t = n > 2 ? TreeN.Make(x, 1) : null;
            double s = (t?.Sum ?? 1) * y + (t?.L?.V ?? x);
            t?.L.L?.Rec();
            return s * s;
        }
    }

    public static partial class GenericLocalFunction
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            T Pick<T>(bool c, T a, T b) => c ? a : b;
            double s = Pick(n > 2, x * y, y);
            int k = Pick(n > 0, 2, 3);
            return s * k;
        }
    }

    public static partial class InterfaceLike
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            object o = (n, n + 1);
            double s = x;
            if (o is (int a, int b))
                s *= a + b;
            if (o is (_, > 3))
                s += y;
            return o switch
            {
                (1, _) => s,
                (int p, 4) => s * p * y,
                _ => s * s
            };
        }
    }

    public static partial class StructInArray
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var zs = new Cplx[w.Length + 1];
            zs[0] = new(x, y);
            for (int i = 0; i < w.Length; i++)
                zs[i + 1] = zs[i] * new Cplx(w[i], 0.5);
            var last = zs[^1];
            (zs[0], zs[^1]) = (last, zs[0] * last);
            return zs[0].Re + zs[^1].Im;
        }
    }

    public static partial class ArrayOfClasses
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var ls = new[]
            {
                new TreeN(x),
                new TreeN(y)
            };
            ls[n & 1].V *= 2;
            (ls[0], ls[1]) = (ls[1], ls[0]);
            ls[0].L = ls[1];
            ls[1].V += ls[0].V;
            return ls[0].L.V * ls[0].V;
        }
    }

    public static partial class ObjectInLoop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            TreeN t = new(x);
            for (int i = 0; i < 4; i++)
            {
                var u = new TreeN(t.V * y + 0.1)
                {
                    L = t
                };
                if (i == n)
                    break;
                t = u;
            }

            double s = 0;
            for (var c = t; c != null; c = c.L)
                s = s * 0.5 + c.V;
            return s;
        }
    }

    public static partial class StaticMethodOfStruct
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            static Cplx Sq(in Cplx z) => z * z;
            Cplx z = new(x, y);
            for (int i = 0; i < 3; i++)
                z = i % 2 == 0 ? Sq(z) : Sq(Sq(z) + Cplx.One);
            return z.Re / (1 + z.Abs2);
        }
    }

    public static partial class StructByReference
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            static void Norm(ref Mat m, double k)
            {
                for (int i = 0; i < m.D.Length; i++)
                    m.D[i] *= k;
                m.D[0] += k;
                if (m.N > 5)
                    m = default;
            }

            var m = new Mat(2);
            m[0, 1] = x;
            Norm(ref m, y);
            Norm(ref m, x);
            return m[0, 0] * m[0, 1];
        }
    }
}
