#nullable disable
using System.Numerics;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering.Combined;

[Differentiable]
internal partial struct V2(double x, double y)
{
    public double X = x, Y = y;
    public double Norm
    {
        get => Math.Sqrt(X * X + Y * Y + 1);
        set
        {
            double k = value / Norm;
            X *= k;
            Y *= k;
        }
    }

    public double this[int i]
    {
        get => i == 0 ? X : Y;
        set
        {
            if (i == 0)
                X = value;
            else
                Y = value;
        }
    }

    public static V2 operator +(V2 a, V2 b) => new(a.X + b.X, a.Y + b.Y);
    public static V2 operator *(V2 a, double k) => new(a.X * k, a.Y * k);
    public static V2 operator ++(V2 a) => new(a.X + 1, a.Y * 2);
    public static V2 operator -(V2 a) => new(-a.X, -a.Y);
    public static bool operator >(V2 a, V2 b) => a.X > b.X;
    public static bool operator <(V2 a, V2 b) => a.X < b.X;
    public static implicit operator V2(double d) => new(d, d * d);
    public static explicit operator double(V2 v) => v.X - v.Y;
    public void Deconstruct(out double a, out double b)
    {
        a = X;
        b = Y * X;
    }

    public double Dot(V2 o) => X * o.X + Y * o.Y;
    public V2 Scale(double k)
    {
        X *= k;
        Y += k;
        return this;
    }

    public static bool operator true(V2 v) => v.X > 0;
    public static bool operator false(V2 v) => v.X <= 0;
}

[Differentiable]
internal partial class Acc
{
    public double Sum;
    public double[] Hist = new double[3];
    public int N;
    public List<V2> Items { get; } = new();

    public double Add(double v)
    {
        Sum += v;
        Hist[N % 3] += v * Sum;
        N++;
        return Sum;
    }

    public double Last => Hist[(N + 2) % 3];
    public double Prop { get; set; }
    public double Twice { get => Prop * 2; set => Prop = value * Sum; }
}

[Differentiable]
internal sealed partial record Rec(double A, V2 B)
{
    public double C { get; init; } = A * 2;
    public double Area => A * B.X;
}

[Differentiable]
internal partial record struct RS(double A, double B)
{
    public readonly RS Swap() => new(B, A * B);
    public double P { readonly get => A * B; set => (A, B) = (value, value * A); }
}

[Differentiable]
internal partial class Layer
{
    public double W = 1;
    public virtual double Act(double x) => Math.Sin(x);
    public double Run(double x) => W * Act(x);
    public virtual double Bias { get; set; }
}

[Differentiable]
internal partial class Sq : Layer
{
    public double U = 0.5;
    public override double Act(double x) => x * x * U;
    public override double Bias { get => U * 2; set => U = value; }
}

[Differentiable]
internal sealed partial class Net
{
    public List<Layer> Ls = new();
    public double Go(double x)
    {
        foreach (var l in Ls)
            x = l.Run(x) + l.Bias;
        return x;
    }
}

[Differentiable]
internal partial class TreeN
{
    public double V;
    public TreeN L, R;
    public TreeN(double v)
    {
        V = v;
    }

    public static TreeN Make(double v, int k) => k == 0 ? new TreeN(v) : new TreeN(v)
    {
        L = new TreeN(v * v),
        R = new TreeN(v + 1)
    };
    public double Sum => V + (L == null ? 0 : L.V * 2) + (R?.V ?? 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Rec() => V * (L == null ? 1 : L.Rec()) + (R == null ? 0 : R.Rec());
}

[Differentiable]
internal readonly partial struct Cplx(double re, double im)
{
    public readonly double Re = re, Im = im;
    public static Cplx operator *(in Cplx a, in Cplx b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);
    public static Cplx operator +(Cplx a, Cplx b) => new(a.Re + b.Re, a.Im + b.Im);
    public double Abs2 => Re * Re + Im * Im;
    public static Cplx I => new(0, 1);

    public static readonly Cplx One = new(1, 0);
}

[Differentiable]
internal partial struct Mat
{
    public double[] D;
    public int N;
    public Mat(int n)
    {
        N = n;
        D = new double[n * n];
    }

    public double this[int i, int j] { readonly get => D[i * N + j]; set => D[i * N + j] = value; }

    public static Mat operator *(Mat a, Mat b)
    {
        var r = new Mat(a.N);
        for (int i = 0; i < a.N; i++)
            for (int j = 0; j < a.N; j++)
                for (int k = 0; k < a.N; k++)
                    r[i, j] += a[i, k] * b[k, j];
        return r;
    }

