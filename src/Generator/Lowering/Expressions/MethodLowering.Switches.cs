using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private void LowerSwitchStatement(ISwitchOperation operation) => RejectUnsupported(operation);

    private Value LowerSwitchExpression(ISwitchExpressionOperation operation) => RejectUnsupported(operation);

    private Value LowerIsPattern(IIsPatternOperation operation) => RejectUnsupported(operation);
}
