using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

internal static partial class LocalFunctions
{
    [Differentiable]
    public static double InactiveRecursion(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = Math.Sin(y) * x;
            double unused = Down(0.5, i);
            if (unused > 100)
            {
                return y;
            }
        }

        return y * y;

        static double Down(double z, int k) => k <= 0 ? z * z : Math.Exp(-Down(z * 0.5, k - 1)) * z;
    }
}

internal static partial class SpansInLoops
{
    [Differentiable]
    public static double SlidingCalls(Span<double> x)
    {
        double y = 1;
        Span<double> rest = x;
        while (rest.Length > 1)
        {
            y += Halve(rest) * y;
            rest = rest[1..];
        }

        return y;
    }

    [Differentiable]
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static double Halve(Span<double> x)
    {
        x[0] = Math.Sin(x[0]) * 0.5;
        return x[0] * x[1];
    }
}

internal static partial class CoalescingAssignments
{
    [Differentiable]
    public static double Scaled(double x, int? factor)
    {
        int? c = factor;
        c ??= 3;
        return x * x * c.Value;
    }
}

public class LocalFunctionTests
{
    [Fact]
    public void A_span_that_moves_in_a_loop_is_passed_to_a_call() =>
        GradientAssert.Agrees([0.3, -0.7, 1.1, 0.6], x => SpansInLoops.SlidingCalls(x), (x, dx) => SpansInLoops.SlidingCallsGradient(x, dx));


    [Theory]
    [InlineData(null)]
    [InlineData(5)]
    public void Coalescing_assignment_of_a_nullable(int? factor) =>
        GradientAssert.Agrees(1.3, x => CoalescingAssignments.Scaled(x, factor), x => CoalescingAssignments.ScaledGradient(x, factor));

    [Fact]
    public void Residuals_of_an_inactive_recursive_local_function_leave_the_tape() =>
        GradientAssert.Agrees(1.3, x => LocalFunctions.InactiveRecursion(x, 4), x => LocalFunctions.InactiveRecursionGradient(x, 4));
}
