using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary><c>?.</c>, <c>??</c> and tests of types.</summary>
internal sealed partial class MethodLowering
{
    // The receivers of the null-conditional accesses around the operation, innermost last.
    private readonly Stack<Value> _conditionalReceivers = new();

    private Value LowerConditionalAccess(IConditionalAccessOperation access)
    {
        Operand receiver = Freeze(LowerExpression(access.Operation));
        _operation = access;
        Operand isThere = Let(new Opaque(["(", " is not null)"], [receiver], ScalarType.Boolean, Effects.None));
        bool isNullable = access.Operation.Type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        bool hasValue = access.Type is { SpecialType: not SpecialType.System_Void } && !IsDropped(access);
        Variable? result = hasValue ? NewTemporary(TypeMapping.Of(access.Type!)) : null;
        LowerIf(
            isThere,
            () =>
            {
                _conditionalReceivers.Push(isNullable ? SplitTuple(LetOpaque(Underlying(access.Operation.Type!), Effects.None, "", receiver, ".Value")) : receiver);
                WriteAccessed(access, result);
                _conditionalReceivers.Pop();
            },
            result is null ? null : () => EmitAssign(result, new Copy(Constant.Default(result.Type))));
        return result is null ? default : SplitTuple(result);
    }

    private void WriteAccessed(IConditionalAccessOperation access, Variable? result)
    {
        if (result is null)
        {
            LowerEffects(access.WhenNotNull);
            return;
        }

        Value value = LowerValue(access.WhenNotNull);
        _operation = access;
        if (value.Operand is { } operand && operand.Type.Equals(result.Type))
        {
            EmitAssign(result, new Copy(operand));
            return;
        }

        // The value made nullable.
        OpaqueText text = new(this);
        text.Add($"(({result.Type.CSharp})").Add(value).Add(")");
        (EquatableArray<string> parts, EquatableArray<Hole> holes) = text.Resolve();
        EmitAssign(result, new Copy(EmitOpaque(parts, holes, result.Type, Effects.None, LostIn(access.Type!), runsOnce: false)));
    }

    private static bool IsDropped(IOperation access) => access.Parent is IExpressionStatementOperation || (access.Parent is IConditionalAccessOperation outer && IsDropped(outer));

    private static IrType Underlying(ITypeSymbol nullable) => TypeMapping.Of(((INamedTypeSymbol)nullable).TypeArguments[0]);

    private Value LowerConditionalAccessInstance(IConditionalAccessInstanceOperation operation) =>
        _conditionalReceivers.Count > 0 ? _conditionalReceivers.Peek() : RejectedValue(operation);

    private Value LowerCoalesce(ICoalesceOperation coalesce)
    {
        if (coalesce.Value is IConditionalAccessOperation access && Accessed(access) is { IsValueType: true } accessed && SymbolEqualityComparer.Default.Equals(accessed, coalesce.Type))
        {
            Place result = NewTemporaryPlace(coalesce.Type!);
            Access(access, value => WriteNew(result, value), () => WriteNew(result, () => LowerValue(coalesce.WhenNull)));
            return Read(result);
        }

        Operand value = Freeze(LowerExpression(coalesce.Value));
        _operation = coalesce;
        return LowerIfThere(coalesce, value, result => Write(result, Unwrapped(coalesce, value)));
    }

    /// <summary>What an operation gives when a value is there, and its right side when it is null.</summary>
    private Value LowerIfThere(ICoalesceOperation coalesce, Operand value, Action<Place> writeWhenThere)
    {
        Operand isThere = Let(new Opaque(["(", " is not null)"], [value], ScalarType.Boolean, Effects.None));
        Place result = NewTemporaryPlace(coalesce.Type!);
        LowerIf(
            isThere,
            () => writeWhenThere(result),
            () =>
            {
                int first = NextVariableId;
                Value otherwise = LowerValue(coalesce.WhenNull);
                if (_region.IsReachable)
                {
                    Write(result, otherwise, first);
                }
            });
        return Read(result);
    }