    public ref double At(int i) => ref D[i];
    public ref double First => ref D[0];
}

[Differentiable]
internal partial class Nd
{
    public double V;
    public Nd Next;
    public Nd(double v)
    {
        V = v;
    }

    public double Kids { get; set; }
}

[Differentiable]
internal partial struct Iv
{
    public double Lo, Hi;
    public Iv(double a, double b)
    {
        Lo = a;
        Hi = b;
    }

    public void Deconstruct(out double mid, out double rad, out int n)
    {
        mid = (Lo + Hi) / 2;
        rad = (Hi - Lo) / 2;
        n = 3;
    }

    public static Iv operator *(Iv a, double k) => k > 0 ? new(a.Lo * k, a.Hi * k) : new(a.Hi * k, a.Lo * k);
    public static Iv operator -(Iv a, Iv b) => new(a.Lo - b.Hi, a.Hi - b.Lo);
    public double Mid => (Lo + Hi) * 0.5;

    public static bool operator ==(Iv a, Iv b) => a.Lo == b.Lo;
    public static bool operator !=(Iv a, Iv b) => !(a == b);
    public override bool Equals(object o) => false;
    public override int GetHashCode() => 0;
}

[Differentiable]
internal sealed partial record Shape(double W, double H, int Sides)
{
    public double Scale { get; init; } = 1;
    public double Area => W * H * Scale;

    public double Extra = W - H;
}

[Differentiable]
internal abstract partial record Fig
{
    public abstract double Area { get; }

    public double K = 1;
}

[Differentiable]
internal sealed partial record Circle(double R) : Fig
{
    public override double Area => Math.PI * R * R * K;
}

[Differentiable]
internal sealed partial record Box(double A, double B) : Fig
{
    public override double Area => A * B + K;

    public void Deconstruct(out double p) => p = A + B;
}

internal static partial class Ext
{
    [Differentiable]
    public static void Deconstruct(this Nd n, out double v, out double k)
    {
        v = n.V * 2;
        k = n.Kids;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static T Cube<T>(this T x)
        where T : INumberBase<T>, IFloatingPointIeee754<T>
    {
        T Sq(T v) => v * v;
        U Id<U>(U u) => u;
        return Id(Sq(x)) * Id(x);
    }
}

/// <summary>Constructs in unusual combinations: aggregates' members in conditions, increments, patterns and local functions.</summary>
internal static partial class Combinations
{
    public static partial class PropInSwitchArm
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var v = new V2(x, y);
            double s = v.Norm switch
            {
                > 2 and var q => q * v.X,
                < 1.5 => v[1],
                var q when n > 2 => q * q,
                _ => (v.Norm = y * y) + v.X
            };
            return s * v.Norm;
        }
    }

