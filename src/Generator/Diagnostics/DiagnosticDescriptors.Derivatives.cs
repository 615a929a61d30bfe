using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

internal static partial class DiagnosticDescriptors
{
    /// <summary>{0}: the expression, as written; {1}: the type.</summary>
    public static readonly DiagnosticDescriptor DerivativeLostInCast = new(
        "GRAD0201",
        "Derivative lost in a cast",
        "The cast of '{0}' to '{1}' has derivative zero: what is computed from it adds nothing to the gradient. Keep the value in floating point, or write Gradient.Stop({0}) to say that this is meant.",
        Derivatives,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0201.md");

    /// <summary>{0}: the function, as Math.Floor.</summary>
    public static readonly DiagnosticDescriptor ZeroDerivative = new(
        "GRAD0202",
        "Derivative is zero",
        "'{0}' is constant between its steps, so its derivative is zero and what is computed from it adds nothing to the gradient. Put its argument in Gradient.Stop to say that this is meant.",
        Derivatives,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0202.md");

    /// <summary>{0}: the method; {1}: the active parameters, as 'x', 'y'.</summary>
    public static readonly DiagnosticDescriptor ResultIndependentOfParameters = new(
        "GRAD0203",
        "Result doesn't depend on any active parameter",
        "The result of '{0}' does not depend on any active parameter: its gradient is always zero. Use {1} in the result, or remove [Differentiable].",
        Derivatives,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0203.md");
}
