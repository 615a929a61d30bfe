using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Lowering;

/// <summary>foreach over a list that its body changes: an exception, unless the loop is left before the next turn.</summary>
internal static partial class ListLoops
{
    public static partial class ElementWritten
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var list = new List<double>();
            foreach (double v in w)
                list.Add(v * x);
            double s = y;
            int k = 0;
            foreach (double v in list)
            {
                s += v * v;
                if (k == n)
                    list[0] = s;
                k++;
            }

            return s * x;
        }
    }

    public static partial class ElementWrittenBeforeBreak
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var list = new List<double>();
            foreach (double v in w)
                list.Add(v * x);
            double s = y;
            int k = 0;
            foreach (double v in list)
            {
                s += v * v;
                if (k == n)
                {
                    list[0] = s;
                    break;
                }

                k++;
            }

            return list.Count > 0 ? s * list[0] : s;
        }
    }

    public static partial class ElementOfStructsWritten
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var list = new List<(double A, int B)>();
            foreach (double v in w)
                list.Add((v * x, 1));
            double s = y;
            foreach (var (a, b) in list)
            {
                s += a * a;
                if (n > 2)
                    list[0] = (s, b + 1);
                if (n > 4)
                    return s * list[0].A;
            }

            return s * x;
        }
    }

    public static partial class AnotherListWritten
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var list = new List<double>();
            var other = new List<double>();
            foreach (double v in w)
            {
                list.Add(v * x);
                other.Add(y);
            }

            List<double> changed = n > 2 ? list : other;
            int k = 0;
            foreach (double v in list)
            {
                changed[k] *= v;
                k++;
            }

            double s = y;
            foreach (double v in other)
                s += v * v;
            return s;
        }
    }

    public static partial class WrittenByACall
    {
        [Differentiable(Modes = DerivativeModes.Jvp), System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double Write(List<double> list, double x, int n)
        {
            if (n > 2)
                list[0] = x * x;
            return x * list[0];
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var list = new List<double>();
            foreach (double v in w)
                list.Add(v * x);
            double s = y;
            foreach (double v in list)
                s += v * Write(list, y, n);
            return s;
        }
    }

    public static partial class StructsWrittenByACall
    {
        [Differentiable(Modes = DerivativeModes.Jvp), System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static double Write(List<(double A, int B)> list, double x, int n)
        {
            if (n > 2)
                list[0] = (x * x, n);
            return x * list[0].A;
        }

        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var list = new List<(double A, int B)>();
            foreach (double v in w)
                list.Add((v * x, 0));
            double s = y;
            foreach (var v in list)
                s += v.A * Write(list, y, n);
            return s;
        }
    }

    public static partial class CountedByInts
    {
        [Differentiable(Modes = DerivativeModes.Jvp)]
        public static double F(double x, double y, int n, Span<double> w)
        {
            var list = new List<int> { 1, 2, 3 };
            double s = x;
            foreach (int i in list)
            {
                s *= y + i;
                if (n > 2)
                    list[i - 1]++;
            }

            return s;
        }
    }
}

public class ListLoopsTests
{
    [Fact]
    public void ElementWritten() => SeveralPoints.Agree(ListLoops.ElementWritten.F, (x, y, n, w, dw) => ListLoops.ElementWritten.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListLoops.ElementWritten.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ElementWrittenBeforeBreak() => SeveralPoints.Agree(ListLoops.ElementWrittenBeforeBreak.F, (x, y, n, w, dw) => ListLoops.ElementWrittenBeforeBreak.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListLoops.ElementWrittenBeforeBreak.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void ElementOfStructsWritten() => SeveralPoints.Agree(ListLoops.ElementOfStructsWritten.F, (x, y, n, w, dw) => ListLoops.ElementOfStructsWritten.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListLoops.ElementOfStructsWritten.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void AnotherListWritten() => SeveralPoints.Agree(ListLoops.AnotherListWritten.F, (x, y, n, w, dw) => ListLoops.AnotherListWritten.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListLoops.AnotherListWritten.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void WrittenByACall() => SeveralPoints.Agree(ListLoops.WrittenByACall.F, (x, y, n, w, dw) => ListLoops.WrittenByACall.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListLoops.WrittenByACall.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void StructsWrittenByACall() => SeveralPoints.Agree(ListLoops.StructsWrittenByACall.F, (x, y, n, w, dw) => ListLoops.StructsWrittenByACall.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListLoops.StructsWrittenByACall.FJvp(x, y, n, w, dx, dy, dw));

    [Fact]
    public void CountedByInts() => SeveralPoints.Agree(ListLoops.CountedByInts.F, (x, y, n, w, dw) => ListLoops.CountedByInts.FGradient(x, y, n, w, dw), (x, y, n, w, dx, dy, dw) => ListLoops.CountedByInts.FJvp(x, y, n, w, dx, dy, dw));
}
