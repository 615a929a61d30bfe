using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>Anonymous objects: taken apart as tuples are.</summary>
internal static partial class AnonymousObjects
{
    public static partial class AnonBasic
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new
            {
                A = n,
                B = "abc"
            };
            return x * a.A + y * a.B.Length;
        }
    }

    public static partial class AnonActive
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new
            {
                P = x * y,
                Q = y
            };
            var b = new
            {
                a.P,
                Inner = a,
                n
            };
            return b.P * b.Inner.Q + b.n * x;
        }
    }

    public static partial class AnonTostring
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new
            {
                A = 3,
                B = "abc"
            };
            return x * a.ToString()!.Length + y * $"{a}".Length;
        }
    }

    public static partial class AnonBox
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            object o = new
            {
                A = 3
            };
            return x * o.ToString()!.Length * y;
        }
    }

    public static partial class AnonEquals
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new
            {
                A = n
            };
            var b = new
            {
                A = 3
            };
            return a.Equals(b) ? x : y;
        }
    }

    public static partial class AnonAssign
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new
            {
                A = x,
                K = 1
            };
            if (n > 1)
                a = new
                {
                    A = y * y,
                    K = 2
                };
            for (int i = 0; i < a.K; i++)
                a = new
                {
                    A = a.A * x,
                    a.K
                };
            return a.A;
        }
    }

    public static partial class AnonPattern
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var a = new
            {
                A = n,
                V = x
            };
            return a is { A: > 2, V: var v } ? v * v : a switch
            {
                { A: 2 } => y,
                { A: var k } => k * x
            };
        }
    }
}

public class AnonymousObjectsTests
{
    [Fact]
    public void AnonBasic() => SeveralPoints.Agree(AnonymousObjects.AnonBasic.F, (x, y, n, w, dw) => AnonymousObjects.AnonBasic.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => AnonymousObjects.AnonBasic.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AnonActive() => SeveralPoints.Agree(AnonymousObjects.AnonActive.F, (x, y, n, w, dw) => AnonymousObjects.AnonActive.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => AnonymousObjects.AnonActive.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AnonTostring() => SeveralPoints.Agree(AnonymousObjects.AnonTostring.F, (x, y, n, w, dw) => AnonymousObjects.AnonTostring.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => AnonymousObjects.AnonTostring.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AnonBox() => SeveralPoints.Agree(AnonymousObjects.AnonBox.F, (x, y, n, w, dw) => AnonymousObjects.AnonBox.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => AnonymousObjects.AnonBox.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AnonEquals() => SeveralPoints.Agree(AnonymousObjects.AnonEquals.F, (x, y, n, w, dw) => AnonymousObjects.AnonEquals.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => AnonymousObjects.AnonEquals.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AnonAssign() => SeveralPoints.Agree(AnonymousObjects.AnonAssign.F, (x, y, n, w, dw) => AnonymousObjects.AnonAssign.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => AnonymousObjects.AnonAssign.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AnonPattern() => SeveralPoints.Agree(AnonymousObjects.AnonPattern.F, (x, y, n, w, dw) => AnonymousObjects.AnonPattern.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => AnonymousObjects.AnonPattern.FJvp(x, y, n, w, dx, dy, dw));
}
