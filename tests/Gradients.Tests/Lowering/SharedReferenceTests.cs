using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>One variable or element passed by reference twice, or beside the memory that it lies in.</summary>
internal static partial class SharedReferences
{
    public static partial class GlSplitTwoRefs
    {
        [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Up(ref double r, ref double k)
        {
            r *= 2;
            k += r;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                }

            };
            Up(ref m[0, 0], ref m[0, 0]);
            return m[0, 0] * m[0, 1];
        }
    }

    public static partial class GlSplitTwoRefsSpan
    {
        [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Up(ref double r, ref double k)
        {
            r *= 2;
            k += r;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            if (w.Length == 0)
                return x;
            Up(ref w[0], ref w[0]);
            return w[0] * y;
        }
    }

    public static partial class GlSplitTwoRefsLocal
    {
        [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Up(ref double r, ref double k)
        {
            r *= 2;
            k += r;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double a = x;
            Up(ref a, ref a);
            return a * y;
        }
    }

    public static partial class GlRefTupleSplit
    {
        [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void T(ref (double a, double b) t)
        {
            t.a *= t.b;
            t = (t.b, t.a);
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var t = (a: x, b: y);
            T(ref t);
            return t.a * t.b;
        }
    }

    public static partial class GlSplitFieldRef
    {
        [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Up(ref double r, double k)
        {
            r *= k;
            r += 1;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new (double P, double Q)[]
            {
                (x, y)
            };
            Up(ref a[0].P, y);
            Up(ref a[0].Q, x);
            return a[0].P * a[0].Q;
        }
    }

    public static partial class RSplitAlias
    {
        [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Sc(ref double r, double[,] m)
        {
            r *= m[0, 0];
            m[0, 1] += r;
            r += 1;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[,] m =
            {
                {
                    x,
                    y
                }

            };
            Sc(ref m[0, 1], m);
            return m[0, 0] * m[0, 1];
        }
    }

    public static partial class RSplitAliasTuple
    {
        [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static void Sc(ref double r, (double P, double Q)[] m)
        {
            r *= m[0].P;
            m[0].Q += r;
            r += 1;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new (double P, double Q)[]
            {
                (x, y)
            };
            Sc(ref a[0].Q, a);
            return a[0].P * a[0].Q;
        }
    }
}

public class SharedReferencesTests
{
    [Fact]
    public void GlSplitTwoRefs() => SeveralPoints.Agree(SharedReferences.GlSplitTwoRefs.F, (x, y, n, w, dw) => SharedReferences.GlSplitTwoRefs.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => SharedReferences.GlSplitTwoRefs.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void GlSplitTwoRefsSpan() => SeveralPoints.Agree(SharedReferences.GlSplitTwoRefsSpan.F, (x, y, n, w, dw) => SharedReferences.GlSplitTwoRefsSpan.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => SharedReferences.GlSplitTwoRefsSpan.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void GlSplitTwoRefsLocal() => SeveralPoints.Agree(SharedReferences.GlSplitTwoRefsLocal.F, (x, y, n, w, dw) => SharedReferences.GlSplitTwoRefsLocal.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => SharedReferences.GlSplitTwoRefsLocal.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void GlRefTupleSplit() => SeveralPoints.Agree(SharedReferences.GlRefTupleSplit.F, (x, y, n, w, dw) => SharedReferences.GlRefTupleSplit.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => SharedReferences.GlRefTupleSplit.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void GlSplitFieldRef() => SeveralPoints.Agree(SharedReferences.GlSplitFieldRef.F, (x, y, n, w, dw) => SharedReferences.GlSplitFieldRef.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => SharedReferences.GlSplitFieldRef.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RSplitAlias() => SeveralPoints.Agree(SharedReferences.RSplitAlias.F, (x, y, n, w, dw) => SharedReferences.RSplitAlias.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => SharedReferences.RSplitAlias.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void RSplitAliasTuple() => SeveralPoints.Agree(SharedReferences.RSplitAliasTuple.F, (x, y, n, w, dw) => SharedReferences.RSplitAliasTuple.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => SharedReferences.RSplitAliasTuple.FJvp(x, y, n, w, dx, dy, dw));
}
