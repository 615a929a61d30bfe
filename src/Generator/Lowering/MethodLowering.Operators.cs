using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private static BinaryOperator? MapOperator(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperatorKind.And => BinaryOperator.And,
        BinaryOperatorKind.Or => BinaryOperator.Or,
        BinaryOperatorKind.ExclusiveOr => BinaryOperator.ExclusiveOr,
        BinaryOperatorKind.LeftShift => BinaryOperator.ShiftLeft,
        BinaryOperatorKind.RightShift => BinaryOperator.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => BinaryOperator.UnsignedShiftRight,
        _ => null,
    };

    /// <summary>A chain like <c>a + b + c + ...</c> leans to the left and may be long: its left side is walked, not recursed into.</summary>
    private Operand LowerBinary(IBinaryOperation operation)
    {
        if (LowerReferenceEquality(operation) is { } equality)
        {
            return equality;
        }

        if (LowerAccessComparison(operation) is { } comparison)
        {
            return comparison;
        }

        var chain = new Stack<IOperation>();
        IOperation node = operation;
        while (!node.ConstantValue.HasValue)
        {
            if (node is IBinaryOperation { OperatorKind: not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) } binary
                && !IsDifferentiableOperator(binary.OperatorMethod, binary.ConstrainedToType))
            {
                chain.Push(node);
                node = binary.LeftOperand;
            }
            else if (node is IConversionOperation { IsImplicit: true } conversion && conversion.Operand is IBinaryOperation && conversion.OperatorMethod is null)
            {
                chain.Push(node);
                node = conversion.Operand;
            }
            else
            {
                break;
            }
        }

        Operand value = LowerExpression(node);
        while (chain.Count > 0)
        {
            IOperation outer = chain.Pop();
            _operation = outer;
            if (outer is IConversionOperation conversion)
            {
                value = ApplyConversion(conversion, value);
                continue;
            }

            var binary = (IBinaryOperation)outer;
            Pin left = PinOperand(value);
            Operand right = LowerExpression(binary.RightOperand);
            _operation = outer;
            value = CombineBinary(binary, Unpin(left), right);
        }

        return value;
    }

    /// <summary>Whether two references are the same, or one is null: a question about buffers that their elements have no part in.</summary>
    private Operand? LowerReferenceEquality(IBinaryOperation operation)
    {
        if (operation is not { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals })
        {
            return null;
        }

        IOperation left = Unwrapped(operation.LeftOperand), right = Unwrapped(operation.RightOperand);
        bool isBuffer = Array.Exists([left, right], operand => operand.Type is { IsReferenceType: true } type && TypeMapping.Of(type) is BufferType);
        if (!isBuffer || left.Type is { IsReferenceType: false } || right.Type is { IsReferenceType: false })
        {
            return null;
        }

        OpaqueText text = new(this);
        text.Add("((object)").Add(LowerExpression(left)).Add(operation.OperatorKind == BinaryOperatorKind.Equals ? " == " : " != ").Add("(object)").Add(LowerExpression(right)).Add(")");
        _operation = operation;
        return EmitOpaque(text, operation.Type!, Effects.None, null).Operand;
    }

    private Operand CombineBinary(IBinaryOperation operation, Operand left, Operand right)
    {
        if (IsMethod(operation.OperatorMethod, left) || operation.IsLifted || left.Type is not ScalarType || right.Type is not ScalarType)
        {
            return LowerOpaqueOperator(operation, operation.OperatorKind, operation.OperatorMethod, left, right, operation.Type!);
        }

        if (MapOperator(operation.OperatorKind) is not { } binaryOperator || operation.Type is not { } type || TypeMapping.Map(type) is not { } mapped)
        {
            return RejectUnsupported(operation);
        }

        return EmitBinary(binaryOperator, left, right, mapped, operation.IsChecked);
    }

    // The operators of a number's interfaces are those of the number.
    private static bool IsMethod(IMethodSymbol? operatorMethod, Operand operand) => operatorMethod is not null
        && !(operand.Type is ScalarType && operatorMethod.ContainingType is { TypeKind: TypeKind.Interface } number && TypeMapping.IsIn(number, "System.Numerics"));

    private Operand EmitBinary(BinaryOperator binaryOperator, Operand left, Operand right, IrType type, bool isChecked) =>
        Let(new Binary(
            binaryOperator,
            left,
            right,
            type,
            isChecked && type is ScalarType { IsInteger: true } && binaryOperator is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply));

    private Operand LowerUnary(IUnaryOperation operation)
    {
        if (operation.OperatorKind == UnaryOperatorKind.Hat)
        {
            return LowerIndexFromEnd(operation);
        }

        Operand operand = LowerExpression(operation.Operand);
        if (IsMethod(operation.OperatorMethod, operand) || operation.IsLifted || operand.Type is not ScalarType type)
        {
            return LowerOpaqueUnary(operation, operand);
        }

        switch (operation.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return operand;
            case UnaryOperatorKind.Minus:
                return Let(new Unary(UnaryOperator.Negate, operand, operation.IsChecked && type.IsInteger));
            case UnaryOperatorKind.Not:
                return Negate(operand);
            case UnaryOperatorKind.BitwiseNegation:
                return Let(new Unary(UnaryOperator.Complement, operand));
            default:
                return RejectUnsupported(operation);
        }
    }

    /// <summary>A numeric conversion, unless the types are the same.</summary>
    private Operand ConvertTo(Operand operand, IrType type, bool isChecked) =>
        operand.Type.Equals(type) ? operand : Let(new Convert(operand, type, isChecked && CanOverflow(operand.Type, type)));

    private static bool CanOverflow(IrType from, IrType to) => !to.IsFloat && from is ScalarType && to is ScalarType { Kind: not ScalarKind.Boolean };

    /// <summary><c>&amp;&amp;</c> and <c>||</c>: a right side without effects is evaluated in any case, another under a condition.</summary>
    private Operand LowerShortCircuit(IBinaryOperation operation)
    {
        bool isAnd = operation.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        if (operation.OperatorMethod is not null)
        {
            return RejectUnsupported(operation);
        }

        // a && b && c leans to the left as well.
        var chain = new Stack<IBinaryOperation>();
        IOperation node = operation;
        while (node is IBinaryOperation { OperatorMethod: null } inner && inner.OperatorKind == operation.OperatorKind && !inner.ConstantValue.HasValue)
        {
            chain.Push(inner);
            node = inner.LeftOperand;
        }

        Operand left = LowerExpression(node);
        while (chain.Count > 0)
        {
            IBinaryOperation binary = chain.Pop();
            _operation = binary;
            left = ShortCircuit(isAnd, left, () => LowerExpression(binary.RightOperand));
        }

        return left;
    }

    private Operand ShortCircuit(bool isAnd, Operand left, Func<Operand> lowerRight)
    {
        if (left is Constant constantLeft)
        {
            return constantLeft.Equals(Constant.Bool(isAnd)) ? lowerRight() : left;
        }

        Operand right = Constant.False;
        Pin pinned = PinOperand(left);
        int first = NextVariableId;
        Region region = LowerRegion(() => right = lowerRight());
        if (region.IsReachable && region.Depth == 0 && IsCheap(region.Current))
        {
            for (int i = 0; i < region.Current.Count; i++)
            {
                _region.Current.Add(region.Current[i]);
            }

            left = Unpin(pinned);
            return right is Constant
                ? right.Equals(Constant.Bool(isAnd)) ? left : right
                : Let(new Binary(isAnd ? BinaryOperator.And : BinaryOperator.Or, left, right, ScalarType.Boolean));
        }

        left = Unpin(pinned);
        Variable result = NewTemporary(ScalarType.Boolean);
        int site = CurrentSite();
        Region outer = _region;
        _region = region;
        if (region.IsReachable)
        {
            EmitAssign(result, right, first);
        }

        _region = new(outer);
        EmitAssign(result, new Copy(Constant.Bool(!isAnd)));
        Region constant = _region;
        _region = outer;
        outer.Current.Add(
            (isAnd ? new If(left, region.Close(), constant.Close()) : new If(left, constant.Close(), region.Close())) with { Site = site });
        return result;
    }

    // A few operations on scalars, without effects.
    private static bool IsCheap(BlockBuilder block)
    {
        if (block.Count > 4)
        {
            return false;
        }

        for (int i = 0; i < block.Count; i++)
        {
            if (block[i] is not Assign { Target.IsTemporary: true, Value: { Effects: Effects.None } value } || value is not (Binary or Unary or Convert or Copy or Length))
            {
                return false;
            }
        }

        return true;
    }

    private Value LowerConditional(IConditionalOperation conditional)
    {
        Operand condition = LowerExpression(conditional.Condition);
        _operation = conditional;
        Pin pinned = PinOperand(condition);
        Value whenTrue = default, whenFalse = default;
        int firstTrue = NextVariableId;
        Region then = LowerRegion(() => whenTrue = LowerValue(conditional.WhenTrue));
        int firstFalse = NextVariableId;
        Region otherwise = LowerRegion(() => whenFalse = LowerValue(conditional.WhenFalse!));
        condition = Unpin(pinned);
        _operation = conditional;
        if (whenTrue.Operand is { } a && whenFalse.Operand is { } b && a.Type.Equals(b.Type) && a.Type is ScalarType
            && then.IsReachable && otherwise.IsReachable
            && then.Current.Count + then.Depth + otherwise.Current.Count + otherwise.Depth == 0)
        {
            return Let(new Select(condition, a, b));
        }

        int site = CurrentSite();
        Place result = NewPlaceFor(then.IsReachable ? whenTrue : whenFalse);
        WriteIn(then, result, whenTrue, firstTrue);
        WriteIn(otherwise, result, whenFalse, firstFalse);
        _region.Current.Add(new If(condition, then.Close(), otherwise.Close()) { Site = site });
        if (!then.IsReachable && !otherwise.IsReachable)
        {
            _region.IsReachable = false;
        }

        return Read(result);
    }

    /// <summary>Ends a branch by assigning the value of the whole expression.</summary>
    private void WriteIn(Region region, Place place, Value value, int firstNewVariable)
    {
        if (!region.IsReachable)
        {
            return;
        }

        Region outer = _region;
        _region = region;
        Write(place, value, firstNewVariable);
        _region = outer;
    }
}
