using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>The library's operations on whole spans and arrays. What isn't here is opaque.</summary>
internal sealed partial class MethodLowering
{
    private Value? LowerSpanMethod(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "Slice":
                return LowerView(call);
            case "CopyTo":
                return LowerCopyTo(call);
            case "TryCopyTo":
                return LowerTryCopyTo(call.Instance!, call.Arguments[0].Value, call);
            case "Fill":
                {
                    (Operand buffer, Operand[] arguments) = LowerReceiverAndArguments(call);
                    EmitFill(buffer, arguments[0]);
                    return default(Value);
                }

            case "Clear":
                {
                    EmitClear(LowerExpression(call.Instance!));
                    return default(Value);
                }

            case "ToArray":
                return LowerToArray(call);
            default:
                return null;
        }
    }

    private Value? LowerArrayMethod(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "GetLength" or "GetUpperBound" or "GetLongLength" when call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: int dimension }:
                {
                    Operand array = LowerExpression(call.Instance!);
                    _operation = call;
                    if (array.Type is not BufferType type || dimension < 0 || dimension >= type.Rank)
                    {
                        return null;
                    }

                    Operand length = Let(new Length(array, type.Rank == 1 ? -1 : dimension));
                    return call.TargetMethod.Name switch
                    {
                        "GetLength" => length,
                        "GetLongLength" => ConvertTo(length, ScalarType.Int64, isChecked: false),
                        _ => Let(new Binary(BinaryOperator.Subtract, length, Constant.Int(1), ScalarType.Int32)),
                    };
                }

            case "GetLowerBound" when call.Arguments[0].Value.ConstantValue.HasValue:
                LowerExpression(call.Instance!);
                return Constant.Int(0);
            case "CopyTo" when call.Arguments is [{ Value: IConversionOperation { Operand.Type: IArrayTypeSymbol { Rank: 1 } } target }, { } start]
                && Equals(TypeMapping.Of(((IConversionOperation)target).Operand.Type!), TypeMapping.Of(call.Instance!.Type!)):
                {
                    Operand[] operands = LowerInOrder([call.Instance!, ((IConversionOperation)target).Operand, start.Value]);
                    _operation = call;
                    EmitArrayCopy(operands[0], Constant.Int(0), operands[1], ToInt32(operands[2]), Let(new Length(operands[0])));
                    return default(Value);
                }

            default:
                return null;
        }
    }

    private Value? LowerMemoryExtension(IInvocationOperation call)
    {
        if (call.Arguments.IsEmpty || call.Arguments[0].Value.Type is not { } type || TypeMapping.Of(type) is not BufferType)
        {
            return null;
        }

        return call.TargetMethod.Name switch
        {
            "AsSpan" => LowerView(call),
            "CopyTo" => LowerCopyTo(call),
            "TryCopyTo" => LowerTryCopyTo(call.Arguments[0].Value, call.Arguments[1].Value, call),
            "Reverse" => LowerReverse(call),
            _ => null,
        };
    }

    private Value? LowerStaticArrayMethod(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "Empty":
                return Let(new Allocate(TypeMapping.Of(call.Type!), [Constant.Int(0)]));
            case "Fill":
                {
                    Operand[] operands = LowerInParameterOrder(call.Arguments);
                    _operation = call;
                    if (operands.Length == 4)
                    {
                        CheckBounds("Fill", Let(new Length(operands[0])), operands[2], operands[3]);
                    }

                    EmitFill(operands.Length == 4 ? SpanOf(operands[0], operands[2], operands[3]) : SpanOf(operands[0]), operands[1]);
                    return default(Value);
                }

            case "Clear" when IsInOrder(call) && BufferUnder(call.Arguments[0].Value) is { } array && (call.Arguments.Length == 1 || IsVector(array) is not null):
                {
                    Operand[] operands = LowerInOrder([array, .. call.Arguments.Skip(1).Select(argument => argument.Value)]);
                    _operation = call;
                    if (operands[0].Type is BufferType { Rank: > 1 })
                    {
                        EmitClear(operands[0]);
                        return default(Value);
                    }

                    if (operands.Length == 3)
                    {
                        CheckBounds("Clear", Let(new Length(operands[0])), operands[1], operands[2]);
                    }

                    EmitClear(operands.Length == 3 ? SpanOf(operands[0], operands[1], operands[2]) : SpanOf(operands[0]));
                    return default(Value);
                }

            case "Copy":
                return LowerArrayCopy(call);
            case "Reverse":
                return LowerReverse(call);
            case "Resize":
                return LowerResize(call);
            default:
                return null;
        }
    }

    private Value? LowerArrayCopy(IInvocationOperation call)
    {
        // Evaluated in the order in which they are written; (source, destination, length) or (source, index, destination, index, length).
        IOperation[] arguments = ArgumentsInOrder(call);
        int second = arguments.Length == 3 ? 1 : 2;
        if (IsVector(arguments[0]) is not { } source || IsVector(arguments[second]) is not { } target
            || !TypeMapping.Of(source.Type!).Equals(TypeMapping.Of(target.Type!)))
        {
            return null;
        }

        Operand[] operands = LowerInParameterOrder(call.Arguments, buffers: true);
        _operation = call;
        EmitArrayCopy(
            operands[0],
            second == 2 ? ToInt32(operands[1]) : Constant.Int(0),
            operands[second],
            second == 2 ? ToInt32(operands[3]) : Constant.Int(0),
            ToInt32(operands[operands.Length - 1]));
        return default(Value);
    }

    /// <summary>An array of rank 1, before its conversion to <c>Array</c>.</summary>
    private static IOperation? IsVector(IOperation operation)
    {
        IOperation inner = operation is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operation;
        return inner.Type is IArrayTypeSymbol { Rank: 1 } ? inner : null;
    }

    // Slice(start), Slice(start, length), AsSpan() to AsSpan(start, length), AsSpan(index), AsSpan(range).
    private Value? LowerView(IInvocationOperation call)
    {
        IOperation buffer = call.Instance ?? call.Arguments[0].Value;
        IOperation[] rest = call.Arguments.Skip(call.Instance is null ? 1 : 0).Select(argument => argument.Value).ToArray();
        if (call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Ordinal != call.Arguments.IndexOf(argument)))
        {
            return null;
        }

        if (TypeMapping.Of(call.Type!) is not BufferType type)
        {
            return null;
        }

        Pin pinned = PinOperand(LowerExpression(buffer));
        if (rest.Length == 1 && IsSystemType(rest[0].Type, "Range"))
        {
            (Operand first, Operand length) = LowerRangeOf(rest[0], pinned, checksValue: true);
            _operation = call;
            return Let(new View(Unpin(pinned), first, length, type));
        }

        Operand? start = null, count = null;
        if (rest.Length > 0)
        {
            Pin startPin = PinOperand(LowerIndex(rest[0], pinned));
            count = rest.Length > 1 ? LowerExpression(rest[1]) : null;
            start = Unpin(startPin);
        }

        _operation = call;
        return Let(new View(Unpin(pinned), start, count, type));
    }

    private Value? LowerCopyTo(IInvocationOperation call)
    {
        IOperation[] operations = call.Instance is { } instance
            ? [instance, call.Arguments[0].Value]
            : call.Arguments.Select(argument => argument.Value).ToArray();
        Operand[] operands = LowerInOrder(operations);
        _operation = call;
        EmitCopy(SpanOf(operands[0]), SpanOf(operands[1]));
        return default(Value);
    }

    private Value? LowerToArray(IInvocationOperation call)
    {
        Operand buffer = LowerExpression(call.Instance!);
        _operation = call;
        return Let(new CopyOf(buffer, TypeMapping.Of(call.Type!)));
    }

    private (Operand Buffer, Operand[] Arguments) LowerReceiverAndArguments(IInvocationOperation call)
    {
        Operand[] operands = LowerInOrder([call.Instance!, .. call.Arguments.Select(argument => argument.Value)]);
        _operation = call;
        return (operands[0], operands.Skip(1).ToArray());
    }

    /// <summary>A span over the buffer, or a part of it.</summary>
    private Operand SpanOf(Operand buffer, Operand? start = null, Operand? count = null)
    {
        if (buffer.Type is not BufferType type || (type.IsSpan && start is null))
        {
            return buffer;
        }

        return Let(new View(buffer, start, count, type.IsSpan ? type : type with { Kind = BufferKind.Span }));
    }

    private void EmitCopy(Operand source, Operand destination) =>
        Emit(new BufferCall("Span.CopyTo", ["", ".CopyTo(", ")"], [source, destination], null) { Written = [1] });

    private void EmitFill(Operand buffer, Operand value) =>
        Emit(new BufferCall("Span.Fill", ["", ".Fill(", ")"], [buffer, value], null) { Written = [0] });

    private void EmitClear(Operand buffer) => Emit(new BufferCall("Span.Clear", [SpanOperations.ClearText(buffer), ")"], [buffer], null) { Written = [0] });
}
