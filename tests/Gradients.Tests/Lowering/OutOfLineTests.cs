using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>Loops, exits and exceptions in a method that is called out of line, in the split form.</summary>
internal static partial class OutOfLine
{
    public static partial class NestedLoopsBreak
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Called(double x, double y, int n, Span<double> w) => 1.25 * F(x * 1, y, n, w);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < 4; j++)
                {
                    if (j == i)
                        break;
                    if ((i + j) % 3 == 0)
                        continue;
                    s = s * y + 0.1 * j;
                    if (s > 20)
                        return s;
                }

                if (i == n)
                    break;
            }

            return s * x;
        }
    }

    public static partial class SplitLoopShapes
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Called(double x, double y, int n, Span<double> w) => 1.25 * F(x * 1, y, n, w);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            int i = 0;
            while (i < 5)
            {
                int j = 0;
                do
                {
                    if (j == i)
                        break;
                    s = s * y + 0.1;
                    if (s > 9)
                    {
                        s *= 0.5;
                        j += 2;
                        continue;
                    }

                    j++;
                    if (j > 6)
                        return s;
                }
                while (j < 4);
                i++;
                if (s < -5)
                    break;
            }

            return s;
        }
    }

    public static partial class SplitWhileInFor
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Called(double x, double y, int n, Span<double> w) => 1.25 * F(x * 1, y, n, w);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            for (int i = 0; i < 3; i++)
            {
                int k = i;
                while (k > 0)
                {
                    s *= y;
                    k--;
                    if (s > 4)
                        break;
                }

                foreach (double v in w)
                {
                    if (v > 1)
                        continue;
                    s += v;
                    if (s > 12)
                        return s;
                }
            }

            return s;
        }
    }

    public static partial class ThreeLevel
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Called(double x, double y, int n, Span<double> w) => 1.25 * F(x * 1, y, n, w);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            for (int i = 0; i < 3; i++)
                for (int j = 0; j <= i; j++)
                {
                    int k = 0;
                    while (true)
                    {
                        s += y * k;
                        if (s > 3 || ++k > j)
                            break;
                        if (k == 2)
                            continue;
                        s *= 1.05;
                    }

                    if (s > 20)
                        return s * x;
                }

            return s;
        }
    }

    public static partial class SwitchLoops
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Called(double x, double y, int n, Span<double> w) => 1.25 * F(x * 1, y, n, w);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            int state = 0;
            for (int i = 0; i < 7; i++)
            {
                switch (state)
                {
                    case 0:
                        s *= y;
                        state = i % 2 == 0 ? 1 : 2;
                        break;
                    case 1:
                        s += x;
                        if (s > 3)
                            return s;
                        state = 2;
                        continue;
                    default:
                        for (int j = 0; j < 2; j++)
                        {
                            if (j == n)
                                break;
                            s += j * y;
                        }

                        state = 0;
                        break;
                }

                s *= 0.9;
            }

            return s;
        }
    }

    public static partial class DataDependentTrip
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Called(double x, double y, int n, Span<double> w) => 1.25 * F(x * 1, y, n, w);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x * x + 0.1;
            int k = 0;
            while (Math.Abs(s * s - y * y - 2) > 1e-9 && k++ < 40)
                s = 0.5 * (s + (y * y + 2) / s);
            return s;
        }
    }

    public static partial class ThrowInLoop
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Called(double x, double y, int n, Span<double> w) => 1.25 * F(x * 1, y, n, w);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            for (int i = 0; i < w.Length; i++)
            {
                if (w[i] > 2)
                    throw new ArgumentException("big");
                s += w[i] > 0 ? w[i] * y : w[i] < -1 ? throw new InvalidOperationException("neg") : x;
            }

            return s;
        }
    }

    public static partial class ThrowBothWays
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Called(double x, double y, int n, Span<double> w) => 1.25 * F(x * 1, y, n, w);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s;
            if (n > 2)
            {
                s = x;
                if (x < 0)
                    throw new Exception("a");
                s *= 2;
            }
            else if (n < 0)
                throw new Exception("b");
            else
            {
                s = y;
            }

            if (w.Length == 5)
            {
                s += w[0];
            }
            else
            {
                if (n == 1)
                    throw new Exception("c");
                s -= x;
            }

            return s * s;
        }
    }

    public static partial class SwitchExprThrowMid
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double Called(double x, double y, int n, Span<double> w) => 1.25 * F(x * 1, y, n, w);

        [Differentiable(Modes = DerivativeModes.Jvp)]
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double a = n switch
            {
                7 => throw new InvalidOperationException("seven"),
                0 => x,
                _ => y
            };
            double b = w.Length switch
            {
                0 => throw new ArgumentException("none"),
                1 => a,
                _ => a * w[1]
            };
            return a * b;
        }
    }
}

public class OutOfLineTests
{
    [Fact]
    public void NestedLoopsBreak() => SeveralPoints.Agree(OutOfLine.NestedLoopsBreak.Called, (x, y, n, w, dw) => OutOfLine.NestedLoopsBreak.CalledGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => OutOfLine.NestedLoopsBreak.CalledJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void SplitLoopShapes() => SeveralPoints.Agree(OutOfLine.SplitLoopShapes.Called, (x, y, n, w, dw) => OutOfLine.SplitLoopShapes.CalledGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => OutOfLine.SplitLoopShapes.CalledJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void SplitWhileInFor() => SeveralPoints.Agree(OutOfLine.SplitWhileInFor.Called, (x, y, n, w, dw) => OutOfLine.SplitWhileInFor.CalledGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => OutOfLine.SplitWhileInFor.CalledJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ThreeLevel() => SeveralPoints.Agree(OutOfLine.ThreeLevel.Called, (x, y, n, w, dw) => OutOfLine.ThreeLevel.CalledGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => OutOfLine.ThreeLevel.CalledJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void SwitchLoops() => SeveralPoints.Agree(OutOfLine.SwitchLoops.Called, (x, y, n, w, dw) => OutOfLine.SwitchLoops.CalledGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => OutOfLine.SwitchLoops.CalledJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void DataDependentTrip() => SeveralPoints.Agree(OutOfLine.DataDependentTrip.Called, (x, y, n, w, dw) => OutOfLine.DataDependentTrip.CalledGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => OutOfLine.DataDependentTrip.CalledJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ThrowInLoop() => SeveralPoints.Agree(OutOfLine.ThrowInLoop.Called, (x, y, n, w, dw) => OutOfLine.ThrowInLoop.CalledGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => OutOfLine.ThrowInLoop.CalledJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ThrowBothWays() => SeveralPoints.Agree(OutOfLine.ThrowBothWays.Called, (x, y, n, w, dw) => OutOfLine.ThrowBothWays.CalledGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => OutOfLine.ThrowBothWays.CalledJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void SwitchExprThrowMid() => SeveralPoints.Agree(OutOfLine.SwitchExprThrowMid.Called, (x, y, n, w, dw) => OutOfLine.SwitchExprThrowMid.CalledGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => OutOfLine.SwitchExprThrowMid.CalledJvp(x, y, n, w, dx, dy, dw));
}
