using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>
/// Every function over a range of ordinary points: the generated gradient against the derivative in closed form and against differences, reverse mode against forward mode, in
/// double and in float.
/// </summary>
public class FunctionTests
{
    private const int Points = 25;

    public static TheoryData<string> Names => [.. ClosedForms.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_doubles(string name)
    {
        var members = new ScalarMembers(typeof(Functions), name);
        ClosedForm form = ClosedForms.All[name];
        foreach (double[] x in form.Points(Points))
        {
            double[] expected = form.Derivatives(x), gradient = members.Gradient(x), vjp = members.Vjp(-1.75, x);
            for (int i = 0; i < expected.Length; i++)
            {
                GradientAssert.Equal(expected[i], gradient[i], 1e-10);
                GradientAssert.Equal(-1.75 * expected[i], vjp[i], 1e-10);
                double[] direction = new double[expected.Length];
                direction[i] = 0.625;
                GradientAssert.Equal(0.625 * expected[i], members.Jvp(x, direction), 1e-10);
                if (form.IsSmooth)
                {
                    (double slope, double error) = Differences.Richardson(v => members.Value([.. x[..i], v, .. x[(i + 1)..]]), x[i]);
                    double scale = Math.Max(1e-2, Math.Abs(expected[i]));
                    Assert.True(error <= 1e-7 * scale, $"Differences aren't sharp at {string.Join(", ", x)}.");
                    Assert.True(Math.Abs(slope - gradient[i]) <= (1e-8 * scale) + (2 * error), $"Argument {i} at {string.Join(", ", x)}: {gradient[i]:R}; by differences {slope:R}.");
                }
            }

            GradientAssert.Equal(expected.Sum(), members.Jvp(x, [.. expected.Select(_ => 1.0)]), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_floats(string name)
    {
        var members = new ScalarMembers(typeof(FunctionsOfSingle), name);
        ClosedForm form = ClosedForms.All[name];
        foreach (double[] point in form.Points(Points))
        {
            double[] x = [.. point.Select(members.Rounded)];
            double[] expected = form.Derivatives(x), gradient = members.Gradient(x), vjp = members.Vjp(-1.75, x);
            for (int i = 0; i < expected.Length; i++)
            {
                GradientAssert.Equal(expected[i], gradient[i], 1e-4);
                GradientAssert.Equal(-1.75 * gradient[i], vjp[i], 1e-5);
                double[] direction = new double[expected.Length];
                direction[i] = 0.625;
                GradientAssert.Equal(0.625 * gradient[i], members.Jvp(x, direction), 1e-5);
            }
        }
    }

    [Fact]
    public void Every_function_has_a_closed_form()
    {
        foreach (Type type in new[] { typeof(Functions), typeof(FunctionsOfSingle) })
        {
            IEnumerable<string> marked = type.GetMethods().Where(m => m.IsDefined(typeof(DifferentiableAttribute), false)).Select(m => m.Name);
            Assert.Equal(ClosedForms.All.Keys.Order(StringComparer.Ordinal), marked.Order(StringComparer.Ordinal));
        }
    }
}
