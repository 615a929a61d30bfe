using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>goto case and goto default: the sections of a switch as turns of a loop.</summary>
internal static partial class GotoCases
{
    public static partial class FallsThrough
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            switch (n)
            {
                case 0: s *= y; goto case 2;
                case 2: s += x * x; goto case 7;
                case 7: s = Math.Sin(s); break;
                case 1: s -= y; goto default;
                default: s *= 3 * x; break;
            }
            return s * y;
        }
    }

    public static partial class NoDefault
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            switch (n)
            {
                case 0: s *= y; goto case 2;
                case 2 when y > 100: s *= 100; break;
                case 2: s += x * x; goto case 7;
                case 7: s = Math.Sin(s); break;
            }
            return s * y;
        }
    }

    public static partial class StateMachine
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x; int k = 0;
            switch (n & 1)
            {
                case 0:
                    s = s * y + 0.1;
                    if (++k > 4) break;
                    goto case 1;
                case 1:
                    s = Math.Sin(s) * x; k++;
                    if (k > 6) return s * k;
                    goto case 0;
            }
            return s * y;
        }
    }

    public static partial class InALoop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = y;
            for (int i = 0; i < w.Length; i++)
            {
                switch (i % 4)
                {
                    case 0: s += w[i] * x; goto case 1;
                    case 1:
                        w[i] *= s;
                        if (w[i] > 5) continue;
                        goto default;
                    case 2 when n > 2: return s;
                    case 2: goto case 0;
                    default:
                        foreach (double v in w) { if (v < 0) goto case 3; s += v; }
                        break;
                    case 3: s *= 0.5; break;
                }
                s += w[i];
            }
            return s * y;
        }
    }

    public static partial class Nested
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            switch (n)
            {
                case 0:
                case 1:
                    switch (w.Length)
                    {
                        case 0: s *= y; goto case 5;
                        case 5: s += 1; goto default;
                        default: s *= x; break;
                    }
                    goto case 3;
                case 3: s *= s; goto default;
                case 7: { double t = s * y; s = t * t; goto case 3; }
                default: s += y; break;
            }
            return s;
        }
    }

    public static partial class Strings
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            string name = n > 2 ? "a" : n > 0 ? "b" : "c";
            switch (name)
            {
                case "a": s *= y; goto case "b";
                case "b" when s > 1: s *= 2; goto default;
                case "b": s += y; break;
                default: s = s * s; break;
            }
            return s;
        }
    }

    public static partial class Patterns
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            object o = n > 2 ? n : "text";
            switch (o)
            {
                case int k when k > 5: s *= k; goto default;
                case int k: s *= k * y; break;
                case string { Length: var l }: s += l * x * y; goto default;
                default: s *= s; break;
            }
            return s;
        }
    }

    public static partial class Only
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            switch (n) { default: s *= y; if (s > 0.1 && s < 3) goto default; break; }
            return s;
        }
    }
}

public class GotoCasesTests
{
    [Fact]
    public void FallsThrough() => SeveralPoints.Agree(GotoCases.FallsThrough.F, (x, y, n, w, dw) => GotoCases.FallsThrough.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => GotoCases.FallsThrough.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void NoDefault() => SeveralPoints.Agree(GotoCases.NoDefault.F, (x, y, n, w, dw) => GotoCases.NoDefault.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => GotoCases.NoDefault.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void StateMachine() => SeveralPoints.Agree(GotoCases.StateMachine.F, (x, y, n, w, dw) => GotoCases.StateMachine.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => GotoCases.StateMachine.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void InALoop() => SeveralPoints.Agree(GotoCases.InALoop.F, (x, y, n, w, dw) => GotoCases.InALoop.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => GotoCases.InALoop.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void Nested() => SeveralPoints.Agree(GotoCases.Nested.F, (x, y, n, w, dw) => GotoCases.Nested.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => GotoCases.Nested.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void Strings() => SeveralPoints.Agree(GotoCases.Strings.F, (x, y, n, w, dw) => GotoCases.Strings.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => GotoCases.Strings.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void Patterns() => SeveralPoints.Agree(GotoCases.Patterns.F, (x, y, n, w, dw) => GotoCases.Patterns.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => GotoCases.Patterns.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void Only() => SeveralPoints.Agree(GotoCases.Only.F, (x, y, n, w, dw) => GotoCases.Only.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => GotoCases.Only.FJvp(x, y, n, w, dx, dy, dw));
}
