using System.Runtime.CompilerServices;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Loops of different kinds after each other share one tape: each must find its own residuals.</summary>
internal static partial class TapeOrder
{
    [Differentiable]
    public static double CountedLoopAfterUncountedOne(double x, ReadOnlySpan<double> a)
    {
        double s = x;
        while (s < 10)
        {
            s = s * s + Math.Sin(s);
        }

        double p = 1;
        for (int i = 0; i < a.Length; i++)
        {
            p = Math.Sin(p) * a[i] + s;
        }

        return p;
    }

    [Differentiable]
    public static double CountedLoopAfterCall(double x, ReadOnlySpan<double> a)
    {
        double s = Power(x, 3);
        double p = 1;
        for (int i = 0; i < a.Length; i++)
        {
            p = Math.Sin(p) * a[i] + s;
        }

        return p * s;
    }

    [Differentiable]
    public static double CountedLoopInBranch(double x, ReadOnlySpan<double> a)
    {
        double s = x;
        while (s < 5)
        {
            s = s * s + Math.Sin(s);
        }

        double p = s;
        if (x > 0)
        {
            for (int i = 0; i < a.Length; i++)
            {
                p = Math.Sin(p) * a[i] + s;
            }
        }

        int n = 0;
        do
        {
            p = Math.Cos(p) * s;
        }
        while (p > 2 && n++ < 4);

        return p;
    }

    [Differentiable]
    public static double UncountedLoopInCountedOne(double x, ReadOnlySpan<double> a)
    {
        double s = x;
        while (s < 3)
        {
            s = s * s + Math.Sin(s);
        }

        for (int i = 0; i < a.Length; i++)
        {
            double q = s;
            while (q > 1.5)
            {
                q = Math.Sqrt(q) - 0.01 * a[i];
            }

            s = Math.Sin(s * q) + s;
        }

        return s;
    }

    [Differentiable]
    public static double CallOfLoopsInEachOther(double x) => Math.Sin(LoopsInEachOther(x));

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double LoopsInEachOther(double x)
    {
        double s = x;
        int i = 0;
        while (i < 4)
        {
            int j = 0;
            while (j < i)
            {
                s = Math.Sin(s) + x;
                j += s > 100 ? 2 : 1;
            }

            i += s > 100 ? 2 : 1;
        }

        s = Math.Sin(s) * x;
        return s;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Power(double x, int n)
    {
        double y = 1;
        while (n-- > 0)
        {
            y = Math.Sin(y) * x;
        }

        return y;
    }
}

public sealed class TapeOrderTests
{
    private static readonly double[] s_values = [0.7, -1.2, 2.1];

    [Fact]
    public void Counted_loop_after_uncounted_one() =>
        GradientAssert.Agrees(1.2, s_values, (x, a) => TapeOrder.CountedLoopAfterUncountedOne(x, a), (x, a, da) => TapeOrder.CountedLoopAfterUncountedOneGradient(x, a, da));

    [Fact]
    public void Counted_loop_after_call() =>
        GradientAssert.Agrees(1.2, s_values, (x, a) => TapeOrder.CountedLoopAfterCall(x, a), (x, a, da) => TapeOrder.CountedLoopAfterCallGradient(x, a, da));

    [Fact]
    public void Counted_loop_in_branch() =>
        GradientAssert.Agrees(1.2, s_values, (x, a) => TapeOrder.CountedLoopInBranch(x, a), (x, a, da) => TapeOrder.CountedLoopInBranchGradient(x, a, da));

    [Fact]
    public void Uncounted_loop_in_counted_one() =>
        GradientAssert.Agrees(1.2, s_values, (x, a) => TapeOrder.UncountedLoopInCountedOne(x, a), (x, a, da) => TapeOrder.UncountedLoopInCountedOneGradient(x, a, da));

    // The trips of the inner loop are counted anew in each trip of the outer one, whatever member was made before.
    [Fact]
    public void Call_of_loops_in_each_other() =>
        GradientAssert.Agrees(0.7, TapeOrder.CallOfLoopsInEachOther, x => TapeOrder.CallOfLoopsInEachOtherGradient(x));
}
