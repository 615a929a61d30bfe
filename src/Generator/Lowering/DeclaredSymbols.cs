using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// Compares variables by their declarations: a body names the parameters of a generic method's definition and of a partial method's implementation, a call those of the
/// method with its type arguments, and of its definition.
/// </summary>
internal sealed class DeclaredSymbols : IEqualityComparer<ISymbol>
{
    public static DeclaredSymbols Comparer { get; } = new();

    public bool Equals(ISymbol? x, ISymbol? y) => SymbolEqualityComparer.Default.Equals(Declared(x), Declared(y));

    public int GetHashCode(ISymbol obj) => SymbolEqualityComparer.Default.GetHashCode(Declared(obj));

    private static ISymbol? Declared(ISymbol? symbol) =>
        symbol?.OriginalDefinition is IParameterSymbol { ContainingSymbol: IMethodSymbol { PartialDefinitionPart: { } definition } } parameter
            ? definition.Parameters[parameter.Ordinal]
            : symbol?.OriginalDefinition;
}
