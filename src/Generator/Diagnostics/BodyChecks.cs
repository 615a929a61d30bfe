using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>What can be said of a marked method by looking into its body.</summary>
internal static class BodyChecks
{
    public static ImmutableArray<Diagnostic> Check(
        IMethodSymbol method, DifferentiableMark mark, ImmutableArray<IOperation> blocks, Compilation compilation, CancellationToken cancellation)
    {
        ImmutableArray<Diagnostic>.Builder found = ImmutableArray.CreateBuilder<Diagnostic>();
        found.AddRange(ForeignDerivatives.Check(blocks, compilation, cancellation));
        return found.ToImmutable();
    }
}
