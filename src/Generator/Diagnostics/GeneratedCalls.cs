using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>
/// Calls of what the generator has written for this project. The generator can't see these members, so only the analyzer, which sees the whole, can
/// name such calls.
/// </summary>
internal static class GeneratedCalls
{
    public static IEnumerable<Diagnostic> Check(SyntaxNode declaration, Compilation compilation, CancellationToken cancellation)
    {
        if (BodyModels.Of(compilation, declaration.SyntaxTree).GetOperation(declaration, cancellation) is not { } body)
        {
            yield break;
        }

        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            cancellation.ThrowIfCancellationRequested();
            IMethodSymbol? target = operation switch
            {
                IInvocationOperation invocation => invocation.TargetMethod,
                IMethodReferenceOperation reference => reference.Method,
                _ => null,
            };
            if (target is null)
            {
                continue;
            }

            if (IsGenerated(target, compilation))
            {
                yield return Diagnostic.Create(DiagnosticDescriptors.CallOfGeneratedMember, operation.Syntax.GetLocation(), target.Name);
            }
        }
    }

    private static bool IsGenerated(IMethodSymbol method, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && method.GetAttributes().Any(attribute =>
            attribute.AttributeClass is { Name: "GeneratedCodeAttribute" }
            && attribute.ConstructorArguments is [{ Value: string tool }, ..]
            && tool == SplitForm.Tool);
}
