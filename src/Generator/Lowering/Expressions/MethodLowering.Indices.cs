using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>An index into the (pinned) buffer: a number, or one counted from the end.</summary>
    private Operand LowerIndex(IOperation index, in Pin buffer)
    {
        _ = buffer;
        return LowerExpression(index);
    }

    private Operand LowerIndexFromEnd(IUnaryOperation operation) => RejectUnsupported(operation);

    private Value LowerRange(IRangeOperation operation) => RejectUnsupported(operation);
}
