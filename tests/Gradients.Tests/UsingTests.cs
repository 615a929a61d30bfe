using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

internal sealed class LoggedResource(List<string> log, string name) : IDisposable
{
    public double Factor => name.Length;

    public void Dispose() => log.Add(name);
}

internal readonly struct LoggedStruct(List<string> log, string name) : IDisposable
{
    public void Dispose() => log.Add(name);
}

internal static partial class Usings
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Statement(double x, [NoGradient] List<string> log)
    {
        double y = x;
        using (var r = new LoggedResource(log, "abc"))
        {
            y = Math.Sin(y) * r.Factor * x;
        }

        return y * y;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Exits(double[] a, double x, [NoGradient] List<string> log)
    {
        using var outer = new LoggedResource(log, "outer");
        double sum = x;
        for (int i = 0; i < a.Length; i++)
        {
            using var turn = new LoggedStruct(log, "turn");
            if (a[i] < 0)
            {
                continue;
            }

            using (new LoggedResource(log, "inner"))
            {
                if (a[i] > 2)
                {
                    break;
                }

                sum += a[i] * sum * outer.Factor;
                if (sum > 40)
                {
                    return sum * x;
                }
            }

            a[i] *= x;
        }

        return sum * x;
    }

    [Differentiable]
    public static double Throws(double[] a, int i, [NoGradient] List<string> log)
    {
        using var first = new LoggedResource(log, "first");
        using var second = new LoggedStruct(log, "second");
        return Inner(a, i, log) * a[0];
    }

    [Differentiable]
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static double Inner(double[] a, int i, [NoGradient] List<string> log)
    {
        using var third = new LoggedResource(log, "third");
        a[0] += 1;
        return a[i] * a[i];
    }
}

public class UsingTests
{
    [Fact]
    public void TheDerivativeGoesThrough() => GradientAssert.Agrees(0.7, x => Usings.Statement(x, []), x => Usings.StatementGradient(x, []));

    [Fact]
    public void ExitsOfAllKinds()
    {
        foreach (double[] a in new double[][] { [0.4, -1, 0.3, 2.5, 0.2], [0.1, 0.2], [], [0.5, 1.2, 1.1, 0.9] })
        {
            GradientAssert.Agrees(0.7, a, (x, a) => Usings.Exits(a, x, []), (x, a, da) => Usings.ExitsGradient(a, x, [], da));
        }
    }

    [Fact]
    public void DisposesAsTheMethodDoes()
    {
        List<string> expected = [], actual = [];
        double[] a = [0.4, -1, 0.3, 2.5, 0.2];
        Usings.Exits([.. a], 0.7, expected);
        Usings.ExitsGradient([.. a], 0.7, actual, new double[5]);
        Assert.Equal(expected, actual);
        Assert.Equal("outer", expected[^1]);
    }

    [Fact]
    public void DisposesAlsoOnExceptions()
    {
        List<string> expected = [], actual = [];
        double[] a = [1, 2], b = [1, 2], adjoints = [0.5, 0.25];
        Assert.Throws<IndexOutOfRangeException>(() => Usings.Throws(a, 2, expected));
        Assert.Throws<IndexOutOfRangeException>(() => Usings.ThrowsGradient(b, 2, actual, adjoints));
        Assert.Equal(["third", "second", "first"], expected);
        Assert.Equal(expected, actual);
        Assert.Equal(a, b);
        Assert.Equal([0.5, 0.25], adjoints);
        GradientAssert.Agrees([0.4, 1.2], a => Usings.Throws(a, 1, []), (a, da) => Usings.ThrowsGradient(a, 1, [], da));
    }
}
