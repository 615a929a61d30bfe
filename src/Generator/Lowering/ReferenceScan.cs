using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// Looks through a body, before it is lowered, for references that aren't known where they are declared (they are reassigned, chosen by a condition, or come from a
/// call), and for the variables that such a reference may refer to: these have to be memory.
/// </summary>
internal sealed class ReferenceScan
{
    private readonly Func<IMethodSymbol, IBlockOperation?> _bodyOf;
    private readonly HashSet<IMethodSymbol> _scanned = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _initializers = new(DeclaredSymbols.Comparer);

    public ReferenceScan(Func<IMethodSymbol, IBlockOperation?> bodyOf) => _bodyOf = bodyOf;

    /// <summary>The reference variables that are spans of one element.</summary>
    public HashSet<ISymbol> Changing { get; } = new(DeclaredSymbols.Comparer);

    /// <summary>The variables that are memory, because a reference that isn't known may refer to them.</summary>
    public HashSet<ISymbol> Cells { get; } = new(DeclaredSymbols.Comparer);

    public void Add(IMethodSymbol method, IBlockOperation body)
    {
        if (!_scanned.Add(method) || !UsesReferences(method, body))
        {
            return;
        }

        foreach (IOperation operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol.IsRef: true } declarator when InitializerOf(declarator) is { } initializer:
                    _initializers[declarator.Symbol] = initializer;
                    if (!IsKnown(initializer))
                    {
                        Changing.Add(declarator.Symbol);
                    }

                    break;
                case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation target }:
                    Changing.Add(target.Local);
                    break;
                case ISimpleAssignmentOperation { IsRef: true, Target: IParameterReferenceOperation target }:
                    Changing.Add(target.Parameter);
                    break;
            }
        }

        foreach (IOperation operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: { IsRef: true } local } when Changing.Contains(local) && _initializers.TryGetValue(local, out IOperation? initializer):
                    AddCells(initializer);
                    break;
                case ISimpleAssignmentOperation { IsRef: true } assignment:
                    AddCells(assignment.Value);
                    break;
                case IConditionalOperation { IsRef: true } conditional:
                    AddCells(conditional);
                    break;
                case IReturnOperation { ReturnedValue: { } value } when ReturnsReference(Enclosing(operation) ?? method):
                    AddCells(value);
                    break;
                case IInvocationOperation call when ReturnsReference(call.TargetMethod) || ReassignsParameter(call.TargetMethod):
                    foreach (IArgumentOperation argument in call.Arguments.Where(argument => argument.Parameter is { RefKind: not RefKind.None }))
                    {
                        AddCells(argument.Value);
                    }

                    break;
            }
        }
    }

    public static bool ReturnsReference(IMethodSymbol method) => method.ReturnsByRef || method.ReturnsByRefReadonly;

    private static IOperation? InitializerOf(IVariableDeclaratorOperation declarator) =>
        declarator.Initializer?.Value ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer?.Value;

    // The local function that a statement stands in.
    private static IMethodSymbol? Enclosing(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation function)
            {
                return function.Symbol;
            }
        }

        return null;
    }

    private static bool UsesReferences(IMethodSymbol method, IBlockOperation body) => ReturnsReference(method) || body.Descendants().Any(operation => operation switch
    {
        ISimpleAssignmentOperation assignment => assignment.IsRef,
        IConditionalOperation conditional => conditional.IsRef,
        ILocalFunctionOperation function => ReturnsReference(function.Symbol),
        IInvocationOperation call => ReturnsReference(call.TargetMethod) && (call.TargetMethod.MethodKind == MethodKind.LocalFunction || MarkedMethod.IsMarked(call.TargetMethod)),
        _ => false,
    });

    private static bool IsKnown(IOperation reference) => reference switch
    {
        IConditionalOperation or IInvocationOperation => false,
        ISimpleAssignmentOperation assignment => !assignment.IsRef,
        IParenthesizedOperation parenthesized => IsKnown(parenthesized.Operand),
        _ => true,
    };

    private bool ReassignsParameter(IMethodSymbol method) =>
        (method.MethodKind == MethodKind.LocalFunction || MarkedMethod.IsMarked(method)) && _bodyOf(method) is { } body
        && body.Descendants().Any(operation => operation is ISimpleAssignmentOperation { IsRef: true, Target: IParameterReferenceOperation });

    private void AddCells(IOperation reference)
    {
        switch (reference)
        {
            case ILocalReferenceOperation { Local: { IsRef: true } local }:
                if (_initializers.TryGetValue(local, out IOperation? initializer) && !Changing.Contains(local))
                {
                    AddCells(initializer);
                }

                break;
            case ILocalReferenceOperation local:
                Cells.Add(local.Local);
                break;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter } parameter:
                Cells.Add(parameter.Parameter);
                break;
            case IFieldReferenceOperation { Instance: { Type: { IsValueType: true } owner } instance } when owner.IsTupleType || Aggregates.IsAggregate(owner):
                AddCells(instance);
                break;
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                AddCells(conditional.WhenTrue);
                AddCells(otherwise);
                break;
            case ISimpleAssignmentOperation { IsRef: true } assignment:
                AddCells(assignment.Value);
                break;
            case IParenthesizedOperation parenthesized:
                AddCells(parenthesized.Operand);
                break;
            case IDeclarationExpressionOperation declaration:
                AddCells(declaration.Expression);
                break;
        }
    }
}
