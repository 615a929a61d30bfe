using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>
/// Calls of what a generator has written, in this project or in a referenced one. The generator can't see the members that it generates for
/// this project, so only the analyzer, which sees the whole, can name such calls.
/// </summary>
internal static class ForeignDerivatives
{
    public static IEnumerable<Diagnostic> Check(IEnumerable<IOperation> blocks, Compilation compilation, CancellationToken cancellation)
    {
        foreach (IOperation operation in blocks.SelectMany(block => block.DescendantsAndSelf()))
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
            else if (OtherVersion(target, compilation) is { } version)
            {
                yield return Diagnostic.Create(
                    DiagnosticDescriptors.SplitFormVersionMismatch,
                    operation.Syntax.GetLocation(),
                    target.Name,
                    target.ContainingAssembly.Name,
                    version,
                    SplitForm.Version.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static bool IsGenerated(IMethodSymbol method, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && method.GetAttributes().Any(attribute =>
            attribute.AttributeClass is { Name: "GeneratedCodeAttribute" }
            && attribute.ConstructorArguments is [{ Value: string tool }, ..]
            && tool == SplitForm.Tool);

    // The version in which the assembly of a marked method states its derivatives, when it isn't ours.
    private static string? OtherVersion(IMethodSymbol method, Compilation compilation)
    {
        if (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly) || DifferentiableMark.On(method) is null)
        {
            return null;
        }

        foreach (AttributeData attribute in method.ContainingAssembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "SplitFormVersionAttribute", ContainingNamespace: { Name: "CompilerServices", ContainingNamespace.Name: "AutoDiff" } })
            {
                int version = attribute.ConstructorArguments is [{ Value: int stated }] ? stated : 0;
                return version == SplitForm.Version ? null : version.ToString(CultureInfo.InvariantCulture);
            }
        }

        return "none";
    }
}
