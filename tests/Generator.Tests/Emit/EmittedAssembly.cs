using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Tests.Emit;

/// <summary>Compiles C# 12 in memory, in a project that checks overflow and knows no warnings.</summary>
internal static class EmittedAssembly
{
    public static Assembly Compile(string source)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Emitted",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12))],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Workspace).Assembly.Location)],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                checkOverflow: true,
                nullableContextOptions: NullableContextOptions.Enable,
                warningLevel: 9999,
                generalDiagnosticOption: ReportDiagnostic.Error,
                specificDiagnosticOptions: s_allowed));
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            Diagnostic first = result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
            int line = first.Location.GetLineSpan().StartLinePosition.Line;
            string[] lines = source.Split('\n');
            int start = Math.Max(0, Array.FindLastIndex(lines, line, l => l.StartsWith("    public static", StringComparison.Ordinal)));
            Assert.Fail($"{first}\n{string.Join("\n", lines[start..Math.Min(lines.Length, line + 8)])}");
        }

        return Assembly.Load(image.ToArray());
    }

    // Random bodies have dead branches and tests that are always false; generated files carry #pragma warning disable for such.
    private static readonly Dictionary<string, ReportDiagnostic> s_allowed = new()
    {
        ["CS0162"] = ReportDiagnostic.Suppress,
        ["CS0251"] = ReportDiagnostic.Suppress,
        ["CS0219"] = ReportDiagnostic.Suppress,
        ["CS0652"] = ReportDiagnostic.Suppress,
        ["CS1717"] = ReportDiagnostic.Suppress,
        ["CS1718"] = ReportDiagnostic.Suppress,
        ["CS1701"] = ReportDiagnostic.Suppress,
    };
}
