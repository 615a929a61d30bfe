using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>Evaluates an expression that has one operand as its value. A variable of the user's is returned as itself: who evaluates
    /// something else before using it has to pin it.</summary>
    private Operand LowerExpression(IOperation operation)
    {
        Value value = LowerValue(operation);
        if (value.Operand is { } operand)
        {
            return operand;
        }

        if (!_hasErrors)
        {
            RejectUnsupported(operation);
        }

        return Rejected(operation);
    }

    /// <summary>Evaluates an expression of any type.</summary>
    private Value LowerValue(IOperation operation)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue is { HasValue: true } constant && operation.Type is { } type)
        {
            return Literals.Of(type, constant.Value);
        }

        IOperation? outer = _operation;
        _operation = operation;
        Value value = RejectHiddenUse(operation) ? RejectedValue(operation) : Dispatch(operation);
        _operation = outer;
        return value;
    }

    /// <summary>Evaluates an expression whose value nobody uses.</summary>
    private void LowerEffects(IOperation operation)
    {
        IOperation? outer = _operation;
        _operation = operation;
        switch (operation)
        {
            case IIncrementOrDecrementOperation increment:
                LowerIncrement(increment, needsValue: false);
                break;
            case IInvocationOperation call:
                LowerInvocation(call);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                LowerDeconstruction(deconstruction);
                break;
            case ISimpleAssignmentOperation { IsRef: true } assignment:
                LowerReferenceAssignment(assignment);
                break;
            case IConditionalAccessOperation access:
                LowerConditionalAccess(access);
                break;
            default:
                LowerValue(operation);
                break;
        }

        _operation = outer;
    }

    private Value Dispatch(IOperation operation)
    {
        switch (operation)
        {
            case { Kind: OperationKind.None or OperationKind.Conversion } when IsStackAllocation(operation):
                return LowerStackAllocation(operation);
            case IArrayElementReferenceOperation { Indices: [{ Type: { } index }] } element when IsSystemType(index, "Range"):
                return LowerArrayRange(element);
            case ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                return Read(LowerPlace(operation));
            case IPropertyReferenceOperation property:
                return LowerPropertyRead(property);
            case IFieldReferenceOperation field:
                return LowerFieldRead(field);
            case IBinaryOperation { OperatorMethod: { } method, IsLifted: false } binary when IsDifferentiableOperator(method, binary.ConstrainedToType):
                return LowerAggregateOperator(binary, method, binary.LeftOperand, binary.RightOperand);
            case IUnaryOperation { OperatorMethod: { } method, IsLifted: false } unary when IsDifferentiableOperator(method, unary.ConstrainedToType):
                return LowerAggregateOperator(unary, method, unary.Operand);
            case IWithOperation { Type: { } type } with when Aggregates.IsAggregate(type):
                return LowerAggregateWith(with);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary:
                return LowerShortCircuit(binary);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } binary:
                return LowerConcatenation(binary);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } binary when IsComparisonOfReferences(binary):
                return LowerComparisonOfReferences(binary);
            case IBinaryOperation binary:
                return LowerBinary(binary);
            case IUnaryOperation unary:
                return LowerUnary(unary);
            case IConversionOperation conversion:
                return LowerConversion(conversion);
            case IInvocationOperation call:
                return LowerInvocation(call);
            case ISimpleAssignmentOperation assignment:
                return LowerAssignment(assignment);
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } assignment:
                return LowerAppend(assignment);
            case ICompoundAssignmentOperation assignment:
                return LowerCompoundAssignment(assignment);
            case IIncrementOrDecrementOperation increment:
                return LowerIncrement(increment, needsValue: true);
            case ICoalesceAssignmentOperation assignment:
                return LowerCoalesceAssignment(assignment);
            case IDeconstructionAssignmentOperation deconstruction:
                return LowerDeconstruction(deconstruction);
            case IConditionalOperation conditional:
                return LowerConditional(conditional);
            case ICoalesceOperation coalesce:
                return LowerCoalesce(coalesce);
            case ISwitchExpressionOperation switched:
                return LowerSwitchExpression(switched);
            case IIsPatternOperation pattern:
                return LowerIsPattern(pattern);
            case IIsTypeOperation isType:
                return LowerIsType(isType);
            case ITupleOperation tuple:
                return LowerTuple(tuple);
            case ITupleBinaryOperation tuple:
                return LowerTupleEquality(tuple);
            case IArrayCreationOperation creation:
                return LowerArrayCreation(creation);
            case ICollectionExpressionOperation collection:
                return LowerCollectionExpression(collection);
            case IObjectCreationOperation creation:
                return LowerObjectCreation(creation);
            case IAnonymousObjectCreationOperation { Type: INamedTypeSymbol type } creation:
                return new(
                    LowerValuesInOrder(creation.Initializers.Select(initializer => initializer is ISimpleAssignmentOperation assignment ? assignment.Value : initializer).ToArray()),
                    Composites.StructOf(type));
            case ITranslatedQueryOperation query:
                return LowerQuery(query);
            case IInterpolatedStringOperation interpolation:
                return LowerInterpolation(interpolation);
            case IConditionalAccessOperation access:
                return LowerConditionalAccess(access);
            case IConditionalAccessInstanceOperation instance:
                return LowerConditionalAccessInstance(instance);
            case IRangeOperation range:
                return LowerRange(range);
            case IDefaultValueOperation value:
                return LowerDefault(value);
            case ISizeOfOperation size:
                return LowerSizeOf(size);
            case ITypeOfOperation type:
                return LowerTypeOf(type);
            case IDeclarationExpressionOperation declaration:
                return LowerValue(declaration.Expression);
            case IParenthesizedOperation parenthesized:
                return LowerValue(parenthesized.Operand);
            case IThrowOperation thrown:
                LowerThrow(thrown);
                return Constant.Default(ScalarType.Double);
            case IDelegateCreationOperation { Type: { } delegateType } creation:
                return LowerDelegate(creation, delegateType);
            case IMemberInitializerOperation member:
                LowerMemberInitializer(member);
                return default;
            case IWithOperation with when TypeMapping.Of(with.Operand.Type!) is OpaqueType:
                return LowerWith(with);
            case ILiteralOperation { Type: null }:
                return new Constant(new OpaqueType("object"), "null");
            case IUtf8StringOperation { Value: var text, Type: { } utf8 }:
                return Let(new Opaque([SymbolDisplay.FormatLiteral(text, quote: true) + "u8"], [], TypeMapping.Of(utf8), Effects.None));
            case IInstanceReferenceOperation instance:
                return LowerInstance(instance);
            case IInvalidOperation:
                return RejectInvalid(operation);
            default:
                return LowerOther(operation);
        }
    }

    /// <summary>A throw expression ends the branch that it stands in; its value is never used.</summary>
    private Value LowerDefault(IDefaultValueOperation operation)
    {
        return DefaultOf(operation.Type!, operation);
    }

    private Value DefaultOf(ITypeSymbol type, IOperation operation)
    {
        if (Composites.PartsOf(type) is { } parts)
        {
            return new(parts.Select(part => DefaultOf(part.Type, operation)).ToArray(), Composites.StructOf(type));
        }

        if (TypeMapping.Map(type) is not { } mapped)
        {
            RejectType(type, operation);
            return Rejected(operation);
        }

        return Constant.Default(mapped);
    }
}
