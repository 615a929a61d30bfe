using AutoDiff.Fuzz.Checking;
using AutoDiff.Fuzz.Generation;
using AutoDiff.Fuzz.Shrinking;

namespace AutoDiff.Fuzz.Tests;

public class ShrinkerTests
{
    private static readonly Failure s_failure = new(FailureKind.Adjoint, "");

    private static string Shrink(string source, Func<string, bool> fails)
    {
        var shrinker = new Shrinker(programs => [.. programs.Select(p => fails(p.Source) ? s_failure : null)], TimeSpan.FromSeconds(30));
        return shrinker.Shrink(new FuzzProgram(1, source), s_failure).Source;
    }

    [Fact]
    public void What_does_not_matter_goes()
    {
        string minimal = Shrink(
            """
            class Program
            {
                double H(double x) { return x; }
                double F(double x, double[] a)
                {
                    double y = x * x;
                    for (int i = 0; i < 3; i++) { if (x > 0.5) { y += Math.Cos(x + 1.0); } else { y = H(y); } }
                    return y;
                }
            }
            """,
            source => source.Contains("Math.Cos", StringComparison.Ordinal));
        Assert.DoesNotContain("for", minimal, StringComparison.Ordinal);
        Assert.DoesNotContain("if", minimal, StringComparison.Ordinal);
        Assert.DoesNotContain("double H", minimal, StringComparison.Ordinal);
        Assert.DoesNotContain("double[] a", minimal, StringComparison.Ordinal);
        Assert.Contains("y += Math.Cos(x);", minimal, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_failure_is_not_the_same() =>
        Assert.Contains("x * x", Shrink("class Program { double F(double x) { return x * x; } }", source => source.Contains("x * x", StringComparison.Ordinal)), StringComparison.Ordinal);

    /// <summary>Every cut is one that the parser takes.</summary>
    [Fact]
    public void Cuts_of_a_random_program_parse()
    {
        var root = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(ProgramWriter.Write(3)).GetRoot();
        string[] cuts = [.. Cuts.Of(root)];
        Assert.True(cuts.Length > 20);
        Assert.All(cuts, cut => Assert.True(cut.Length < root.NormalizedLength() + 40));
    }
}
