using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>About hand-written derivatives.</summary>
internal static partial class DiagnosticDescriptors
{
    /// <summary>{0}: the derivative; {1}: the method; {2}: what is wrong; {3}: the signature that it may have.</summary>
    public static readonly DiagnosticDescriptor RuleSignature = new(
        "GRAD0019",
        "Signature of a hand-written derivative",
        "'{0}' can't be used as the derivative of '{1}': {2}. Declare it as '{3}', leaving out the parameters that it doesn't need.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0019.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the derivative; {1}: the name in the attribute; {2}: what isn't there.</summary>
    public static readonly DiagnosticDescriptor RuleTargetNotFound = new(
        "GRAD0020",
        "Derivative of an unknown method",
        "'{0}' is marked as the derivative of '{1}': {2}. Name the type and the method, as in [DerivativeOf(typeof(Math), nameof(Math.Exp))].",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0020.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the derivative; {1}: the name in the attribute; {2}: two of the overloads, quoted.</summary>
    public static readonly DiagnosticDescriptor AmbiguousRuleTarget = new(
        "GRAD0021",
        "Derivative of an ambiguous overload",
        "'{0}' could be the derivative of several overloads of '{1}': {2}. Name the types of the one that is meant, as in Parameters = [typeof(double)].",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0021.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the derivative; {1}: the method; {2}: the derivative that it has already.</summary>
    public static readonly DiagnosticDescriptor RepeatedRule = new(
        "GRAD0022",
        "Second derivative of a method",
        "'{0}' is marked as the derivative of '{1}', which has '{2}' already. Remove one of the two.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0022.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method that is called; {1}: its derivative; {2}: the type that the derivative is in.</summary>
    public static readonly DiagnosticDescriptor RuleNotAccessible = new(
        "GRAD0023",
        "Derivative is not accessible",
        "Cannot differentiate the call to '{0}': its derivative '{1}' in '{2}' isn't accessible here. Make '{1}' internal or public, or mark '{0}' [Differentiable].",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0023.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method that is called; {1}: its parameter; {2}: the derivative; {3}: the parameter that the derivative would need.</summary>
    public static readonly DiagnosticDescriptor RuleWithoutAdjoint = new(
        "GRAD0024",
        "Derivative leaves out an active argument",
        "Cannot differentiate the call to '{0}': '{1}' is active here, and the derivative '{2}' doesn't take its adjoint. Give '{2}' the parameter '{3}', or cut the argument with Gradient.Stop.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0024.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the derivative; {1}: the method.</summary>
    public static readonly DiagnosticDescriptor UnusedRule = new(
        "GRAD0025",
        "Unused derivative",
        "'{0}' is the derivative of '{1}', which no [Differentiable] method calls, and nobody outside of this project sees '{0}'. Remove it, make it public, or check that [DerivativeOf] names the method that was meant.",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0025.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
