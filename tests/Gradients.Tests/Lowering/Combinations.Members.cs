#nullable disable
using System.Numerics;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering.Combined;

/// <summary>Properties, indexers, operators and records, one inside the other.</summary>
internal static partial class Combinations
{
    public static partial class PropertyInSwitchArm
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

    public static partial class MethodsAsArguments
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var acc = new Acc();
            double s = acc.Add(acc.Add(x) * y) + acc.Add(acc.Last);
            return s * acc.Hist[0] + acc.Last * acc.Hist[1];
        }
    }

    public static partial class AccumulatorInLoop
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

    public static partial class AccumulatorProperties
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

    public static partial class RecordStructProperties
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
}
