using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Methods whose integer arithmetic overflows: an exception where the project checks it, a wrap where the code says <c>unchecked</c>.</summary>
public static partial class Overflows
{
    [Differentiable]
    public static double Power(double x, int n)
    {
        int factor = 1;
        for (int i = 0; i < n; i++)
        {
            factor *= 10;
        }

        return x * x * factor;
    }

    [Differentiable]
    public static double Wrapped(double x, int n)
    {
        int hash = n;
        for (int i = 0; i < 3; i++)
        {
            hash = unchecked((hash * 1664525) + 1013904223);
            x = Math.Sin(x + ((hash & 7) * 0.125));
        }

        return x;
    }

    [Differentiable]
    public static double WriteThenOverflow(Span<double> a, int n)
    {
        a[0] = a[0] * a[0];
        int next = n + 1;
        return a[0] * next;
    }

    [Differentiable]
    public static double Narrow(double x, int n) => x * x * (byte)n;

    [Differentiable]
    public static double UpToTheLast(double x, int from)
    {
        double sum = 0;
        for (int i = from; i < int.MaxValue; i++)
        {
            sum += x * x;
        }

        return sum;
    }

    [Differentiable]
    public static double PastTheLast(double x, int from)
    {
        double sum = 0;
        for (int i = from; i <= int.MaxValue; i++)
        {
            sum += x * x;
        }

        return sum;
    }

    [Differentiable]
    public static double DownPastTheFirst(double x, uint count)
    {
        double y = x;
        while (count-- > 0)
        {
            y = Math.Sin(y);
        }

        return y;
    }
}

public class OverflowTests
{
    [Fact]
    public void A_product_that_fits() => GradientAssert.Agrees(0.7, x => Overflows.Power(x, 9), x => Overflows.PowerGradient(x, 9));

    [Fact]
    public void A_product_that_overflows_throws_as_the_method_does()
    {
        Assert.Throws<OverflowException>(() => Overflows.Power(0.7, 10));
        Assert.Throws<OverflowException>(() => Overflows.PowerGradient(0.7, 10));
    }

    [Fact]
    public void Unchecked_arithmetic_wraps() => GradientAssert.Agrees(0.7, x => Overflows.Wrapped(x, int.MaxValue), x => Overflows.WrappedGradient(x, int.MaxValue));

    [Fact]
    public void After_an_overflow_the_methods_writes_stay_and_no_adjoint_is_touched()
    {
        double[] a = [3], da = [0.5];
        Assert.Throws<OverflowException>(() => Overflows.WriteThenOverflowGradient(a, int.MaxValue, da));
        Assert.Equal([9.0], a);
        Assert.Equal([0.5], da);
    }

    [Fact]
    public void A_narrowing_conversion()
    {
        GradientAssert.Agrees(0.7, x => Overflows.Narrow(x, 255), x => Overflows.NarrowGradient(x, 255));
        Assert.Throws<OverflowException>(() => Overflows.NarrowGradient(0.7, 256));
    }

    [Fact]
    public void A_loop_up_to_the_last_integer() =>
        GradientAssert.Agrees(0.7, x => Overflows.UpToTheLast(x, int.MaxValue - 4), x => Overflows.UpToTheLastGradient(x, int.MaxValue - 4));

    [Fact]
    public void A_loop_past_the_last_integer_throws_as_the_method_does()
    {
        Assert.Throws<OverflowException>(() => Overflows.PastTheLast(0.7, int.MaxValue - 4));
        Assert.Throws<OverflowException>(() => Overflows.PastTheLastGradient(0.7, int.MaxValue - 4));
    }

    [Fact]
    public void An_unsigned_countdown_below_zero_throws_as_the_method_does()
    {
        Assert.Throws<OverflowException>(() => Overflows.DownPastTheFirst(0.7, 3));
        Assert.Throws<OverflowException>(() => Overflows.DownPastTheFirstGradient(0.7, 3));
    }
}
