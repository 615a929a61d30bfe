using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>Code as it is while someone types: nothing may throw, hang or pass for a defect of ours.</summary>
public class RobustnessTests
{
    private const string Sample = """
        using System; using System.Collections.Generic; using AutoDiff;
        namespace N;
        public static partial class Demo
        {
            private const int Layers = 3;
            [Differentiable(WithRespectTo = [nameof(w), nameof(bias)])]
            public static double Network(ReadOnlySpan<double> w, double[] x, ref double bias, (int Width, double Rate) shape, out double penalty)
            {
                Span<double> hidden = stackalloc double[4];
                penalty = 0;
                for (int i = 0; i < hidden.Length; i++)
                {
                    double sum = bias;
                    foreach (double v in x) { if (double.IsNaN(v)) continue; sum += v * w[i]; }
                    hidden[i] = i switch { 0 => Math.Tanh(sum), > 2 when sum < 0 => 0, _ => Relu(sum) };
                    penalty += shape.Rate * w[i] * w[i];
                }
                double total = 0; int n = shape.Width;
                while (n-- > 0 && total < 100) { total += hidden[n % 4]; if (total < -1) break; }
                (double a, double b) = (total, hidden[^1]);
                var list = new List<double> { a, b }; list.Add(a * b);
                double[][] jagged = [[1, 2], [3]]; jagged[0] = jagged[1];
                ref double r = ref hidden[1]; r *= 2;
                do { a = checked(a + n++); } while (n < Layers);
                return a + Local(b) + list[2] + jagged[0][0] + (x is { Length: > 0 } ? x[0] : throw new ArgumentException("x"));
                double Local(double v) => v > 0 ? v * total : Math.Pow(v, 2);
            }
            [Differentiable] public static double Relu(double x) => x > 0 ? x : 0;
        }
        """;

    [Fact]
    public void MarksOnBothPartsAreGeneratedOnce()
    {
        const string Source = """
            [Differentiable] public partial class A { public double X; [Differentiable] public static partial double F(double x); }
            [Differentiable] public partial class A { [Differentiable] public static partial double F(double x) => x * x; }
            """;
        AssertSurvives("using AutoDiff; " + Source, "marks on both parts");
        Assert.NotEmpty(new Snapshots.GeneratedProject(Source).Sources);
    }

    [Fact]
    public void TruncatedSource()
    {
        for (int length = 0; length < Sample.Length; length += 7)
        {
            AssertSurvives(Sample[..length], $"the first {length} characters");
        }
    }

    [Fact]
    public void DeletedTokens()
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(Sample).GetRoot().DescendantTokens()];
        var random = new Random(1);
        for (int round = 0; round < 150; round++)
        {
            string source = Sample;
            foreach (int index in Enumerable.Range(0, 1 + (round % 3)).Select(_ => random.Next(tokens.Length - 1)).Distinct().OrderDescending())
            {
                source = source.Remove(tokens[index].Span.Start, tokens[index].Span.Length);
            }

            AssertSurvives(source, $"round {round}");
        }
    }

    [Fact]
    public void TheSampleIsWhole() => AssertSurvives(Sample, "all");

    [Fact]
    public void NoReferences() => Analyze(Compile([Sample], references: []));

    [Fact]
    public void OnlyTheRuntimeReferenced() =>
        AssertOurs(Analyze(Compile([Sample], references: [MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)])), "without the framework");

    [Fact]
    public void AnArrayOfAMillionLiterals()
    {
        var source = new StringBuilder("using AutoDiff; static partial class C { static readonly double[] s_table = {");
        for (int i = 0; i < 1_000_000; i++)
        {
            source.Append(i).Append(".5,");
        }

        source.Append("}; [Differentiable] public static double F(double x, int i) => x * s_table[i]; }");
        AssertEnds(source.ToString());
    }

    [Fact]
    public void ALiteralArrayInAMarkedMethod()
    {
        var source = new StringBuilder("using AutoDiff; static partial class C { [Differentiable] public static double F(double x, int i) { double[] table = [");
        for (int i = 0; i < 20_000; i++)
        {
            source.Append(i).Append(".5,");
        }

        source.Append("]; return x * table[i]; } }");
        AssertEnds(source.ToString());
    }

    [Fact]
    public void AVeryLongSum() => AssertEnds(
        "using AutoDiff; static partial class C { [Differentiable] public static double F(double x) => " + string.Join(" + ", Enumerable.Repeat("x", 2000)) + "; }");

    [Fact]
    public void VeryDeepParentheses() => AssertEnds(
        "using AutoDiff; static partial class C { [Differentiable] public static double F(double x) => " + new string('(', 300) + "x" + string.Concat(Enumerable.Repeat(" * x)", 300)) + "; }");

    private static void AssertEnds(string source) => AssertSurvives(source, "large source");

    private static void AssertSurvives(string source, string what) => AssertOurs(Analyze(Compile([source])), what);

    private static void AssertOurs(IEnumerable<Diagnostic> diagnostics, string what) =>
        Assert.All(diagnostics, diagnostic => Assert.False(diagnostic.Id is "GRAD0901" or "AD0001", $"{what}: {diagnostic}"));
}
