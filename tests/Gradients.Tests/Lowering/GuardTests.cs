using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>Throw expressions and guards: what follows a branch that throws is the code after it.</summary>
internal static partial class Guards
{
    public static partial class ThrowExprCond
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double a = w.Length > 0 ? w[0] : throw new InvalidOperationException("empty");
            return a * x;
        }
    }

    public static partial class ThrowExprCoalesce
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            string? s = n > 0 ? "abc" : null;
            string t = s ?? throw new ArgumentNullException("s");
            return x * t.Length;
        }
    }

    public static partial class ThrowExprSwitch
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            return n switch
            {
                3 => x,
                2 => y,
                0 => x * y,
                _ => throw new NotSupportedException("n" + n)
            };
        }
    }

    public static partial class StringInterpGuard
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            if (n > 5)
                throw new ArgumentException($"bad {n} and {x:F3} with {w.Length,4}");
            return x * y;
        }
    }

    public static partial class CheckedStmtThrows
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            checked
            {
                int k = int.MaxValue - 3;
                k += n;
                return x * (k % 7);
            }
        }
    }
}

public class GuardsTests
{
    [Fact]
    public void ThrowExprCond() => SeveralPoints.Agree(Guards.ThrowExprCond.F, (x, y, n, w, dw) => Guards.ThrowExprCond.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Guards.ThrowExprCond.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ThrowExprCoalesce() => SeveralPoints.Agree(Guards.ThrowExprCoalesce.F, (x, y, n, w, dw) => Guards.ThrowExprCoalesce.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Guards.ThrowExprCoalesce.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ThrowExprSwitch() => SeveralPoints.Agree(Guards.ThrowExprSwitch.F, (x, y, n, w, dw) => Guards.ThrowExprSwitch.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Guards.ThrowExprSwitch.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void StringInterpGuard() => SeveralPoints.Agree(Guards.StringInterpGuard.F, (x, y, n, w, dw) => Guards.StringInterpGuard.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Guards.StringInterpGuard.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void CheckedStmtThrows() => SeveralPoints.Agree(Guards.CheckedStmtThrows.F, (x, y, n, w, dw) => Guards.CheckedStmtThrows.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Guards.CheckedStmtThrows.FJvp(x, y, n, w, dx, dy, dw));
}
