using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private void LowerSwitchStatement(ISwitchOperation operation) => Report(Rejections.Statement, operation, "switch");

    private Value LowerSwitchExpression(ISwitchExpressionOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());

    private Value LowerIsPattern(IIsPatternOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());
}
