using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>The table of <see cref="Subgradients"/> through the real generator, in reverse and forward mode, in double and in float.</summary>
public class SubgradientTests
{
    public static TheoryData<string> Names => [.. Subgradients.All.Select(e => e.Function).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_doubles(string name) => Check(new ScalarMembers(typeof(Functions), name), Subgradients.All.Where(e => e.Function == name), 1e-12);

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_floats(string name) => Check(new ScalarMembers(typeof(FunctionsOfSingle), name), Subgradients.All.Where(e => e.Function == name && e.IsForFloats), 2e-5);

    [Fact]
    public void Every_function_is_in_the_table() => Assert.Equal(ClosedForms.All.Keys.Order(StringComparer.Ordinal), Subgradients.All.Select(e => e.Function).Distinct().Order(StringComparer.Ordinal));

    private static void Check(ScalarMembers members, IEnumerable<Edge> edges, double tolerance)
    {
        var wrong = new List<string>();
        foreach (Edge edge in edges)
        {
            double[] x = edge.Arguments, expected = edge.Derivatives;
            double[] gradient = members.Gradient(x), vjp = members.Vjp(-3, x);
            for (int i = 0; i < expected.Length; i++)
            {
                double[] direction = new double[expected.Length];
                direction[i] = 2;
                Compare("gradient", i, expected[i], gradient[i]);
                Compare("vjp", i, -3 * expected[i], vjp[i]);

                // The other arguments don't move: they contribute nothing, also where their derivative is infinite or NaN, at finite arguments.
                if (expected.Length == 1 || x.All(double.IsFinite))
                {
                    Compare("jvp", i, 2 * expected[i], members.Jvp(x, direction));
                }
            }

            void Compare(string what, int argument, double e, double actual)
            {
                e = members.Rounded(e);
                bool isClose = double.IsNaN(e) ? double.IsNaN(actual) : e == actual || Math.Abs(e - actual) <= tolerance * Math.Abs(e);
                if (!isClose)
                {
                    wrong.Add($"{what} of {edge.Function}({string.Join(", ", x)}), argument {argument}: {actual:R} instead of {e:R}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
