using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>An operator on types without derivatives, or a user-defined one.</summary>
    private Operand LowerOpaqueOperator(IOperation operation, BinaryOperatorKind kind, IMethodSymbol? method, Operand left, Operand right, ITypeSymbol type)
    {
        _ = (kind, method, left, right, type);
        return RejectUnsupported(operation);
    }

    private Operand LowerOpaqueIncrement(IOperation operation, BinaryOperatorKind kind, Operand old, ITypeSymbol type)
    {
        _ = (kind, old, type);
        return RejectUnsupported(operation);
    }

    private Operand LowerOpaqueUnary(IUnaryOperation operation, Operand operand)
    {
        _ = operand;
        return RejectUnsupported(operation);
    }
}
