using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// <c>a?.B?.C</c> where it is compared, tested or given another value for null: its own value is never made nullable, so that it may carry a derivative.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>The type of what the access leads to, which isn't nullable; null where what it goes through is.</summary>
    private static ITypeSymbol? Accessed(IConditionalAccessOperation access) => access.Operation.Type is not { IsReferenceType: true } ? null
        : access.WhenNotNull is IConditionalAccessOperation inner ? Accessed(inner)
        : access.WhenNotNull.Type;

    /// <summary>Lowers what follows from the value that the access leads to, and what follows where there is none.</summary>
    private void Access(IConditionalAccessOperation access, Action<Func<Value>> whenThere, Action otherwise)
    {
        Operand receiver = Freeze(LowerExpression(access.Operation));
        _operation = access;
        LowerIf(
            Let(new Opaque(["(", " is not null)"], [receiver], ScalarType.Boolean, Effects.None)),
            () =>
            {
                _conditionalReceivers.Push(receiver);
                if (access.WhenNotNull is IConditionalAccessOperation inner)
                {
                    Access(inner, whenThere, otherwise);
                }
                else
                {
                    whenThere(() => LowerValue(access.WhenNotNull));
                }

                _conditionalReceivers.Pop();
            },
            otherwise);
    }

    private void WriteNew(Place place, Func<Value> lower)
    {
        int first = NextVariableId;
        Value value = lower();
        if (_region.IsReachable)
        {
            Write(place, value, first);
        }
    }

    /// <summary>The value of the access, or a default with <paramref name="isThere"/> false.</summary>
    private Value AccessOrDefault(IConditionalAccessOperation access, out Variable isThere)
    {
        Variable there = isThere = NewTemporary(ScalarType.Boolean);
        ITypeSymbol type = Accessed(access)!;
        Place result = NewTemporaryPlace(type);
        Access(
            access,
            value =>
            {
                WriteNew(result, value);
                EmitAssign(there, new Copy(Constant.True));
            },
            () =>
            {
                Write(result, DefaultOf(type, access));
                EmitAssign(there, new Copy(Constant.False));
            });
        return Read(result);
    }

    /// <summary>A comparison of an access with a number, which is false where the access gives null (true for <c>!=</c>); null when the operation is none.</summary>
    private Operand? LowerAccessComparison(IBinaryOperation operation)
    {
        if (operation is not { IsLifted: true, OperatorMethod: null, Type.SpecialType: SpecialType.System_Boolean, LeftOperand: IConditionalAccessOperation access }
            || MapOperator(operation.OperatorKind) is not { } relation || Accessed(access) is not { } type || TypeMapping.Of(type) is not ScalarType { IsFloat: true } scalar
            || operation.RightOperand is not IConversionOperation { IsImplicit: true, Operand: var right } || right.Type is null || TypeMapping.Of(right.Type) is not ScalarType)
        {
            return null;
        }

        Operand left = AccessOrDefault(access, out Variable isThere).Operand ?? Rejected(operation);
        Pin pin = PinOperand(left);
        Operand other = LowerExpression(right);
        _operation = operation;
        other = ConvertTo(other, scalar, isChecked: false);
        Operand holds = Let(new Binary(relation, Unpin(pin), other, ScalarType.Boolean));
        return relation == BinaryOperator.NotEqual
            ? Let(new Binary(BinaryOperator.Or, Negate(isThere), holds, ScalarType.Boolean))
            : Let(new Binary(BinaryOperator.And, isThere, holds, ScalarType.Boolean));
    }

    /// <summary>Whether an access gives a value that a pattern matches which null doesn't; null when the operation is none.</summary>
    private Value? LowerAccessPattern(IIsPatternOperation operation)
    {
        if (operation.Value is not IConditionalAccessOperation access || Accessed(access) is not { } type || TypeMapping.Of(type) is not ScalarType { IsFloat: true }
            || !FailsOnNull(operation.Pattern) || operation.Pattern.DescendantsAndSelf().Any(DeclaresNullable))
        {
            return null;
        }

        Value value = AccessOrDefault(access, out Variable isThere);
        _operation = operation;
        return Matched([operation.Pattern], [], () => ShortCircuit(isAnd: true, isThere, () => Match(operation.Pattern, value, "")));
    }

    private static bool FailsOnNull(IPatternOperation pattern) => pattern switch
    {
        IRelationalPatternOperation or IRecursivePatternOperation => true,
        IConstantPatternOperation constant => constant.Value.ConstantValue is { HasValue: true, Value: not null },
        IDeclarationPatternOperation declaration => !declaration.MatchesNull,
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => FailsOnNull(both.LeftPattern) || FailsOnNull(both.RightPattern),
        IBinaryPatternOperation either => FailsOnNull(either.LeftPattern) && FailsOnNull(either.RightPattern),
        _ => false,
    };

    private static bool DeclaresNullable(IOperation pattern) =>
        (pattern as IDeclarationPatternOperation)?.DeclaredSymbol is ILocalSymbol { Type.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
}
