using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>
/// A diagnostic found on the IR: pure data, which the analyzer turns into a diagnostic at the place in the source that the site numbers (-1: the method).
/// </summary>
internal sealed record Finding(string Id, int Site, EquatableArray<string> Arguments)
{
    /// <summary>A message argument that stands for the code at the site: a cast's operand, or all of it.</summary>
    public const string Code = "\0code";

    public bool IsError => DiagnosticCatalog.ById(Id).DefaultSeverity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error;
}