    private Value Unwrapped(ICoalesceOperation coalesce, Operand value)
    {
        ITypeSymbol from = coalesce.Value.Type!, to = coalesce.Type!;
        if (value.Type.Equals(TypeMapping.Of(to)))
        {
            return value;
        }

        bool isNullable = from.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        ITypeSymbol underlying = isNullable ? ((INamedTypeSymbol)from).TypeArguments[0] : from;
        Value inner = isNullable ? SplitTuple(LetOpaque(TypeMapping.Of(underlying), Effects.None, "", value, ".Value")) : value;
        if (inner.Operand is { } operand && operand.Type is ScalarType && TypeMapping.Of(to) is ScalarType scalar)
        {
            return ConvertTo(operand, scalar, isChecked: false);
        }

        if (inner.Operand is { } source && !source.Type.Equals(TypeMapping.Of(to)))
        {
            OpaqueText text = new(this);
            text.Add($"(({QualifiedNames.Type(to)})").Add(source).Add(")");
            return EmitOpaque(text, to, Effects.None, LostIn(to));
        }

        return inner;
    }

    /// <summary>Temporaries for a value of a type.</summary>
    private Place NewTemporaryPlace(ITypeSymbol type) => Composites.PartsOf(type) is { } parts
        ? new TuplePlace(parts.Select(part => NewTemporaryPlace(part.Type)).ToArray(), Composites.StructOf(type))
        : new VariablePlace(NewTemporary(TypeMapping.Of(type)));

    // Which object it is says nothing about what is in it: no derivative is lost.
    private static bool IsComparisonOfReferences(IBinaryOperation operation) =>
        IsReference(operation.LeftOperand) && IsReference(operation.RightOperand);

    private static bool IsReference(IOperation operand) => operand is IConversionOperation { Type.SpecialType: SpecialType.System_Object, OperatorMethod: null } conversion
        && (conversion.Operand.Type is { IsReferenceType: true } || conversion.Operand.ConstantValue is { HasValue: true, Value: null });

    private Value LowerComparisonOfReferences(IBinaryOperation operation)
    {
        OpaqueText text = new(this);
        text.Add("(");
        AddReferenceOf(text, operation.LeftOperand);
        text.Add(operation.OperatorKind == BinaryOperatorKind.Equals ? " == " : " != ");
        AddReferenceOf(text, operation.RightOperand);
        text.Add(")");
        _operation = operation;
        return EmitOpaque(text, operation.Type!, Effects.None, null);
    }

    private void AddReferenceOf(OpaqueText text, IOperation operand)
    {
        IOperation inner = ((IConversionOperation)operand).Operand;
        if (inner.ConstantValue is { HasValue: true, Value: null })
        {
            text.Add("null");
            return;
        }

        text.Add("((object)").Add(LowerExpression(inner)).Add(")");
    }

    private Value LowerIsType(IIsTypeOperation operation)
    {
        Value value = LowerValue(operation.ValueOperand);
        _operation = operation;
        OpaqueText text = new(this);
        text.Add("(").Add(value).Add($" is {(operation.IsNegated ? "not " : "")}{QualifiedNames.Type(operation.TypeOperand)})");
        return EmitOpaque(text, operation.Type!, Effects.None, null);
    }

    private Value LowerSizeOf(ISizeOfOperation operation) =>
        EmitOpaque(new OpaqueText(this).Add($"global::System.Runtime.CompilerServices.Unsafe.SizeOf<{QualifiedNames.Type(operation.TypeOperand)}>()"), operation.Type!, Effects.None, null);

    private Value LowerTypeOf(ITypeOfOperation operation) =>
        EmitOpaque(new OpaqueText(this).Add($"typeof({QualifiedNames.Type(operation.TypeOperand)})"), operation.Type!, Effects.None, null);
}
