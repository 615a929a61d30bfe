using System.Reflection;
using AutoDiff.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Tests.Snapshots;

/// <summary>A user's project in memory that is compiled with what the generator adds.</summary>
internal sealed class GeneratedProject
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using AutoDiff;";

    private readonly CSharpCompilation _compilation;

    public GeneratedProject(string source, LanguageVersion version = LanguageVersion.CSharp12, bool checkOverflow = false)
    {
        CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(version);
        CSharpCompilation compilation = DiagnosticsProject.Compile([source, Usings], version);
        compilation = compilation.WithOptions(compilation.Options.WithOverflowChecks(checkOverflow).WithOptimizationLevel(OptimizationLevel.Release));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: options);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        _compilation = (CSharpCompilation)output;
        Sources = driver.GetRunResult().Results[0].GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());
    }

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; }

    /// <summary>Errors and warnings of the whole project, those that pragmas silence left out.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();

    /// <summary>Compiles, which must give no error and no warning, and loads the result.</summary>
    public Assembly Load()
    {
        Assert.Empty(Diagnostics);
        using var stream = new MemoryStream();
        Assert.True(_compilation.Emit(stream).Success);
        return Assembly.Load(stream.ToArray());
    }
}
