using System.Runtime.CompilerServices;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Loops one after the other that keep residuals in different ways: the later one's must be off the tape when the earlier one's are popped.</summary>
public static partial class LoopSequences
{
    [Differentiable]
    public static double WhileThenCounted(double x, ReadOnlySpan<double> u, int n)
    {
        while (n-- > 0)
        {
            x = (Math.Sin(x) * x) + 0.1;
        }

        for (int i = 0; i < u.Length; i++)
        {
            x = Math.Sin(x * u[i]);
        }

        return x;
    }

    [Differentiable]
    public static double NestedThenCounted(double x, ReadOnlySpan<double> u, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                x = Math.Sin(x + (0.1 * j));
            }
        }

        for (int i = 0; i < u.Length; i++)
        {
            x = Math.Cos(x * u[i]);
        }

        return x;
    }

    [Differentiable]
    public static double StridedThenCounted(double x, ReadOnlySpan<double> u, int n)
    {
        for (int i = 0; i < n; i += 2)
        {
            x = Math.Sin(x + (0.1 * i));
        }

        for (int i = 0; i < n; i++)
        {
            x = Math.Cos(x * u[i % u.Length]);
        }

        return x;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Halved(double z, int depth) => depth <= 0 ? z * z : Halved(z - (0.5 * z), depth - 1);

    [Differentiable]
    public static double CallsInBoth(double p, ReadOnlySpan<double> u, int n)
    {
        double s = 1;
        for (int i = 0; i < u.Length; i++)
        {
            s *= Math.Atan(Halved(u[i], 1));
        }

        for (int i = 0; i < n; i++)
        {
            p = Math.Sin(p + Halved(s, 3));
        }

        return p;
    }

    [Differentiable]
    public static double CountedInBranchAfterWhile(double x, ReadOnlySpan<double> u, int n)
    {
        while (n-- > 0)
        {
            x = (Math.Sin(x) * x) + 0.1;
        }

        if (x > 0)
        {
            for (int i = 1; i < u.Length; i++)
            {
                x = Math.Sin(x * u[i]);
            }
        }

        return x * x;
    }

    [Differentiable]
    public static double SlicesThenCounted(ReadOnlySpan<double> u, double x)
    {
        ReadOnlySpan<double> rest = u;
        while (rest.Length > 1)
        {
            x = Math.Sin(x * rest[0]);
            rest = rest[1..];
        }

        for (int i = 0; i < u.Length; i++)
        {
            int k = (int)Gradient.Stop(3 + (2 * Math.Sin(x)));
            x = Math.Cos(x * u[k % u.Length]);
        }

        return x;
    }
}

public class LoopSequenceTests
{
    private static readonly double[] s_u = [1.3, -0.7, 2.2, 0.4, -1.6];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_while_loop_then_a_counted_one(int n) =>
        GradientAssert.Agrees(0.8, s_u, (x, u) => LoopSequences.WhileThenCounted(x, u, n), (x, u, du) => LoopSequences.WhileThenCountedGradient(x, u, n, du));

    [Fact]
    public void Nested_loops_then_a_counted_one() =>
        GradientAssert.Agrees(0.8, s_u, (x, u) => LoopSequences.NestedThenCounted(x, u, 3), (x, u, du) => LoopSequences.NestedThenCountedGradient(x, u, 3, du));

    [Fact]
    public void A_strided_loop_then_a_counted_one() =>
        GradientAssert.Agrees(0.8, s_u, (x, u) => LoopSequences.StridedThenCounted(x, u, 5), (x, u, du) => LoopSequences.StridedThenCountedGradient(x, u, 5, du));

    [Fact]
    public void Calls_in_two_counted_loops_as_in_fuzz_seed_272() =>
        GradientAssert.Agrees(0.8, s_u, (x, u) => LoopSequences.CallsInBoth(x, u, 4), (x, u, du) => LoopSequences.CallsInBothGradient(x, u, 4, du));

    [Fact]
    public void A_while_loop_then_a_counted_one_in_a_branch() =>
        GradientAssert.Agrees(0.8, s_u, (x, u) => LoopSequences.CountedInBranchAfterWhile(x, u, 2), (x, u, du) => LoopSequences.CountedInBranchAfterWhileGradient(x, u, 2, du));

    [Fact]
    public void Slices_kept_then_a_counted_loop() =>
        GradientAssert.Agrees(0.8, s_u, (x, u) => LoopSequences.SlicesThenCounted(u, x), (x, u, du) => LoopSequences.SlicesThenCountedGradient(u, x, du));
}
