using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>Whether generated code would compile in the project: its language version and the runtime it refers to.</summary>
internal static class ProjectChecks
{
    private static readonly string[] _runtimeTypes = ["AutoDiff.Workspace", "AutoDiff.CompilerServices.SplitFormVersionAttribute"];

    // Looking types up in all references takes longer than everything else about a small method.
    private static readonly ConditionalWeakTable<Compilation, string[]> _missing = new();

    /// <summary>The diagnostic for a project in which generated code can't compile, or null.</summary>
    public static Diagnostic? Check(IMethodSymbol method, DifferentiableMark mark, Compilation compilation, CancellationToken cancellation)
    {
        Location location = mark.Syntax?.GetSyntax(cancellation).GetLocation() ?? method.Locations[0];
        if (location.SourceTree?.Options is CSharpParseOptions { LanguageVersion: var version } && version < LanguageVersion.CSharp12)
        {
            return Diagnostic.Create(DiagnosticDescriptors.LanguageVersionTooLow, location, method.Name, version.ToDisplayString());
        }

        string[] missing = _missing.GetValue(compilation, MissingFrom);
        return missing.Length == 0 ? null : Diagnostic.Create(DiagnosticDescriptors.RuntimeReferenceMissing, location, method.Name, missing[0]);
    }

    private static string[] MissingFrom(Compilation compilation) => [.. _runtimeTypes.Where(name => compilation.GetTypesByMetadataName(name).IsEmpty)];
}
