using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef)
        {
            return Read(LowerReferenceAssignment(assignment));
        }

        Place place = LowerTarget(assignment);
        int first = NextVariableId;
        Value value = LowerValue(assignment.Value);
        _operation = assignment;
        if (place is DiscardPlace)
        {
            return value;
        }

        value = Steady(value, place);
        Write(place, value, first);
        return Assigned(place, value);
    }

    /// <summary>The value of an assignment as an expression: what was assigned, without reading memory again.</summary>
    private Value Assigned(Place place, Value value) => place is VariablePlace or TuplePlace ? Read(place) : value;

    private Value LowerCompoundAssignment(ICompoundAssignmentOperation assignment)
    {
        if (assignment is { OperatorMethod: { } method, IsLifted: false } && IsDifferentiableOperator(method, assignment.ConstrainedToType))
        {
            return LowerAggregateCompound(assignment, method);
        }

        Place place = LowerPlace(assignment.Target);
        Value old = Read(place);
        if (old.Operand is not { } left || assignment.Target.Type is not { } type)
        {
            return RejectUnsupported(assignment);
        }

        Pin pinned = PinOperand(left);
        int first = NextVariableId;
        Operand right = LowerExpression(assignment.Value);
        _operation = assignment;
        left = Unpin(pinned);
        Value result = Steady(CombineCompound(assignment, left, right, type), place);
        Write(place, result, first);
        return Assigned(place, result);
    }

    private Operand CombineCompound(ICompoundAssignmentOperation assignment, Operand left, Operand right, ITypeSymbol type)
    {
        if (IsMethod(assignment.OperatorMethod, left) || assignment.IsLifted || left.Type is not ScalarType || right.Type is not ScalarType)
        {
            return LowerOpaqueOperator(assignment, assignment.OperatorKind, assignment.OperatorMethod, left, right, type);
        }

        if (MapOperator(assignment.OperatorKind) is not { } binaryOperator)
        {
            return RejectUnsupported(assignment);
        }

        // The operator works on the promoted type, the type of the (converted) right side; a shift promotes its left side alone.
        bool isShift = binaryOperator is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight;
        IrType operatorType = assignment.GetInConversion().IsIdentity ? left.Type : isShift ? Promote(left.Type) : right.Type;
        left = ConvertTo(left, operatorType, isChecked: false);
        Operand result = EmitBinary(binaryOperator, left, right, operatorType, assignment.IsChecked);
        return ConvertTo(result, TypeMapping.Map(type)!, assignment.IsChecked);
    }

    private static IrType Promote(IrType type) =>
        type is ScalarType { Kind: ScalarKind.SByte or ScalarKind.Byte or ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char } ? ScalarType.Int32 : type;

    private Value LowerIncrement(IIncrementOrDecrementOperation operation, bool needsValue)
    {
        Place place = LowerPlace(operation.Target);
        if (operation is { OperatorMethod: { } method, IsLifted: false } && IsDifferentiableOperator(method, operation.ConstrainedToType))
        {
            Value before = Kept(Read(place));
            Value after = Steady(CallOperator(operation, method, [before]), place);
            Write(place, after);
            return operation.IsPostfix ? before : Assigned(place, after);
        }

        if (Read(place).Operand is not { } old || operation.Target.Type is not { } type)
        {
            return RejectUnsupported(operation);
        }

        // The old value is what x++ gives; the variable itself is about to change.
        if (operation.IsPostfix && needsValue)
        {
            old = Freeze(old);
        }

        int first = NextVariableId;
        bool isIncrement = operation.Kind == OperationKind.Increment;
        Operand result;
        if (IsMethod(operation.OperatorMethod, old) || operation.IsLifted || old.Type is not ScalarType)
        {
            BinaryOperatorKind kind = isIncrement ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
            result = LowerOpaqueIncrement(operation, kind, old, type);
        }
        else
        {
            IrType operatorType = Promote(old.Type);
            Operand left = ConvertTo(old, operatorType, isChecked: false);
            result = EmitBinary(
                isIncrement ? BinaryOperator.Add : BinaryOperator.Subtract, left, One((ScalarType)operatorType), operatorType, operation.IsChecked);
            result = ConvertTo(result, old.Type, operation.IsChecked);
        }

        Value changed = Steady(result, place);
        Write(place, changed, first);
        return operation.IsPostfix ? old : Assigned(place, changed);
    }

    private static Constant One(ScalarType type) => type.Kind switch
    {
        ScalarKind.Single or ScalarKind.Double or ScalarKind.Generic => Constant.Float(type, 1),
        ScalarKind.Int32 => Constant.Int(1),
        ScalarKind.Int64 => Constant.Long(1),
        ScalarKind.UInt32 => new(type, "1u"),
        ScalarKind.UInt64 => new(type, "1UL"),
        _ => new(type, $"({type.CSharp})1"),
    };

    private Value LowerCoalesceAssignment(ICoalesceAssignmentOperation assignment)
    {
        Place place = LowerPlace(assignment.Target);
        if (Read(place).Operand is not { } old)
        {
            return RejectUnsupported(assignment);
        }

        Operand isNull = Let(new Opaque(["(", " is null)"], [old], ScalarType.Boolean, Effects.None));
        IrType type = assignment.Type is { } resultType ? TypeMapping.Map(resultType) ?? old.Type : old.Type;
        Variable result = NewTemporary(type);
        LowerIf(
            isNull,
            () =>
            {
                Operand value = LowerExpression(assignment.Value);
                Write(place, value.Type.Equals(old.Type) ? value : Let(new Convert(value, old.Type)));
                EmitAssign(result, value.Type.Equals(type) ? new Copy(value) : new Convert(value, type));
            },
            () => EmitAssign(result, old.Type.Equals(type) ? new Copy(old) : new Convert(old, type) { MayThrow = true }));
        return result;
    }
}
