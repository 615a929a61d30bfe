using AutoDiff.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace AutoDiff.Generator.Tests.CodeFixes;

/// <summary>A fix applied one by one and to all at once, with the same outcome.</summary>
internal sealed class FixTest<TFix> : CSharpCodeFixTest<DifferentiableAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private FixTest(string before, string after)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(DiagnosticsProject.References);
        TestCode = before.ReplaceLineEndings("\n");
        FixedCode = after.ReplaceLineEndings("\n");
        CompilerDiagnostics = CompilerDiagnostics.Errors;
        MarkupOptions = MarkupOptions.UseFirstDescriptor;
    }

    public static Task Run(string before, string after, int? iterations = null)
    {
        var test = new FixTest<TFix>(before, after) { NumberOfIncrementalIterations = iterations };
        return test.RunAsync(CancellationToken.None);
    }

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
}
