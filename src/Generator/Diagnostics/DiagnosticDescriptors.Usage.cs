using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

internal static partial class DiagnosticDescriptors
{
    /// <summary>{0}: the method; {1}: the containing type that lacks it.</summary>
    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        "GRAD0001",
        "Containing type is not partial",
        "Cannot generate derivatives of '{0}': its containing type '{1}' is not partial. Add 'partial' to the declaration of '{1}'.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0001.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: the file-local type.</summary>
    public static readonly DiagnosticDescriptor FileLocalType = new(
        "GRAD0002",
        "Containing type is file-local",
        "Cannot generate derivatives of '{0}': its containing type '{1}' is file-local, and generated code is in another file. Remove 'file' from '{1}' or move '{0}' to another type.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0002.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the function's name; {1}: 'a local function' or 'a lambda'.</summary>
    public static readonly DiagnosticDescriptor MarkOnLocalFunction = new(
        "GRAD0003",
        "Mark on a local function or lambda",
        "Cannot generate derivatives of '{0}': {1} has no place for members beside it. Make it a method of its own, or remove [Differentiable]: local functions called from a marked method are differentiated without it.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0003.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the accessor, as Type.Property.get.</summary>
    public static readonly DiagnosticDescriptor MarkOnAccessor = new(
        "GRAD0004",
        "Mark on an accessor",
        "Cannot generate derivatives of '{0}': it is an accessor. Move its body to a method and mark that.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0004.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: the interface.</summary>
    public static readonly DiagnosticDescriptor MarkOnInterfaceMember = new(
        "GRAD0005",
        "Mark on an interface member",
        "Cannot generate derivatives of '{0}': it is a member of the interface '{1}'. Mark a method of a class or struct.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0005.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method.</summary>
    public static readonly DiagnosticDescriptor MarkOnOverridableMethod = new(
        "GRAD0006",
        "Mark on an abstract method without overrides",
        "Cannot generate derivatives of '{0}': it is abstract, and no class of this project overrides it. Override it, or remove [Differentiable].",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0006.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: 'extern' or 'partial'.</summary>
    public static readonly DiagnosticDescriptor MarkOnMethodWithoutBody = new(
        "GRAD0007",
        "Mark on a method without a body",
        "Cannot generate derivatives of '{0}': it is {1} and has no C# body to differentiate. Write the body in C#, or remove [Differentiable].",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0007.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method.</summary>
    public static readonly DiagnosticDescriptor ChangedReceiver = new(
        "GRAD0008",
        "Mark on a method that changes its struct",
        "Cannot generate derivatives of '{0}': it changes the struct that it is called on, which isn't differentiable itself. Mark the struct [Differentiable], or return a changed copy.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0008.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: the type parameter; {2}: what it is, as "may stand for any type"; {3}: the way out.</summary>
    public static readonly DiagnosticDescriptor GenericMethod = new(
        "GRAD0009",
        "Type parameter without derivatives",
        "Cannot generate derivatives of '{0}': the type parameter '{1}' {2}. {3}.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0009.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the type; {1}: why, as "it is generic"; {2}: the way out.</summary>
    public static readonly DiagnosticDescriptor AggregateType = new(
        "GRAD0010",
        "Type can't be differentiable",
        "Cannot make '{0}' differentiable: {1}. {2}.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0010.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: empty, or a clause such as ' (all are marked [NoGradient])'.</summary>
    public static readonly DiagnosticDescriptor NoActiveParameter = new(
        "GRAD0011",
        "No active parameter",
        "Cannot generate derivatives of '{0}': no parameter can carry a derivative{1}. Give it a parameter of type float or double, or a span, array or list of these, or remove [Differentiable].",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0011.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: the result's type.</summary>
    public static readonly DiagnosticDescriptor NonDifferentiableResult = new(
        "GRAD0012",
        "Result without derivative",
        "Cannot generate derivatives of '{0}': its result of type '{1}' carries no derivative, and it has no 'ref', 'out' or buffer parameter that could. Return float or double, or a tuple, span or array of these, or write to a span.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0012.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: the unknown name; {2}: the parameters, as 'x', 'y'.</summary>
    public static readonly DiagnosticDescriptor UnknownParameterName = new(
        "GRAD0013",
        "Unknown name in WithRespectTo",
        "'{0}' has no parameter '{1}' to differentiate with respect to. Its parameters are {2}; use nameof to keep the names in step.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0013.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: the name; {2}: why, as "it is marked [NoGradient]", "its type 'int' carries no derivative".</summary>
    public static readonly DiagnosticDescriptor InactiveParameterNamed = new(
        "GRAD0014",
        "Name in WithRespectTo can't be active",
        "Cannot differentiate '{0}' with respect to '{1}': {2}. Remove it from WithRespectTo.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0014.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: what is wrong, as "it takes __arglist"; {2}: the way out, as "Use a span".</summary>
    public static readonly DiagnosticDescriptor UnsupportedSignature = new(
        "GRAD0015",
        "Signature not supported",
        "Cannot generate derivatives of '{0}': {1}. {2}.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0015.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: the language version.</summary>
    public static readonly DiagnosticDescriptor LanguageVersionTooLow = new(
        "GRAD0016",
        "Language version below C# 12",
        "Cannot generate derivatives of '{0}': the generated code needs C# 12, and this project is compiled as C# {1}. Set <LangVersion> to 12 or higher, or remove it.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0016.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: the missing type.</summary>
    public static readonly DiagnosticDescriptor RuntimeReferenceMissing = new(
        "GRAD0017",
        "Runtime is not referenced",
        "Cannot generate derivatives of '{0}': the type '{1}' of the AutoDiff runtime is not found. Reference the package AutoDiff.Differentiable, with the same version of runtime and generator.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0017.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method called; {1}: its assembly; {2}: the version there (or 'none'); {3}: the version here.</summary>
    public static readonly DiagnosticDescriptor SplitFormVersionMismatch = new(
        "GRAD0018",
        "Derivatives of another version",
        "Cannot differentiate the call to '{0}': the derivatives in the assembly '{1}' have split form version {2}, this generator needs {3}. Build both with the same version of AutoDiff.Differentiable.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0018.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method; {1}: what stands in the way; {2}: the way out.</summary>
    public static readonly DiagnosticDescriptor NoJacobian = new(
        "GRAD0026",
        "Jacobian not supported",
        "Cannot generate the Jacobian of '{0}': {1}. {2}, or remove DerivativeModes.Jacobian.",
        Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0026.md",
        customTags: NotConfigurable);
}
