using System.Globalization;
using System.Text;

namespace AutoDiff.Benchmarks.Generation;

/// <summary>Methods of 30 lines with loops, branches and calls of <c>Math</c>, no two alike.</summary>
internal static class Workload
{
    /// <summary>A file of one type with <paramref name="count"/> marked methods, of which the first has the number <paramref name="first"/>.</summary>
    public static string File(int count, int first = 0)
    {
        var text = new StringBuilder($"using System;\nusing AutoDiff;\n\npublic static partial class Methods{(first == 0 ? "" : first)}\n{{\n");
        for (int i = first; i < first + count; i++)
        {
            text.Append(Method(i)).Append('\n');
        }

        return text.Append("}\n").ToString();
    }

    private static string Method(int index)
    {
        string number = index.ToString(CultureInfo.InvariantCulture);
        return $$"""
                [Differentiable]
                public static double Loss{{number}}(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double rate)
                {
                    double sum = {{number}}.5;
                    double penalty = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        double a = w[i] * x[i];
                        double b = Math.Tanh(a + rate);
                        if (b > 0.5)
                        {
                            sum += b * a;
                        }
                        else
                        {
                            sum -= Math.Exp(-b) * rate;
                        }

                        penalty += w[i] * w[i];
                    }

                    double scale = 1 / (1 + Math.Exp(-sum));
                    int n = x.Length;
                    while (n-- > 1 && scale < 100)
                    {
                        scale = scale * (1 + rate) + w[n] / (n + {{number}});
                    }

                    double norm = Math.Sqrt(penalty + 1);
                    double result = scale / norm;
                    return result + rate * Math.Log(norm);
                }

            """;
    }
}
