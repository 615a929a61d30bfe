using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>lock: the body is differentiated, and the object is locked while the body runs.</summary>
internal static partial class Locks
{
    public static partial class LockSimple
    {
        private static readonly object O = new();

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            lock (O)
            {
                x *= y;
            }

            return x * x;
        }
    }

    public static partial class LockExits
    {
        private static readonly object O = new();

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double s = x;
            for (int i = 0; i < 4; i++)
            {
                lock (O)
                {
                    if (i == 2)
                        continue;
                    s *= y;
                    if (s > 5)
                        return s;
                    if (n == 0)
                        break;
                }

                s += 1;
            }

            if (System.Threading.Monitor.IsEntered(O))
                throw new InvalidOperationException();
            return s;
        }
    }

    public static partial class LockThrow
    {
        private static readonly object O = new();

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            lock (O)
            {
                if (n > 2)
                    throw new ArgumentException("x");
                w[0] *= x;
            }

            if (System.Threading.Monitor.IsEntered(O))
                throw new InvalidOperationException();
            return w[0];
        }
    }

    public static partial class LockNested
    {
        private static readonly object O = new(), P = new();

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            lock (O)
                lock (P)
                {
                    x += y;
                }

            return x * y;
        }
    }

    public static partial class LockArray
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            double[] a = [x, y];
            lock (a)
            {
                a[0] *= 2;
            }

            return a[0] * a[1];
        }
    }
}

public class LocksTests
{
    [Fact]
    public void LockSimple() => SeveralPoints.Agree(Locks.LockSimple.F, (x, y, n, w, dw) => Locks.LockSimple.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Locks.LockSimple.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LockExits() => SeveralPoints.Agree(Locks.LockExits.F, (x, y, n, w, dw) => Locks.LockExits.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Locks.LockExits.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LockThrow() => SeveralPoints.Agree(Locks.LockThrow.F, (x, y, n, w, dw) => Locks.LockThrow.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Locks.LockThrow.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LockNested() => SeveralPoints.Agree(Locks.LockNested.F, (x, y, n, w, dw) => Locks.LockNested.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Locks.LockNested.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void LockArray() => SeveralPoints.Agree(Locks.LockArray.F, (x, y, n, w, dw) => Locks.LockArray.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => Locks.LockArray.FJvp(x, y, n, w, dx, dy, dw));
}
