using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Guards and messages that look at values which are differentiated, and at their buffers.</summary>
public static partial class Guards
{
    [Differentiable]
    public static double Checked(double x, double[] a, List<double> list)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(list);
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfZero(a.Length);
        if (a == null || ReferenceEquals(a, list))
        {
            throw new InvalidOperationException($"{x} of {string.Join(", ", a!)}");
        }

        _ = $"{x:f2} of {a.Length}";
        string text = $"{x} {string.Join(' ', list)}";
        System.Diagnostics.Debug.Assert(text.Length > 0, "empty", "{0} {1}", x, a);
        return x * a[0] * list[0] * (text.Length > 0 ? 2 : 1);
    }
}

public class GuardTests
{
    [Fact]
    public void Guards_take_buffers_as_objects() => GradientAssert.Agrees(
        [0.7],
        [[1.5, 2], [0.3]],
        (s, b) => Guards.Checked(s[0], b[0], [.. b[1]]),
        (s, b, d) =>
        {
            List<double> adjoint = [.. d[1]];
            (double value, double dx) = Guards.CheckedGradient(s[0], b[0], [.. b[1]], d[0], adjoint);
            adjoint.CopyTo(d[1]);
            return (value, [dx]);
        });

    [Fact]
    public void A_guard_that_throws_leaves_the_adjoints_alone()
    {
        double[] adjoint = [1, 2];
        Assert.Throws<ArgumentOutOfRangeException>(() => Guards.CheckedGradient(-1, [1, 2], [1], adjoint, [3]));
        Assert.Equal([1.0, 2], adjoint);
    }
}
