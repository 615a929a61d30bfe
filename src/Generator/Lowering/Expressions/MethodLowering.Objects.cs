using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerObjectCreation(IObjectCreationOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());


    private Value LowerInterpolation(IInterpolatedStringOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());


    private Value LowerConditionalAccess(IConditionalAccessOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());


    private Value LowerConditionalAccessInstance(IConditionalAccessInstanceOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());


    private Value LowerCoalesce(ICoalesceOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());


    private Value LowerIsType(IIsTypeOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());


    private Value LowerSizeOf(ISizeOfOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());


    private Value LowerTypeOf(ITypeOfOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());


    private Value LowerInstance(IInstanceReferenceOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());


    private Value LowerOther(IOperation operation) => Reject(Rejections.Expression, operation, operation.Syntax.ToString());
}
