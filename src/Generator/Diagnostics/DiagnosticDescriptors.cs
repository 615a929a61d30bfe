using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>
/// Every diagnostic, one id per concept that a user would name. 00xx: usage and signature. 01xx: C# that can't be differentiated.
/// 02xx: a derivative that is lost or zero. 03xx: cost. 04xx: shapes. 09xx: internal. An id is never given to another concept.
/// The comment on each says what its message arguments are.
/// </summary>
internal static partial class DiagnosticDescriptors
{
    private const string Usage = "AutoDiff.Usage";
    private const string Unsupported = "AutoDiff.Unsupported";
    private const string Derivatives = "AutoDiff.Derivatives";
    private const string Internal = "AutoDiff.Internal";

    private const string Pages = "https://github.com/autodiff-dotnet/autodiff/blob/main/docs/diagnostics/";

    // An error means that there is no derivative: switching it off would only hide why a member is missing.
    private const string NotConfigurable = WellKnownDiagnosticTags.NotConfigurable;

    /// <summary>{0}: the method; {1}: what went wrong.</summary>
    public static readonly DiagnosticDescriptor InternalError = new(
        "GRAD0901",
        "AutoDiff failed",
        "AutoDiff failed on '{0}' and generated nothing for it: {1}. This is a defect of AutoDiff, please report it with the method's source; to build without the derivative, remove [Differentiable].",
        Internal,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0901.md",
        customTags: NotConfigurable);
}
