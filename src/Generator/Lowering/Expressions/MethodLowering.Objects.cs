using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerObjectCreation(IObjectCreationOperation operation) => RejectUnsupported(operation);


    private Value LowerInterpolation(IInterpolatedStringOperation operation) => RejectUnsupported(operation);


    private Value LowerConditionalAccess(IConditionalAccessOperation operation) => RejectUnsupported(operation);


    private Value LowerConditionalAccessInstance(IConditionalAccessInstanceOperation operation) => RejectUnsupported(operation);


    private Value LowerCoalesce(ICoalesceOperation operation) => RejectUnsupported(operation);


    private Value LowerIsType(IIsTypeOperation operation) => RejectUnsupported(operation);


    private Value LowerSizeOf(ISizeOfOperation operation) => RejectUnsupported(operation);


    private Value LowerTypeOf(ITypeOfOperation operation) => RejectUnsupported(operation);


    private Value LowerInstance(IInstanceReferenceOperation operation) => RejectUnsupported(operation);


    private Value LowerOther(IOperation operation) => RejectUnsupported(operation);
}