    public static partial class IndexerIncrement
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var v = new V2(x, y);
            double s = v[n & 1]++ * 2 + ++v[0];
            v[1] *= s;
            v[n & 1] -= v[0] * v[1];
            return v.X * v.Y + s;
        }
    }

    public static partial class OperatorsInConditions
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            V2 a = x, b = new(y, x);
            double s = 0;
            while (a > b == false && s < 5)
            {
                a = a + b * 0.5 + 1.0;
                s += 0.7 * a.X;
                if (s > 100)
                    break;
            }

            return (double)(-a) * s;
        }
    }

    public static partial class TrueOperator
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var v = new V2(x, y);
            if (v)
                v = v * 2;
            else
                v++;
            double s = v ? v.X : v.Y * 3;
            return s * v.Dot(v);
        }
    }

    public static partial class IncrementOperator
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var v = new V2(x, y);
            var u = v++;
            ++v;
            return u.X * v.X + (v++).Y * v.Y;
        }
    }

    public static partial class CompoundOnArray
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var arr = new V2[3];
            int k = 0;
            arr[k++] += new V2(x, y);
            arr[k++] += arr[k - 2] * y;
            arr[k] = arr[0] + arr[1];
            arr[2].X *= x;
            arr[n & 1].Norm = x * x + 1;
            return arr[2].Dot(arr[0]) + arr[1][1] * (double)arr[n & 1];
        }
    }

    public static partial class DeconstructInFor
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = 0;
            for (var (a, b) = new V2(x, y); a < 5 && s < 50; (a, b) = new V2(a + 1 + b * b, b * 0.5))
                s += a * b;
            return s;
        }
    }

    public static partial class ScaleChain
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var v = new V2(x, y);
            double s = v.Scale(2).X + v.Scale(y).Dot(v);
            return s * v.X;
        }
    }

    public static partial class MethodsAsArgs
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var acc = new Acc();
            double s = acc.Add(acc.Add(x) * y) + acc.Add(acc.Last);
            return s * acc.Hist[0] + acc.Last * acc.Hist[1];
        }
    }

    public static partial class AccLoop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var acc = new Acc();
            for (int i = 0; i < w.Length; i++)
            {
                if (w[i] < 0 && acc.Add(w[i] * x) < 0)
                    continue;
                w[i] *= acc.Add(y);
            }

            return acc.Sum * acc.Last;
        }
    }

    public static partial class AccProps
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var acc = new Acc
            {
                Sum = x,
                Prop = y
            };
            acc.Twice += acc.Prop;
            acc.Twice *= 2;
            return acc.Prop * acc.Twice;
        }
    }

    public static partial class ListOfStructs
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var acc = new Acc();
            for (int i = 0; i < w.Length; i++)
                acc.Items.Add(new V2(w[i], x * i));
            double s = y;
            foreach (var (a, b) in acc.Items)
                s += a * b * s;
            if (acc.Items is [var f, .., var l])
                s *= f.Dot(l);
            acc.Items.Clear();
            return s;
        }
    }

    public static partial class RecordWith
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var r = new Rec(x, new(y, x));
            var q = r with
            {
                A = r.A * y,
                B = r.B with
                {
                    X = x * x
                }
            };
            return q.Area * r.Area + q.C * r.C;
        }
    }

    public static partial class RecordPattern
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var r = new Rec(x, new(y, 2));
            return r switch
            {
                { A: > 1, B.X: var bx } => bx * r.A,
                (var a, (var p, var q)) when p > 0 => a * p * q,
                Rec { B: { Y: var yy } } => yy * x * x
            };
        }
    }

    public static partial class RsProps
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var r = new RS(x, y);
            r.P += r.Swap().A;
            r.P *= 2;
            (r.A, var t) = (r.B, r.A);
            return r.P * t + r.Swap().Swap().B;
        }
    }

    public static partial class NestedLocalFns
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

    public static partial class LocalFnWithRef
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

    public static partial class TernaryChain
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x > 0 ? y > 0 ? x * y : x / (y - 3) : y > 0 ? (x += 1) * y : (y *= 2) * x;
            return s + x * y;
        }
    }

    public static partial class SideEffectsArgs
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            static double G(double a, double b, double c) => a * b + c * c;
            return G(x++, x *= y, x) + G(c: x -= 1, a: y++, b: y);
        }
    }

    public static partial class NamedArgsStruct
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double G(double a, V2 v, double c = 2) => a * v.X + c * v.Y;
            return G(c: x, v: new(y, x), a: y * x) + G(v: x, a: y);
        }
    }

    public static partial class Virtuals
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

    public static partial class Tree
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var t = TreeN.Make(x, n & 1);
            t.V *= y;
            return t.Sum * t.Sum + t.V;
        }
    }

    public static partial class TreeRec
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

    public static partial class RefProps
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

    public static partial class NullCond
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

    public static partial class NullCondCall
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

    public static partial class GenericLocal
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

    public static partial class ObjInLoop
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

    public static partial class StaticHelper
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

    public static partial class StructByRef
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

    public static partial class DeconRec
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

    public static partial class DeconIv
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

    public static partial class FigSwitch
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

    public static partial class ExtDecon
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

    public static partial class NullChain
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

    public static partial class GenericsLocal
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

    public static partial class GenericLocalArr
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

    public static partial class EqOps
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

    public static partial class ListStruct
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

    public static partial class CondExprAssign
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

    public static partial class NestedSwitchExpr
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
                    s = s * 1.3 + 0.2;
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

    public static partial class ArrayOps
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

