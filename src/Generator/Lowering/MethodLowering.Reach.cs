using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>What generated code may name. It stands in the type of the marked method, and what is lowered in place of a call may be the code of another type.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The member that an operation names, or null.</summary>
    private static ISymbol? UsedSymbol(IOperation operation) => operation switch
    {
        { ConstantValue.HasValue: true } => null,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.LocalFunction } target } => target,
        IObjectCreationOperation creation => creation.Constructor,
        _ => null,
    };

    /// <summary>Whether a member can be used from the marked method's type: it is accessible, a member of an aggregate, or code that is lowered in place.</summary>
    private bool IsReachable(ISymbol symbol, HashSet<ISymbol> seen)
    {
        if (_compilation.IsSymbolAccessibleWithin(symbol, _lifting.Root.ContainingType))
        {
            return true;
        }

        switch (symbol)
        {
            case IFieldSymbol { IsStatic: false } field when Aggregates.IsAggregate(field.ContainingType):
            case IPropertySymbol { IsStatic: false } auto when Aggregates.IsAggregate(auto.ContainingType) && CallEffects.IsAutoProperty(auto):
                return true;
            case IPropertySymbol property:
                return (property.GetMethod is null || IsReachable(property.GetMethod, seen)) && (property.SetMethod is null || IsReachable(property.SetMethod, seen));
            case IMethodSymbol method when IsAggregateCode(method) || (MarkedMethod.IsMarked(method) && !IsForeign(method)):
                return !seen.Add(method) || (BodyOf(method) is { } body && body.Descendants().All(operation => UsedSymbol(operation) is not { } used || IsReachable(used, seen)));
            default:
                return false;
        }
    }

    /// <summary>Reports a use of a member that the generated code can't name; false when there is nothing to report.</summary>
    private bool RejectHiddenUse(IOperation operation)
    {
        if (SymbolEqualityComparer.Default.Equals(_frame.Method.ContainingType, _lifting.Root.ContainingType) || UsedSymbol(operation) is not { } symbol || IsReachable(symbol, []))
        {
            return false;
        }

        RejectHiddenUse(operation, symbol);
        return true;
    }

    private void RejectHiddenUse(IOperation operation, ISymbol symbol)
    {
        ISymbol named = symbol is IMethodSymbol { AssociatedSymbol: { } property } ? property : symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType : symbol;
        RejectUnsupported(
            operation,
            $"the use of '{named.Name}', which the code that is generated in '{_lifting.Root.ContainingType.Name}' can't reach",
            "Make it internal, or mark the method that uses it [Differentiable]");
    }
}
