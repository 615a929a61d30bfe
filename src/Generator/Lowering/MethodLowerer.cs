using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>From a marked method to the IR.</summary>
internal static class MethodLowerer
{
    public static LoweringResult Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        Lower(method, compilation, null, cancellation);

    /// <param name="method">The method, with its body in the compilation.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="model">A semantic model of the method's file that is at hand already, or null.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static LoweringResult Lower(IMethodSymbol method, Compilation compilation, SemanticModel? model, CancellationToken cancellation) =>
        MethodLowering.Lower(method, compilation, model, cancellation);
}
