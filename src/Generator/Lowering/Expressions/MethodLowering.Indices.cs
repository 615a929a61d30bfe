using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Indices counted from the end, and ranges.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>An index into the (pinned) buffer: a number, or one counted from the end.</summary>
    private Operand LowerIndex(IOperation index, in Pin buffer)
    {
        if (!IsSystemType(index.Type, "Index"))
        {
            return LowerExpression(index);
        }

        Bound bound = LowerBound(index);
        return Resolve(bound, bound.NeedsLength ? Let(new Length(buffer.Operand)) : null);
    }

    /// <summary>One end of a range, before the length is known: a number, one counted from the end, or a value of type <c>Index</c>.</summary>
    private readonly record struct Bound(Operand Value, bool IsFromEnd, bool IsIndex)
    {
        public bool NeedsLength => IsFromEnd || IsIndex;
    }

    private Bound LowerBound(IOperation index)
    {
        IOperation inner = index is IParenthesizedOperation parenthesized ? parenthesized.Operand : index;
        switch (inner)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat when hat.Operand.Type is { SpecialType: SpecialType.System_Int32 }:
                return new(LowerExpression(hat.Operand), IsFromEnd: true, IsIndex: false);
            case IConversionOperation { Operand.Type.SpecialType: SpecialType.System_Int32 } conversion:
                return new(LowerExpression(conversion.Operand), IsFromEnd: false, IsIndex: false);
            default:
                Operand operand = LowerExpression(inner);
                return new(operand, IsFromEnd: false, IsIndex: IsSystemType(inner.Type, "Index"));
        }
    }

    /// <summary>The number of elements before the bound.</summary>
    private Operand Resolve(Bound bound, Operand? length)
    {
        if (bound.IsIndex)
        {
            return Let(new Opaque(["", ".GetOffset(", ")"], [bound.Value, length!], ScalarType.Int32, Effects.None));
        }

        return bound.IsFromEnd ? Let(new Binary(BinaryOperator.Subtract, length!, bound.Value, ScalarType.Int32)) : bound.Value;
    }

    private Operand LowerIndexFromEnd(IUnaryOperation operation)
    {
        OpaqueText text = new(this);
        text.Add("new global::System.Index(").Add(LowerExpression(operation.Operand)).Add(", true)");
        return EmitOpaque(text, operation.Type!, Effects.Throws, null).Operand ?? Rejected(operation);
    }

    private Value LowerRange(IRangeOperation operation)
    {
        OpaqueText text = new(this);
        text.Add("new global::System.Range(");
        AppendRangeEnd(text, operation.LeftOperand, "global::System.Index.Start");
        AppendRangeEnd(text.Add(", "), operation.RightOperand, "global::System.Index.End");
        return EmitOpaque(text.Add(")"), operation.Type!, Effects.None, null);
    }

    private void AppendRangeEnd(OpaqueText text, IOperation? end, string otherwise)
    {
        if (end is null)
        {
            text.Add(otherwise);
        }
        else
        {
            text.Add(LowerExpression(end));
        }
    }

    /// <summary><c>array[range]</c>: a new array.</summary>
    private Value LowerArrayRange(IArrayElementReferenceOperation element)
    {
        Pin array = PinOperand(LowerExpression(element.ArrayReference));
        (Operand start, Operand count) = LowerRangeOf(element.Indices[0], array);
        _operation = element;
        Operand buffer = Unpin(array);
        if (buffer.Type is not BufferType { Kind: BufferKind.Array, Rank: 1 } type)
        {
            return Rejected(element);
        }

        CheckBounds("Range", Let(new Length(buffer)), start, count);
        Variable view = Let(new View(buffer, start, count, type with { Kind = BufferKind.Span }));
        return Let(new CopyOf(view, type));
    }

    private Place LowerImplicitIndexerPlace(IImplicitIndexerReferenceOperation reference)
    {
        Operand instance = LowerExpression(reference.Instance);
        Pin pinned = PinOperand(instance);
        bool isRange = IsSystemType(reference.Argument.Type, "Range");
        if (instance.Type is BufferType { IsSpan: true } && isRange)
        {
            (Operand start, Operand count) = LowerRangeOf(reference.Argument, pinned);
            _operation = reference;
            instance = Unpin(pinned);
            return new VariablePlace(Let(new View(instance, start, count, instance.Type)));
        }

        if (instance.Type is BufferType { Kind: BufferKind.List } && isRange)
        {
            (Operand start, Operand count) = LowerRangeOf(reference.Argument, pinned);
            _operation = reference;
            return new VariablePlace(RangeOfList(Unpin(pinned), start, count));
        }

        if (instance.Type is BufferType type && !isRange)
        {
            Pin index = PinOperand(LowerIndex(reference.Argument, pinned));
            return NewElementPlace([pinned, index], type.Element, isReferenced: type.IsSpan);
        }

        // A string, or another type with a length and an indexer or Slice: evaluated in full, as C# does.
        Operand argument = LowerExpression(reference.Argument);
        _operation = reference;
        OpaqueText text = new(this);
        text.Add(Unpin(pinned)).Add("[").Add(argument).Add("]");
        Effects effects = reference.Instance.Type is { SpecialType: SpecialType.System_String } ? Effects.Throws : Effects.Anything;
        Value value = EmitOpaque(text, reference.Type!, effects, LostIn(reference.Instance.Type!));
        return value.Operand is Variable variable ? new VariablePlace(variable) : RejectedPlace(reference);
    }

    /// <summary>Start and count of a range of the (pinned) buffer.</summary>
    private (Operand Start, Operand Count) LowerRangeOf(IOperation range, in Pin buffer, bool checksValue = false)
    {
        if (range is IConversionOperation { IsImplicit: true } conversion)
        {
            range = conversion.Operand;
        }

        Operand length;
        if (range is not IRangeOperation literal)
        {
            Operand value = Freeze(LowerExpression(range));
            length = Let(new Length(buffer.Operand));
            Operand first = Let(new Opaque(["", ".Start.GetOffset(", ")"], [value, length], ScalarType.Int32, Effects.None));
            Operand last = Let(new Opaque(["", ".End.GetOffset(", ")"], [value, length], ScalarType.Int32, Effects.None));
            Variable difference = Let(new Binary(BinaryOperator.Subtract, last, first, ScalarType.Int32));
            if (checksValue)
            {
                CheckBounds("Range", length, first, difference);
            }

            return (first, difference);
        }

        Bound left = literal.LeftOperand is { } leftOperand ? LowerBound(leftOperand) : new(Constant.Int(0), false, false);
        Pin pinned = PinOperand(left.Value);
        Bound? right = literal.RightOperand is { } rightOperand ? LowerBound(rightOperand) : null;
        left = left with { Value = Unpin(pinned) };
        bool needsLength = left.NeedsLength || right is null or { NeedsLength: true };
        length = needsLength ? Let(new Length(buffer.Operand)) : Constant.Int(0);
        Operand start = Resolve(left, length);
        Operand end = right is { } bound ? Resolve(bound, length) : length;
        return (start, start is Constant { IsZero: true } ? end : Let(new Binary(BinaryOperator.Subtract, end, start, ScalarType.Int32)));
    }

    private static bool IsSystemType(ITypeSymbol? type, string name) => type?.Name == name && TypeMapping.IsIn(type, "System");
}
