using System.Reflection;

namespace AutoDiff.Gradients.Tests;

internal static partial class GradientsByPullbacks
{
    /// <summary>The signatures that <c>FGradient</c> passes on.</summary>
    [Differentiable]
    public static double Everything(ReadOnlySpan<double> x, in double scale, ref double state, out double last, double rate = 0.5, int repeats = 2)
    {
        double sum = 0;
        last = 0;
        for (int r = 0; r < repeats; r++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                last = scale * x[i] * state;
                sum += last * rate;
                state += x[i];
            }
        }

        return sum;
    }

    [Differentiable]
    public static double Power(double x, int n = 3)
    {
        double y = 1;
        for (int i = 0; i < n; i++) y *= x;
        return y;
    }

    /// <summary>A parameter has the pullback's name.</summary>
    [Differentiable]
    public static float Clash(ReadOnlySpan<float> ClashVjp, float y)
    {
        float sum = 0;
        foreach (float x in ClashVjp) sum += x * y;
        return sum;
    }

    [Differentiable]
    public static float Single(ReadOnlySpan<float> @in, float @base)
    {
        float sum = 0;
        foreach (float x in @in) sum += x * x * @base;
        return sum;
    }
}

/// <summary>Where a method has loops <c>FGradient</c> calls <c>FVjp</c>: with every kind of parameter, with its own defaults, and not where the name means something else.</summary>
public class GradientByPullbackTests
{
    [Fact]
    public void Every_kind_of_parameter_is_passed_on()
    {
        double[] x = [1.5, -2, 0.25], dx = new double[3], ex = new double[3];
        double scale = 1.25, state = 0.75, state2 = 0.75, dstate = 0.5, estate = 0.5;
        var gradient = GradientsByPullbacks.EverythingGradient(x, in scale, ref state, out double last, 0.5, 2, dx, ref dstate);
        var pullback = GradientsByPullbacks.EverythingVjp(x, in scale, ref state2, out double last2, 0.5, 2, 1, 0, ex, ref estate);
        Assert.Equal(pullback, gradient);
        Assert.Equal((ex[0], ex[1], ex[2], estate, last2, state2), (dx[0], dx[1], dx[2], dstate, last, state));

        // The last trip's part in the sum by its closed form: state before element i of repeat r is 0.75 + r * -0.25 + the elements before i.
        double value = 0, dscale = 0, initial = 0;
        for (int r = 0; r < 2; r++)
        {
            for (int i = 0; i < 3; i++)
            {
                double before = 0.75 + (r * -0.25) + x[..i].Sum();
                value += scale * x[i] * before * 0.5;
                dscale += x[i] * before * 0.5;
                initial += scale * x[i] * 0.5;
            }
        }

        Assert.Equal(value, gradient.Value, 1e-12);
        Assert.Equal(dscale, gradient.dscale, 1e-12);
        Assert.Equal(initial + 0.5, dstate, 1e-12);
    }

    [Fact]
    public void Defaults_of_the_method_stay_where_no_cotangent_stands_behind_them()
    {
        static string[] Defaults(string name) =>
        [
            .. typeof(GradientsByPullbacks).GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
                .GetParameters().Where(parameter => parameter.HasDefaultValue).Select(parameter => parameter.Name!),
        ];
        Assert.Equal(["workspace"], Defaults(nameof(GradientsByPullbacks.EverythingGradient)));
        Assert.Equal(["workspace"], Defaults(nameof(GradientsByPullbacks.PowerVjp)));
        Assert.Equal(["n", "workspace"], Defaults(nameof(GradientsByPullbacks.PowerGradient)));
        Assert.Equal((8, 12), GradientsByPullbacks.PowerGradient(2));
    }

    [Fact]
    public void A_parameter_may_have_the_name_of_the_pullback()
    {
        float[] d = new float[2];
        var (value, dy) = GradientsByPullbacks.ClashGradient([1, 2], 3, d);
        Assert.Equal((9f, 3f, 3f, 3f), (value, dy, d[0], d[1]));
    }

    [Fact]
    public void Keywords_are_passed_on_as_names()
    {
        float[] d = new float[2];
        var (value, dbase) = GradientsByPullbacks.SingleGradient([1, 2], 3, d);
        Assert.Equal((15f, 5f, 6f, 12f), (value, dbase, d[0], d[1]));
    }
}
