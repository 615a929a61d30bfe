using AutoDiff.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>What C# is outside of the language that is differentiated: for each operation that lowering has no case for, the diagnostic.</summary>
internal static class LanguageFence
{
    private const string MoveOut = "Move it out of the marked method";

    private static readonly string[] s_generatedSuffixes = ["Gradient", "Vjp", "Jvp", "Tangent", "Forward", "Reverse", "Hvp", "Jacobian", "Hessian"];

    /// <summary>A diagnostic to report, and what fills its message.</summary>
    public readonly record struct Rejection(DiagnosticDescriptor Descriptor, params object[] Arguments);

    /// <summary>Why the operation is rejected, or null when the compiler itself reports an error there.</summary>
    /// <param name="operation">An operation without a lowering.</param>
    /// <param name="text">Its source, as messages quote it.</param>
    public static Rejection? Of(IOperation operation, string text) => operation switch
    {
        IInvalidOperation => null,
        IAwaitOperation => new(DiagnosticDescriptors.AsyncMethod, "await"),
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => new(DiagnosticDescriptors.IteratorMethod, "yield"),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation
            => new(DiagnosticDescriptors.DynamicExpression, text),
        { Type.TypeKind: TypeKind.Dynamic } => new(DiagnosticDescriptors.DynamicExpression, text),
        IAnonymousFunctionOperation lambda when ActiveCapture(lambda) is { } captured => new(DiagnosticDescriptors.CapturedByLambda, captured),
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } when ActiveCapture(lambda) is { } captured
            => new(DiagnosticDescriptors.CapturedByLambda, captured),
        IAddressOfOperation => new(DiagnosticDescriptors.UnsafeCode, text),
        ITryOperation { Catches.IsEmpty: false } => new(DiagnosticDescriptors.TryCatch, "try ... catch"),
        ITryOperation => new(DiagnosticDescriptors.TryCatch, "try ... finally"),
        IWithOperation => new(DiagnosticDescriptors.UnsupportedSyntax, "the 'with' expression", "Assign the members one by one"),
        IEventAssignmentOperation => new(DiagnosticDescriptors.UnsupportedSyntax, "the subscription to an event", MoveOut),
        ITypeParameterObjectCreationOperation => new(DiagnosticDescriptors.UnsupportedSyntax, $"'{text}'", MoveOut),
        IInstanceReferenceOperation => new(DiagnosticDescriptors.UnsupportedSyntax, $"'{text}'", "Pass what is needed as a parameter"),
        INameOfOperation => new(DiagnosticDescriptors.UnsupportedSyntax, $"'{text}'", "Write the name as a string"),
        _ when IsUnsafe(operation.Syntax) => new(DiagnosticDescriptors.UnsafeCode, text),
        _ => new(DiagnosticDescriptors.UnsupportedSyntax, $"'{text}'", "Write it in another way, or move it out of the marked method"),
    };

    /// <summary>The call of a generated derivative within code that doesn't bind (the generator doesn't see what it generates), or null.</summary>
    public static InvocationExpressionSyntax? GeneratedCallIn(SyntaxNode syntax, Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxNode node in syntax.DescendantNodesAndSelf())
        {
            if (node is InvocationExpressionSyntax call && NameOf(call) is { } name && BaseName(name) is { } method
                && compilation.GetSymbolsWithName(method, SymbolFilter.Member, cancellation).OfType<IMethodSymbol>().Any(MarkedMethod.IsMarked))
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>Whether a method is a derivative that was generated (an analyzer sees them).</summary>
    public static bool IsGenerated(IMethodSymbol method) =>
        BaseName(method.Name) is { } name
        && method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute")
        && method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().Any(MarkedMethod.IsMarked);

    public static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    // The first variable of the enclosing method that a lambda uses and that can carry a derivative.
    private static string? ActiveCapture(IAnonymousFunctionOperation lambda)
    {
        foreach (IOperation operation in lambda.Body.Descendants())
        {
            ISymbol? variable = operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (variable is not null && operation.Type is { } type && TypeMapping.CanBeActive(type)
                && !variable.DeclaringSyntaxReferences.Any(declaration => lambda.Syntax.Span.Contains(declaration.Span)))
            {
                return variable.Name;
            }
        }

        return null;
    }

    private static string? BaseName(string name)
    {
        foreach (string suffix in s_generatedSuffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return name.Substring(0, name.Length - suffix.Length);
            }
        }

        return null;
    }

    private static bool IsUnsafe(SyntaxNode syntax) => syntax is FixedStatementSyntax or UnsafeStatementSyntax or PointerTypeSyntax
        or PrefixUnaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PointerIndirectionExpression }
        or MemberAccessExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PointerMemberAccessExpression };
}
