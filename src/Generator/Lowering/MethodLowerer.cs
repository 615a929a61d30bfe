using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>From a marked method to the IR.</summary>
internal static class MethodLowerer
{
    /// <param name="method">The method, with its body in the compilation.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static LoweringResult Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        MethodLowering.Lower(method, compilation, cancellation);

    /// <summary>Whether a class of the same project overrides an abstract method.</summary>
    public static bool IsImplemented(IMethodSymbol method) => DerivedTypes.AssignableTo(method.ContainingType, method.ContainingAssembly)
        .Any(type => MethodLowering.Implementation(method, type) is not null);
}
