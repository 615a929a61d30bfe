using AutoDiff.Generator.Tests.Snapshots;

namespace AutoDiff.Generator.Tests.Emit;

/// <summary>Integers that the reverse sweep takes back aren't kept.</summary>
public class TakenBackTests
{
    [Theory]
    [InlineData("start += column.Length;", false)]
    [InlineData("start = j + 2 + start - 1;", false)]
    [InlineData("start = start - (x.Length - j) * 3;", false)]
    [InlineData("start += start;", true)]
    [InlineData("start = x.Length - start;", true)]
    public void Starts_of_columns(string step, bool isKept)
    {
        var project = new GeneratedProject($$"""
            public static partial class C
            {
                [Differentiable]
                public static double F(ReadOnlySpan<double> lower, ReadOnlySpan<double> x)
                {
                    double y = 1;
                    int start = 0;
                    for (int j = 0; j < x.Length; j++)
                    {
                        ReadOnlySpan<double> column = lower.Slice(start, x.Length - 1 - j);
                        for (int i = 0; i < column.Length; i++) y += Math.Sin(y * column[i]) * x[j];
                        {{step}}
                    }

                    return y;
                }
            }
            """);
        Assert.Empty(project.Diagnostics);

        // In split form the last is kept.
        string text = Assert.Single(project.Sources, source => source.Key.StartsWith("C.F.", StringComparison.Ordinal)).Value;
        string inOne = text[..text.IndexOf(" FForward(", StringComparison.Ordinal)];
        Assert.Equal(isKept, inOne.Contains("Tape<int>", StringComparison.Ordinal));
    }
}
