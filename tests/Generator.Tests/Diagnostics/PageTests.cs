using System.Text.RegularExpressions;
using AutoDiff.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>The pages in docs/diagnostics: each descriptor has one, and its code does what it says.</summary>
public class PageTests
{
    private static readonly string s_folder = Path.Combine(RepositoryRoot(), "docs", "diagnostics");

    public static TheoryData<string> Ids => new(DiagnosticCatalog.All.Select(descriptor => descriptor.Id));

    public static TheoryData<string> IdsWithCode => new(DiagnosticCatalog.All.Select(descriptor => descriptor.Id).Except([DiagnosticDescriptors.InternalError.Id]));

    [Theory]
    [MemberData(nameof(Ids))]
    public void ThePageIsThereAndTheHelpLinkLeadsToIt(string id)
    {
        DiagnosticDescriptor descriptor = DiagnosticCatalog.ById(id);
        Assert.Equal($"https://github.com/autodiff-dotnet/autodiff/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        string page = File.ReadAllText(Path.Combine(s_folder, id + ".md"));
        Assert.StartsWith($"# {id}: {descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n", page, StringComparison.Ordinal);
        Assert.Contains($"Severity: {descriptor.DefaultSeverity.ToString().ToLowerInvariant()}.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void NoPageIsLeftOver() => Assert.Equal(
        DiagnosticCatalog.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal),
        Directory.GetFiles(s_folder, "GRAD*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(IdsWithCode))]
    public void TheCodeBeforeHasTheDiagnosticAndNoOther(string id)
    {
        Diagnostic[] found = Analyze(id, "Before");
        Assert.NotEmpty(found);
        Assert.All(found, diagnostic => Assert.True(diagnostic.Id == id, diagnostic.ToString()));
    }

    [Theory]
    [MemberData(nameof(IdsWithCode))]
    public void TheCodeAfterHasNone(string id) => Assert.Empty(Analyze(id, "After"));

    private static Diagnostic[] Analyze(string id, string heading)
    {
        string page = File.ReadAllText(Path.Combine(s_folder, id + ".md"));
        Match match = Regex.Match(page, $@"^## {heading}\n\n```csharp(?<info>[^\n]*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(match.Success, $"The page of {id} has no C# under '{heading}'.");
        string info = match.Groups["info"].Value;
        LanguageVersion version = info.Contains("langversion=11", StringComparison.Ordinal) ? LanguageVersion.CSharp11
            : info.Contains("langversion=12", StringComparison.Ordinal) ? LanguageVersion.CSharp12
            : LanguageVersion.Latest;
        IEnumerable<MetadataReference> references = info.Contains("references=none", StringComparison.Ordinal) ? Basic.Reference.Assemblies.Net100.References.All
            : info.Contains("references=other-version", StringComparison.Ordinal) ? [.. DiagnosticsProject.References, OtherVersion()]
            : DiagnosticsProject.References;
        CSharpCompilation compilation = DiagnosticsProject.Compile(
            ["global using System; global using System.Collections.Generic; global using AutoDiff;", match.Groups["code"].Value], version, references);
        Diagnostic[] found = [.. DiagnosticsProject.Analyze(compilation, out Compilation generated)];
        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return found;
    }

    private static MetadataReference OtherVersion() => DiagnosticsProject.Reference("Library", """
        using AutoDiff;
        [assembly: AutoDiff.CompilerServices.SplitFormVersion(1000)]
        public static partial class Library { [Differentiable] public static double Square(double x) => x * x; }
        """);

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AutoDiff.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
