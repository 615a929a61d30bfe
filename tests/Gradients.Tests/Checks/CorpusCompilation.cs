using System.Reflection;
using AutoDiff.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Gradients.Tests.Checks;

/// <summary>Compiles methods in memory with the real generator; what it generates must give no warning.</summary>
internal static class CorpusCompilation
{
    public static CSharpParseOptions Options { get; } = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);

    public static Assembly Compile(string name, IEnumerable<string> sources) => Compile(name, sources.Select(source => CSharpSyntaxTree.ParseText(source, Options)));

    public static Assembly Compile(string name, IEnumerable<SyntaxTree> trees, OptimizationLevel level = OptimizationLevel.Release)
    {
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !path.EndsWith("AutoDiff.Gradients.Tests.dll", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            name, trees, references, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: level));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: Options);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        using var stream = new MemoryStream();
        IEnumerable<Diagnostic> errors = output.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error
            || (d.Severity == DiagnosticSeverity.Warning && d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));
        Assert.True(!errors.Any(), string.Join("\n", errors.Take(3)));
        return Assembly.Load(stream.ToArray());
    }
}
