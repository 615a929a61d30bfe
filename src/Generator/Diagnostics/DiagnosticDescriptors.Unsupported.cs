using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

internal static partial class DiagnosticDescriptors
{
    /// <summary>{0}: the method called.</summary>
    public static readonly DiagnosticDescriptor CallWithoutDerivative = new(
        "GRAD0101",
        "Call without derivative",
        "Cannot differentiate the call to '{0}': it has no derivative. Mark it [Differentiable], write one with [DerivativeOf], or cut it with Gradient.Stop.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0101.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the delegate, as written.</summary>
    public static readonly DiagnosticDescriptor DelegateCall = new(
        "GRAD0102",
        "Call through a delegate",
        "Cannot differentiate the call through '{0}': what a delegate calls is known only at run time. Call a method or a local function by its name, or cut the arguments with Gradient.Stop.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0102.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method called; {1}: 'virtual', 'abstract' or 'an interface member', and what follows from it; {2}: the way out.</summary>
    public static readonly DiagnosticDescriptor VirtualCall = new(
        "GRAD0103",
        "Virtual call",
        "Cannot differentiate the call to '{0}': it is {1}. {2}.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0103.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the LINQ method or 'the query'.</summary>
    public static readonly DiagnosticDescriptor LinqCall = new(
        "GRAD0104",
        "LINQ",
        "Cannot differentiate '{0}': LINQ runs delegates over a lazy sequence. Write a loop, or cut its source with Gradient.Stop.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0104.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the generated member called.</summary>
    public static readonly DiagnosticDescriptor CallOfGeneratedMember = new(
        "GRAD0105",
        "Call of a generated derivative",
        "Cannot differentiate the call to '{0}': it is generated, and the generator does not see its own output. Compute the derivative outside of the marked method and pass it in as a parameter.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0105.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the target; {1}: 'a static field', 'a field of an object', 'an array reached from a static field' ...</summary>
    public static readonly DiagnosticDescriptor StaticWrite = new(
        "GRAD0106",
        "Active value written to a field",
        "Cannot differentiate the write to '{0}': a derivative does not follow a value through {1}. Return the value or write it to a parameter, or cut it with Gradient.Stop.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0106.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the type, as object, double?, decimal, Point; {1}: where the value can be kept, as "Keep the value in an array".</summary>
    public static readonly DiagnosticDescriptor ActiveValueInInactiveType = new(
        "GRAD0107",
        "Active value in a type that carries no derivative",
        "Cannot differentiate through '{0}': it can hold a float but carries no derivative. {1}, or cut it with Gradient.Stop.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0107.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method.</summary>
    public static readonly DiagnosticDescriptor BitCast = new(
        "GRAD0108",
        "Reinterpreted bits",
        "Cannot differentiate '{0}': it reinterprets the bits of a value, which has no derivative. Compute with the value itself, or cut it with Gradient.Stop.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0108.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method called, as Add; {1}: the parameter.</summary>
    public static readonly DiagnosticDescriptor ParameterListCountChanged = new(
        "GRAD0109",
        "Count of a parameter list changed",
        "Cannot differentiate '{0}' on the parameter '{1}': its adjoint must keep the caller's Count. Copy it to a local list and change that.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0109.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the list, as written.</summary>
    public static readonly DiagnosticDescriptor ListChangedInForeach = new(
        "GRAD0110",
        "List changed while enumerated",
        "Cannot differentiate the foreach over '{0}': its body may change the list, and the enumeration would throw. Loop over an index instead.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0110.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method or 'await'.</summary>
    public static readonly DiagnosticDescriptor AsyncMethod = new(
        "GRAD0111",
        "async",
        "Cannot differentiate '{0}': it is async. Move the computation to a synchronous method, mark that, and await outside of it.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0111.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the method or local function.</summary>
    public static readonly DiagnosticDescriptor IteratorMethod = new(
        "GRAD0112",
        "Iterator",
        "Cannot differentiate '{0}': it is an iterator. Write its elements to a span, array or list instead of yielding them.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0112.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the statement, as 'goto Next'.</summary>
    public static readonly DiagnosticDescriptor GotoStatement = new(
        "GRAD0113",
        "goto",
        "Cannot differentiate '{0}'. Write the jump as a loop with break or continue, or move the code to a local function and return from it.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0113.md",
        customTags: NotConfigurable);

    /// <summary>{0}: 'try ... catch' or 'try ... finally'.</summary>
    public static readonly DiagnosticDescriptor TryCatch = new(
        "GRAD0114",
        "try",
        "Cannot differentiate '{0}': where an exception would continue is known only at run time. Catch around the call of the generated derivative, or test the condition with an if.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0114.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the statement or expression, as 'fixed', 'stackalloc to a pointer', '*p'.</summary>
    public static readonly DiagnosticDescriptor UnsafeCode = new(
        "GRAD0115",
        "Unsafe code or pointers",
        "Cannot differentiate '{0}': what a pointer points at is not known. Use spans or arrays.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0115.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the expression, as written.</summary>
    public static readonly DiagnosticDescriptor DynamicExpression = new(
        "GRAD0116",
        "dynamic",
        "Cannot differentiate '{0}': its type is dynamic, so what it does is known only at run time. Use a static type.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0116.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the captured variable.</summary>
    public static readonly DiagnosticDescriptor CapturedByLambda = new(
        "GRAD0118",
        "Active variable captured by a lambda",
        "Cannot differentiate the lambda that captures '{0}': what it computes from an active variable has no derivative. Use a local function called by its name, or capture a copy cut with Gradient.Stop.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0118.md",
        customTags: NotConfigurable);

    /// <summary>{0}: what it is, as "the 'with' expression"; {1}: the way out, as "Assign the fields one by one".</summary>
    public static readonly DiagnosticDescriptor UnsupportedSyntax = new(
        "GRAD0119",
        "C# that is not supported",
        "Cannot differentiate {0}: it is not part of the C# that AutoDiff supports. {1}.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0119.md",
        customTags: NotConfigurable);

    /// <summary>{0}: the code, or the method; {1}: what has no derivative, as a sentence without its period.</summary>
    public static readonly DiagnosticDescriptor DerivativeNotFound = new(
        "GRAD0120",
        "No derivative found",
        "Cannot differentiate '{0}': {1}. Write this part in another way, or cut what flows into it with Gradient.Stop.",
        Unsupported,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "GRAD0120.md",
        customTags: NotConfigurable);
}
