using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

internal static partial class RefLocals
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Reassigned(double x, double y, double[] a)
    {
        ref double r = ref x;
        r = r * y;
        r = ref a[0];
        r = Math.Sin(r) * x;
        ref double s = ref r;
        r = ref y;
        r += s * s;
        s *= r;
        return x * y + a[0];
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double LargestScaled(double[] a, double x)
    {
        ref double best = ref x;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > best)
            {
                best = ref a[i];
            }

            best = best * 0.9 + 0.1 * x * a[i];
        }

        best *= best;
        double sum = x;
        foreach (double v in a)
        {
            sum += v * v;
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Conditional(double x, double y, bool first)
    {
        ref double r = ref first ? ref x : ref y;
        r = r * r + y;
        (first ? ref y : ref x) *= r;
        return Math.Sin(x) * y;
    }

    [Differentiable]
    public static void OfParameters(ref double x, ref double y, double scale)
    {
        ref double larger = ref (x > y ? ref x : ref y);
        larger *= scale * x;
        larger = ref (x > y ? ref y : ref x);
        larger += x * y;
    }

    [Differentiable]
    public static double Cells(double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double a = x * i, b = x * x;
            ref double r = ref (i % 2 == 0 ? ref a : ref b);
            r *= sum + 1;
            sum += a - b * 0.5;
        }

        return sum;
    }

    [Differentiable]
    public static double WhileMoving(Span<double> a, double x)
    {
        int i = 0;
        ref double r = ref a[0];
        while (r < 3 && i < a.Length)
        {
            r = r * x + 1;
            r = ref a[i++];
        }

        return r * r * x;
    }
}

public class RefLocalTests
{
    [Fact]
    public void Reassigned() =>
        GradientAssert.Agrees(0.7, 1.3, [0.4], (x, y, a) => RefLocals.Reassigned(x, y, a), (x, y, a, da) => RefLocals.ReassignedGradient(x, y, a, da));

    [Fact]
    public void ReassignedInALoop() =>
        GradientAssert.Agrees(0.7, [0.4, 0.9, 0.3, 1.4, 1.1], (x, a) => RefLocals.LargestScaled(a, x), (x, a, da) => RefLocals.LargestScaledGradient(a, x, da));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ChosenByACondition(bool first) =>
        GradientAssert.Agrees(0.7, 1.3, (x, y) => RefLocals.Conditional(x, y, first), (x, y) => RefLocals.ConditionalGradient(x, y, first));

    [Theory]
    [InlineData(0.7, 1.3)]
    [InlineData(1.7, 1.3)]
    public void ChosenAmongReferenceParameters(double x, double y)
    {
        GradientAssert.Agrees(
            [0.6],
            [[x], [y]],
            (s, b) =>
            {
                RefLocals.OfParameters(ref b[0][0], ref b[1][0], s[0]);
                return 0;
            },
            (s, b, d) => (0, [RefLocals.OfParametersVjp(ref b[0][0], ref b[1][0], s[0], ref d[0][0], ref d[1][0])]));
    }

    [Fact]
    public void LocalsOfAnIteration() => GradientAssert.Agrees(0.7, x => RefLocals.Cells(x, 5), x => RefLocals.CellsGradient(x, 5));

    [Fact]
    public void MovedUntilAnActiveCondition() =>
        GradientAssert.Agrees(1.2, [0.4, 0.9, 2.8, 4.4, 1.1], (x, a) => RefLocals.WhileMoving(a, x), (x, a, da) => RefLocals.WhileMovingGradient(a, x, da));
}
