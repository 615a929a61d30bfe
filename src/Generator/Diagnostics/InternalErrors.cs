using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>Exceptions as diagnostics.</summary>
internal static class InternalErrors
{
    /// <summary>The diagnostic for an exception that escaped from the compiler's stages.</summary>
    public static Diagnostic Report(Exception exception, string method, Location location) => exception is InsufficientExecutionStackException
        ? Diagnostic.Create(
            DiagnosticDescriptors.UnsupportedSyntax, location, $"'{method}'", "It is nested too deeply: split it into several statements or methods")
        : Diagnostic.Create(DiagnosticDescriptors.InternalError, location, method, Describe(exception));

    /// <summary>The exception in one line, with the place it comes from.</summary>
    public static string Describe(Exception exception)
    {
        string message = $"{exception.GetType().Name}: {exception.Message}".Replace('\r', ' ').Replace('\n', ' ').TrimEnd('.', ' ');
        string? frame = exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("AutoDiff."))?.Trim();
        return frame is null ? message : $"{message} ({frame})";
    }
}
