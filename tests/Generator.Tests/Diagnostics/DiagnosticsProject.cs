using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>A user's project in memory: compiled, generated for, and analysed as the compiler would.</summary>
internal static class DiagnosticsProject
{
    private const string Usings = "using System; using System.Collections.Generic; using AutoDiff; ";

    public static readonly ImmutableArray<MetadataReference> References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)];

    public static CSharpCompilation Compile(IEnumerable<string> sources, LanguageVersion version = LanguageVersion.Latest, IEnumerable<MetadataReference>? references = null)
    {
        CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(version);
        return CSharpCompilation.Create(
            "Project",
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), options, $"File{i}.cs")),
            references ?? References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>A reference to another project.</summary>
    public static MetadataReference Reference(string name, string source)
    {
        using var image = new MemoryStream();
        Assert.True(Compile([source]).WithAssemblyName(name).Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>The project's own diagnostics of AutoDiff, in source order, with what the generator adds compiled in.</summary>
    public static ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation, AnalyzerOptions? options = null) => Analyze(compilation, out _, options);

    /// <summary>The same, with the compilation that has the generated members.</summary>
    public static ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation, out Compilation generated, AnalyzerOptions? options = null)
    {
        CSharpGeneratorDriver
            .Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out generated, out ImmutableArray<Diagnostic> ofGenerator);
        Assert.Empty(ofGenerator);
        return
        [
            .. generated.WithAnalyzers([new DifferentiableAnalyzer()], new CompilationWithAnalyzersOptions(
                    options ?? new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false))
                .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Checks that a project, whose expected diagnostics are marked as <c>{|GRAD0101:code|}</c>, gets exactly these. The source may use
    /// <c>System</c>, <c>System.Collections.Generic</c> and <c>AutoDiff</c> without saying so.
    /// </summary>
    /// <param name="markup">The source.</param>
    /// <param name="messages">The messages in source order, or none to check only ids and places.</param>
    public static void Verify(string markup, params string[] messages) => Verify(markup, LanguageVersion.Latest, null, messages);

    public static void Verify(string markup, LanguageVersion version, IEnumerable<MetadataReference>? references, params string[] messages)
    {
        TestFileMarkupParser.GetSpans(Usings + markup, out string source, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
        CSharpCompilation compilation = Compile([source], version, references);
        ImmutableArray<Diagnostic> found = Analyze(compilation, out Compilation generated);

        IEnumerable<string> expected = spans
            .SelectMany(named => named.Value.Select(span => (Id: named.Key, Span: span)))
            .OrderBy(item => item.Span.Start)
            .ThenBy(item => item.Id, StringComparer.Ordinal)
            .Select(item => $"{item.Id} at '{source.Substring(item.Span.Start, item.Span.Length)}' ({item.Span.Start})");
        IEnumerable<string> actual = found.Select(diagnostic =>
            $"{diagnostic.Id} at '{source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}' ({diagnostic.Location.SourceSpan.Start})");
        Assert.Equal(expected, actual);
        if (messages.Length > 0)
        {
            Assert.Equal(messages, found.Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }
}