public class CombinationsTests
{
    [Fact]
    public void PropInSwitchArm() => SeveralPoints.Agree(Combinations.PropInSwitchArm.F, (x, y, n, w, dw) => Combinations.PropInSwitchArm.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.PropInSwitchArm.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void IndexerIncrement() => SeveralPoints.Agree(Combinations.IndexerIncrement.F, (x, y, n, w, dw) => Combinations.IndexerIncrement.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.IndexerIncrement.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void OperatorsInConditions() => SeveralPoints.Agree(Combinations.OperatorsInConditions.F, (x, y, n, w, dw) => Combinations.OperatorsInConditions.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.OperatorsInConditions.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void TrueOperator() => SeveralPoints.Agree(Combinations.TrueOperator.F, (x, y, n, w, dw) => Combinations.TrueOperator.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TrueOperator.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void IncrementOperator() => SeveralPoints.Agree(Combinations.IncrementOperator.F, (x, y, n, w, dw) => Combinations.IncrementOperator.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.IncrementOperator.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void CompoundOnArray() => SeveralPoints.Agree(Combinations.CompoundOnArray.F, (x, y, n, w, dw) => Combinations.CompoundOnArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.CompoundOnArray.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void DeconstructInFor() => SeveralPoints.Agree(Combinations.DeconstructInFor.F, (x, y, n, w, dw) => Combinations.DeconstructInFor.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.DeconstructInFor.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ScaleChain() => SeveralPoints.Agree(Combinations.ScaleChain.F, (x, y, n, w, dw) => Combinations.ScaleChain.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ScaleChain.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void MethodsAsArgs() => SeveralPoints.Agree(Combinations.MethodsAsArgs.F, (x, y, n, w, dw) => Combinations.MethodsAsArgs.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.MethodsAsArgs.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void AccLoop() => SeveralPoints.Agree(Combinations.AccLoop.F, (x, y, n, w, dw) => Combinations.AccLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.AccLoop.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void AccProps() => SeveralPoints.Agree(Combinations.AccProps.F, (x, y, n, w, dw) => Combinations.AccProps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.AccProps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ListOfStructs() => SeveralPoints.Agree(Combinations.ListOfStructs.F, (x, y, n, w, dw) => Combinations.ListOfStructs.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ListOfStructs.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void RecordWith() => SeveralPoints.Agree(Combinations.RecordWith.F, (x, y, n, w, dw) => Combinations.RecordWith.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RecordWith.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void RecordPattern() => SeveralPoints.Agree(Combinations.RecordPattern.F, (x, y, n, w, dw) => Combinations.RecordPattern.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RecordPattern.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void RsProps() => SeveralPoints.Agree(Combinations.RsProps.F, (x, y, n, w, dw) => Combinations.RsProps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RsProps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NestedLocalFns() => SeveralPoints.Agree(Combinations.NestedLocalFns.F, (x, y, n, w, dw) => Combinations.NestedLocalFns.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NestedLocalFns.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void LocalFnWithRef() => SeveralPoints.Agree(Combinations.LocalFnWithRef.F, (x, y, n, w, dw) => Combinations.LocalFnWithRef.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.LocalFnWithRef.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void TernaryChain() => SeveralPoints.Agree(Combinations.TernaryChain.F, (x, y, n, w, dw) => Combinations.TernaryChain.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TernaryChain.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void SideEffectsArgs() => SeveralPoints.Agree(Combinations.SideEffectsArgs.F, (x, y, n, w, dw) => Combinations.SideEffectsArgs.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.SideEffectsArgs.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NamedArgsStruct() => SeveralPoints.Agree(Combinations.NamedArgsStruct.F, (x, y, n, w, dw) => Combinations.NamedArgsStruct.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NamedArgsStruct.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void Virtuals() => SeveralPoints.Agree(Combinations.Virtuals.F, (x, y, n, w, dw) => Combinations.Virtuals.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.Virtuals.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void Tree() => SeveralPoints.Agree(Combinations.Tree.F, (x, y, n, w, dw) => Combinations.Tree.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.Tree.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void TreeRec() => SeveralPoints.Agree(Combinations.TreeRec.F, (x, y, n, w, dw) => Combinations.TreeRec.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TreeRec.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ComplexPower() => SeveralPoints.Agree(Combinations.ComplexPower.F, (x, y, n, w, dw) => Combinations.ComplexPower.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ComplexPower.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void Matrices() => SeveralPoints.Agree(Combinations.Matrices.F, (x, y, n, w, dw) => Combinations.Matrices.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.Matrices.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void RefProps() => SeveralPoints.Agree(Combinations.RefProps.F, (x, y, n, w, dw) => Combinations.RefProps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.RefProps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NullCond() => SeveralPoints.Agree(Combinations.NullCond.F, (x, y, n, w, dw) => Combinations.NullCond.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NullCond.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NullCondCall() => SeveralPoints.Agree(Combinations.NullCondCall.F, (x, y, n, w, dw) => Combinations.NullCondCall.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NullCondCall.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void GenericLocal() => SeveralPoints.Agree(Combinations.GenericLocal.F, (x, y, n, w, dw) => Combinations.GenericLocal.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericLocal.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void InterfaceLike() => SeveralPoints.Agree(Combinations.InterfaceLike.F, (x, y, n, w, dw) => Combinations.InterfaceLike.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.InterfaceLike.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void StructInArray() => SeveralPoints.Agree(Combinations.StructInArray.F, (x, y, n, w, dw) => Combinations.StructInArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StructInArray.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ArrayOfClasses() => SeveralPoints.Agree(Combinations.ArrayOfClasses.F, (x, y, n, w, dw) => Combinations.ArrayOfClasses.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ArrayOfClasses.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ObjInLoop() => SeveralPoints.Agree(Combinations.ObjInLoop.F, (x, y, n, w, dw) => Combinations.ObjInLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ObjInLoop.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void StaticHelper() => SeveralPoints.Agree(Combinations.StaticHelper.F, (x, y, n, w, dw) => Combinations.StaticHelper.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StaticHelper.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void StructByRef() => SeveralPoints.Agree(Combinations.StructByRef.F, (x, y, n, w, dw) => Combinations.StructByRef.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StructByRef.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void DeconRec() => SeveralPoints.Agree(Combinations.DeconRec.F, (x, y, n, w, dw) => Combinations.DeconRec.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.DeconRec.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void DeconIv() => SeveralPoints.Agree(Combinations.DeconIv.F, (x, y, n, w, dw) => Combinations.DeconIv.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.DeconIv.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void FigSwitch() => SeveralPoints.Agree(Combinations.FigSwitch.F, (x, y, n, w, dw) => Combinations.FigSwitch.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.FigSwitch.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ExtDecon() => SeveralPoints.Agree(Combinations.ExtDecon.F, (x, y, n, w, dw) => Combinations.ExtDecon.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ExtDecon.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NullChain() => SeveralPoints.Agree(Combinations.NullChain.F, (x, y, n, w, dw) => Combinations.NullChain.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NullChain.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void GenericsLocal() => SeveralPoints.Agree(Combinations.GenericsLocal.F, (x, y, n, w, dw) => Combinations.GenericsLocal.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericsLocal.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void GenericLocalArr() => SeveralPoints.Agree(Combinations.GenericLocalArr.F, (x, y, n, w, dw) => Combinations.GenericLocalArr.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericLocalArr.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void EqOps() => SeveralPoints.Agree(Combinations.EqOps.F, (x, y, n, w, dw) => Combinations.EqOps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.EqOps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void StructCopy() => SeveralPoints.Agree(Combinations.StructCopy.F, (x, y, n, w, dw) => Combinations.StructCopy.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.StructCopy.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ListStruct() => SeveralPoints.Agree(Combinations.ListStruct.F, (x, y, n, w, dw) => Combinations.ListStruct.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ListStruct.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void CondExprAssign() => SeveralPoints.Agree(Combinations.CondExprAssign.F, (x, y, n, w, dw) => Combinations.CondExprAssign.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.CondExprAssign.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void NestedSwitchExpr() => SeveralPoints.Agree(Combinations.NestedSwitchExpr.F, (x, y, n, w, dw) => Combinations.NestedSwitchExpr.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.NestedSwitchExpr.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void TupleSwap() => SeveralPoints.Agree(Combinations.TupleSwap.F, (x, y, n, w, dw) => Combinations.TupleSwap.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.TupleSwap.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void WhileTrueBreaks() => SeveralPoints.Agree(Combinations.WhileTrueBreaks.F, (x, y, n, w, dw) => Combinations.WhileTrueBreaks.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.WhileTrueBreaks.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ClosureCounter() => SeveralPoints.Agree(Combinations.ClosureCounter.F, (x, y, n, w, dw) => Combinations.ClosureCounter.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ClosureCounter.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void ArrayOps() => SeveralPoints.Agree(Combinations.ArrayOps.F, (x, y, n, w, dw) => Combinations.ArrayOps.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.ArrayOps.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void CheckedLoop() => SeveralPoints.Agree(Combinations.CheckedLoop.F, (x, y, n, w, dw) => Combinations.CheckedLoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.CheckedLoop.FJvp(x, y, n, w, dx, dy, dw));
    [Fact]
    public void GenericRecursive() => SeveralPoints.Agree(Combinations.GenericRecursive.F, (x, y, n, w, dw) => Combinations.GenericRecursive.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Combinations.GenericRecursive.FJvp(x, y, n, w, dx, dy, dw));
}
