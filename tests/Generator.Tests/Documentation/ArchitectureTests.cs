using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Emit.Members;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using AutoDiff.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Tests.Documentation;

/// <summary>Keeps the stages shown in docs/architecture.md true. Setting <c>AUTODIFF_ACCEPT</c> writes them anew.</summary>
public partial class ArchitectureTests
{
    private const string Method = """
        [Differentiable]
        public static double Decay(ReadOnlySpan<double> times, double rate)
        {
            double sum = 0;
            foreach (double t in times)
            {
                if (t < 0) continue;
                sum += Math.Exp(-rate * t);
            }

            return sum;
        }
        """;

    [Fact]
    public void Stages_are_what_the_document_shows()
    {
        string path = DocumentPath();
        string document = File.ReadAllText(path);
        Dictionary<string, string> stages = Stages();
        string updated = StageBlock().Replace(document, match =>
            $"<!-- stage: {match.Groups["name"].Value} -->\n```{match.Groups["language"].Value}\n{stages[match.Groups["name"].Value].TrimEnd()}\n```");
        Assert.Equal(stages.Count, StageBlock().Count(document));
        if (Environment.GetEnvironmentVariable("AUTODIFF_ACCEPT") is { Length: > 0 })
        {
            File.WriteAllText(path, updated);
            return;
        }

        Assert.Equal(updated, document);
    }

    [Fact]
    public void The_readme_shows_the_gradient_that_is_generated()
    {
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(DocumentPath())!, "../README.md"));
        string source = Snapshots.SnapshotSources.All["Rosenbrock"].Split("public static class Check")[0];
        string generated = new Snapshots.GeneratedProject(source).Sources.Values.First(s => s.Contains("RosenbrockGradient"));
        Assert.Contains(source.Trim(), readme.Replace("\r", ""));
        Assert.Contains(MemberOf(generated, "RosenbrockGradient").Trim(), readme);
    }

    private static Dictionary<string, string> Stages()
    {
        string source = $"using System; using AutoDiff; public static partial class Demo\n{{\n{Method}\n}}";
        CSharpCompilation compilation = DiagnosticsProject.Compile([source]);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        IMethodSymbol method = compilation.GetSemanticModel(tree)
            .GetDeclaredSymbol(tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First())!;
        MethodModel model = MethodLowerer.Lower(method, compilation, default).Model!;
        AnalysedMethod compiled = AnalysedMethod.Run(model);
        AnalysedFunction analysed = compiled.Function;
        Assert.Empty(Verifier.Check(model.Function, false));
        Assert.Empty(Verifier.Check(analysed.Function, true));
        Member pullback = MemberEmitter.Members(compiled).Single(static member => member.Kind == MemberKind.Vjp);
        string generated = MemberEmitter.Emit(compiled);
        return new()
        {
            ["source"] = Method,
            ["lowered"] = IrPrinter.Print(model.Function),
            ["ssa"] = IrPrinter.Print(analysed.Function),
            ["activity"] = AnalysisPrinter.Print(analysed),
            ["tape"] = AnalysisPrinter.Print(pullback.Plan!, pullback.Analysed),
            ["pullback"] = IrPrinter.Print(pullback.Body.Body),
            ["emitted"] = MemberOf(generated, pullback.Name),
        };
    }

    private static string MemberOf(string generated, string name)
    {
        var text = new StringBuilder();
        bool isInside = false;
        foreach (string line in generated.Split('\n'))
        {
            isInside |= line.StartsWith("    public ", StringComparison.Ordinal) && line.Contains($" {name}(", StringComparison.Ordinal);
            if (isInside)
            {
                text.Append(line.Length > 4 ? line[4..] : line).Append('\n');
                if (line == "    }")
                {
                    break;
                }
            }
        }

        return text.ToString();
    }

    private static string DocumentPath([CallerFilePath] string test = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, "../../../docs/architecture.md"));

    [GeneratedRegex("<!-- stage: (?<name>\\w+) -->\n```(?<language>\\w*)\n(?<text>(?s:.*?))```(?=\n)")]
    private static partial Regex StageBlock();
}
