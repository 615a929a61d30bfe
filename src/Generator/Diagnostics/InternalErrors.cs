using AutoDiff.Generator.Analysis;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>Exceptions as diagnostics: a defect of ours must neither take the user's compiler down nor pass unseen.</summary>
internal static class InternalErrors
{
    /// <summary>The finding for an exception that escaped from one of the compiler's stages.</summary>
    public static AnalysisDiagnostic Find(Exception exception, string method) => exception is InsufficientExecutionStackException
        ? new(DiagnosticDescriptors.UnsupportedSyntax.Id, -1, [$"'{method}', which is nested too deeply", "Split it into several statements or methods"])
        : new(DiagnosticDescriptors.InternalError.Id, -1, [method, Describe(exception)]);

    /// <summary>The diagnostic for it.</summary>
    public static Diagnostic Report(Exception exception, string method, Location location)
    {
        AnalysisDiagnostic finding = Find(exception, method);
        return Diagnostic.Create(DiagnosticCatalog.ById(finding.Id), location, [.. finding.Arguments]);
    }

    // In one line, with the place that it comes from.
    private static string Describe(Exception exception)
    {
        string message = $"{exception.GetType().Name}: {exception.Message}".Replace('\r', ' ').Replace('\n', ' ').TrimEnd('.', ' ');
        string? frame = exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("AutoDiff."))?.Trim();
        return frame is null ? message : $"{message} ({frame})";
    }
}
