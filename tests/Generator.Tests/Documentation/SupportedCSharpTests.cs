using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Tests.Documentation;

/// <summary>Each row of docs/supported-csharp.md is true: its example has derivatives that compile without a warning, or gets the diagnostic that it says and no other.</summary>
public partial class SupportedCSharpTests
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using AutoDiff;";
    private const string Parameters = "double x, double y, float f, int n, bool flag, double[] a, Span<double> s, ReadOnlySpan<double> r, List<double> list, int[] indices";
    private const string Pair = "[Differentiable] public partial struct Pair(double a, double b) { public double A = a, B = b; public double Sum => A + B; }";
    private const string Unknown = "public static double Unknown(double x) => x;";

    private sealed record Row(string Construct, string Example, string Outcome)
    {
        public bool IsMember => Example[0] == '[';

        public string Source(int number) => $$"""
            namespace R{{number}}
            {
                {{Pair}}
                public static partial class Demo { {{Unknown}} {{(IsMember ? Example : $"[Differentiable] public static double F({Parameters}) {{ {Example} }}")}} }
            }
            """;
    }

    [Fact]
    public void Every_row_of_the_table_is_true()
    {
        Row[] rows = [.. Rows()];
        Assert.True(rows.Length > 80);
        CSharpCompilation users = DiagnosticsProject.Compile([.. rows.Select((row, i) => row.Source(i)), Usings]);
        ImmutableArray<Diagnostic> found = DiagnosticsProject.Analyze(users, out Compilation generated);
        ILookup<string, Diagnostic> ofCompiler = generated.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)
            .ToLookup(d => d.Location.SourceTree?.FilePath is { } path && path.StartsWith("File", StringComparison.Ordinal) ? path : "generated");
        Assert.Empty(ofCompiler["generated"]);
        ILookup<string, string> ids = found.ToLookup(d => d.Location.SourceTree!.FilePath, d => d.Id);
        var wrong = new List<string>();
        for (int i = 0; i < rows.Length; i++)
        {
            string file = $"File{i}.cs";
            string outcome = string.Join(" ", ids[file].Distinct().Order(StringComparer.Ordinal));
            bool isGenerated = generated.GetTypeByMetadataName($"R{i}.Demo")!.GetMembers().Any(member => member.Name.EndsWith("Vjp", StringComparison.Ordinal) && member.Name[0] is 'F' or 'G' or 'H' or 'o');
            bool isRight = rows[i].Outcome == "yes" ? outcome.Length == 0 && isGenerated && !ofCompiler[file].Any() : outcome == rows[i].Outcome;
            if (!isRight)
            {
                wrong.Add($"{rows[i].Construct}: {rows[i].Outcome} expected, '{outcome}' found {string.Join(" ", ofCompiler[file])}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_diagnostic_of_a_construct_has_a_row()
    {
        // Those that say something of the signature, of rules or of the result have pages of their own; the others are about constructs.
        string[] constructs = [.. DiagnosticCatalog.All.Select(d => d.Id).Where(id => id.StartsWith("GRAD01", StringComparison.Ordinal))];
        string[] elsewhere = ["GRAD0103", "GRAD0110", "GRAD0119", "GRAD0120"];
        Assert.Empty(constructs.Except(Rows().Select(row => row.Outcome)).Except(elsewhere));
    }

    private static IEnumerable<Row> Rows() =>
        from line in File.ReadLines(Table())
        where line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| construct", StringComparison.Ordinal)
        let cells = Bar().Split(line.Trim())
        select new Row(cells[1].Trim(), cells[2].Trim().Trim('`').Replace("\\|", "|", StringComparison.Ordinal), cells[3].Trim());

    private static string Table([CallerFilePath] string test = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, "../../../docs/supported-csharp.md"));

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
