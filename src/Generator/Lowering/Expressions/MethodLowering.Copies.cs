using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Elements moved from buffer to buffer, and the loops that do it where no operation on whole spans can.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The array of <c>a.Clone()</c> under a conversion back to the array's type, or null.</summary>
    private static IOperation? ClonedArray(IConversionOperation conversion) =>
        conversion.Operand is IInvocationOperation { TargetMethod: { Name: "Clone", Parameters.IsEmpty: true }, Instance: { Type: IArrayTypeSymbol from } array }
        && conversion.Type is IArrayTypeSymbol to && TypeMapping.Of(from).Equals(TypeMapping.Of(to))
            ? array
            : null;

    private Variable LowerClone(IConversionOperation conversion, IOperation array)
    {
        Operand source = LowerExpression(array);
        _operation = conversion;
        return Let(new CopyOf(source, source.Type));
    }

    /// <summary><c>Array.Copy</c> and <c>CopyTo</c>: the bounds are checked as they check them, then it is a copy between spans.</summary>
    private void EmitArrayCopy(Operand source, Operand start, Operand destination, Operand destinationStart, Operand count)
    {
        CheckBounds("Copy", Let(new Length(source)), start, Let(new Length(destination)), destinationStart, count);
        EmitCopy(SpanOf(source, start, count), SpanOf(destination, destinationStart, count));
    }

    /// <summary>Throws what the library's method throws if its arguments are wrong.</summary>
    private void CheckBounds(string method, params Operand[] operands)
    {
        string[] parts = new string[operands.Length + 1];
        for (int i = 0; i < operands.Length; i++)
        {
            parts[i] = i == 0 ? $"global::AutoDiff.CompilerServices.ArrayBounds.{method}(" : ", ";
        }

        parts[operands.Length] = ")";
        Emit(new OpaqueCall(null, new(parts), operands.Select(operand => (Hole)new ValueHole(operand)).ToEquatableArray(), Effects.Throws));
    }

    /// <summary>An index that may be written as a <c>long</c>.</summary>
    private Operand ToInt32(Operand operand) => operand.Type is ScalarType { Kind: ScalarKind.Int64 }
        ? LetOpaque(ScalarType.Int32, Effects.Throws, "global::AutoDiff.CompilerServices.ArrayBounds.ToInt32(", operand, ")")
        : ConvertTo(operand, ScalarType.Int32, isChecked: false);

    /// <summary>A loop over 0 .. count - 1.</summary>
    private void EmitCountedLoop(Operand count, Action<Variable> lowerBody)
    {
        Variable index = NewTemporary(ScalarType.Int32);
        EmitAssign(index, new Copy(Constant.Int(0)));
        Operand condition = Constant.True;
        Region header = LowerRegion(() => condition = Let(new Binary(BinaryOperator.Less, index, count, ScalarType.Boolean)));
        Region body = LowerRegion(() =>
        {
            lowerBody(index);
            EmitAssign(index, new Binary(BinaryOperator.Add, index, Constant.Int(1), ScalarType.Int32));
        });
        Emit(new Loop(header.Close(), condition, body.Close(), Constant.False));
    }

    private Variable Plus(Operand left, Operand right) => Let(new Binary(BinaryOperator.Add, left, right, ScalarType.Int32));

    private Value ElementAt(Operand buffer, Operand index) => Read(new ElementPlace(buffer, [index], [], ((BufferType)buffer.Type).Element));

    // Whether a span has room for another: a copy if it has.
    private Value LowerTryCopyTo(IOperation sourceOperation, IOperation destinationOperation, IInvocationOperation call)
    {
        Operand[] operands = LowerInOrder([sourceOperation, destinationOperation]);
        _operation = call;
        Operand source = Freeze(SpanOf(operands[0])), destination = Freeze(SpanOf(operands[1]));
        Variable fits = Let(new Binary(
            BinaryOperator.LessOrEqual, Let(new Length(source)), Let(new Length(destination)), ScalarType.Boolean));
        LowerIf(fits, () => EmitCopy(source, destination), null);
        return fits;
    }

    private Value? LowerReverse(IInvocationOperation call)
    {
        IOperation[] arguments = ArgumentsInOrder(call);
        if (TypeMapping.Of(BufferOrSelf(arguments[0]).Type!) is not BufferType { Rank: 1, Kind: BufferKind.Array or BufferKind.Span })
        {
            return null;
        }

        arguments[0] = BufferOrSelf(arguments[0]);
        Operand[] operands = LowerInOrder(arguments);
        _operation = call;
        if (operands.Length == 3)
        {
            CheckBounds("Reverse", Let(new Length(operands[0])), operands[1], operands[2]);
        }

        EmitReverse(operands.Length == 3 ? SpanOf(operands[0], operands[1], operands[2]) : SpanOf(operands[0]));
        return default(Value);
    }

    private void EmitReverse(Operand span) =>
        Emit(new BufferCall("Span.Reverse", ["global::System.MemoryExtensions.Reverse(", ")"], [span], null) { Written = [0] });

    /// <summary><c>Array.Resize</c>: the same array if it has the length, otherwise a longer or shorter copy.</summary>
    private Value? LowerResize(IInvocationOperation call)
    {
        IArgumentOperation[] arguments = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).ToArray();
        if (!call.Arguments.SequenceEqual(arguments) || TypeMapping.Of(arguments[0].Value.Type!) is not BufferType { CanBeActive: true } type)
        {
            return null;
        }

        Place place = LowerPlace(arguments[0].Value);
        Operand length = Freeze(LowerExpression(arguments[1].Value));
        _operation = call;
        if (Read(place).Operand is not { } array)
        {
            return RejectedValue(call);
        }

        Operand old = Freeze(array);
        Emit(new OpaqueCall(null, ["global::System.ArgumentOutOfRangeException.ThrowIfNegative(", ", \"newSize\")"], [new ValueHole(length)], Effects.Throws));
        Variable oldLength = Let(new Length(old));
        LowerIf(
            Let(new Binary(BinaryOperator.NotEqual, oldLength, length, ScalarType.Boolean)),
            () =>
            {
                Variable resized = Let(new Allocate(type, [length]));
                Variable isLonger = Let(new Binary(BinaryOperator.Less, oldLength, length, ScalarType.Boolean));
                Variable count = Let(new Select(isLonger, oldLength, length));
                EmitCopy(SpanOf(old, Constant.Int(0), count), SpanOf(resized, Constant.Int(0), count));
                Write(place, resized);
            },
            null);
        return default(Value);
    }

    /// <summary>LINQ's copies of a buffer: <c>ToArray</c> and <c>ToList</c>.</summary>
    private Value? LowerSequenceCopy(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("ToArray" or "ToList")
            || BufferUnder(call.Arguments[0].Value) is not { } source || TypeMapping.Of(source.Type!) is not BufferType { Rank: 1 }
            || TypeMapping.Of(call.Type!) is not BufferType type)
        {
            return null;
        }

        Operand buffer = LowerExpression(source);
        _operation = call;
        return type.Kind == BufferKind.List ? ListOf(type, buffer) : Let(new CopyOf(buffer, type));
    }

    private Value? LowerListExtension(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "AddRange" || !IsInOrder(call) || TypeMapping.Of(call.Arguments[0].Value.Type!) is not BufferType { Kind: BufferKind.List })
        {
            return null;
        }

        return LowerAddRange(call, call.Arguments[0].Value, call.Arguments[1].Value);
    }

    /// <summary>Whether the arguments are written in the order of the parameters.</summary>
    private static bool IsInOrder(IInvocationOperation call)
    {
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i].Parameter?.Ordinal != i)
            {
                return false;
            }
        }

        return true;
    }

    private static IOperation[] ArgumentsInOrder(IInvocationOperation call) =>
        call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Value).ToArray();

    /// <summary>The buffer under the implicit conversion that makes it an <c>Array</c> or a sequence, or the operation itself.</summary>
    private static IOperation BufferOrSelf(IOperation operation) => BufferUnder(operation) ?? operation;
}
