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
