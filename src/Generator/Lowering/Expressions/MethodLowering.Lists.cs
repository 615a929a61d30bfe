using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Lists and the vector operations of <c>TensorPrimitives</c>.</summary>
internal sealed partial class MethodLowering
{
    private Value? LowerListMethod(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        switch (name)
        {
            case "Add":
                CheckListChange(call);
                AddToList(call);
                return default(Value);
            case "Insert":
                CheckListChange(call);
                InsertIntoList(call);
                return default(Value);
            case "RemoveAt" or "Clear":
                {
                    CheckListChange(call);
                    (Operand list, Operand[] arguments) = LowerReceiverAndArguments(call);
                    EquatableArray<string> parts = arguments.Length == 0 ? ["", $".{name}()"] : ["", $".{name}(", ")"];
                    Emit(new BufferCall("List." + name, parts, [list, .. arguments], null) { Written = [0] });
                    return default(Value);
                }

            case "AddRange" when BufferUnder(call.Arguments[0].Value) is { } source && TypeMapping.Of(source.Type!) is BufferType { Rank: 1 }:
                CheckListChange(call);
                return LowerAddRange(call, call.Instance!, source);
            case "RemoveRange" when IsInOrder(call):
                CheckListChange(call);
                return LowerRemoveRange(call);
            case "GetRange" or "Slice" when IsInOrder(call):
                {
                    (Operand list, Operand[] arguments) = LowerReceiverAndArguments(call);
                    return RangeOfList(list, arguments[0], arguments[1]);
                }

            case "Reverse":
                return LowerListReverse(call);
            case "CopyTo" when IsInOrder(call):
                return LowerListCopyTo(call);
            case "ToArray":
                return LowerToArray(call);
            case "EnsureCapacity" or "TrimExcess" when call.Parent is IExpressionStatementOperation:
                LowerReceiverAndArguments(call);
                return default(Value);
            default:
                return null;
        }
    }

    private void AddToList(IInvocationOperation call)
    {
        Pin list = PinOperand(LowerExpression(call.Instance!));
        Value value = LowerValue(call.Arguments[0].Value);
        _operation = call;
        AddToList(Unpin(list), value);
    }

    private void InsertIntoList(IInvocationOperation call)
    {
        Pin list = PinOperand(LowerExpression(call.Instance!));
        var operands = new Value[2];
        Value[] values = LowerValuesInOrder(call.Arguments.Select(argument => argument.Value).ToArray());
        for (int i = 0; i < values.Length; i++)
        {
            operands[call.Arguments[i].Parameter?.Ordinal ?? i] = values[i];
        }

        _operation = call;
        Operand target = Unpin(list);
        Operand index = operands[0].Operand ?? Rejected(call);
        EquatableArray<string> parts = ["", ".Insert(", ", ", ")"];
        Operand added = operands[1].Operand ?? Constant.Default(((BufferType)target.Type).Element);
        Emit(new BufferCall("List.Insert", parts, [target, index, added], null) { Written = [0] });
        if (operands[1].IsTuple)
        {
            Write(new ElementPlace(SpanOf(target), [index], [], ((BufferType)target.Type).Element), operands[1]);
        }
    }

    /// <summary>Adds a value; a tuple as an empty element whose fields are then set.</summary>
    private void AddToList(Operand list, Value value)
    {
        IrType element = ((BufferType)list.Type).Element;
        Operand added = value.Operand ?? Constant.Default(element);
        Emit(new BufferCall("List.Add", ["", ".Add(", ")"], [list, added], null) { Written = [0] });
        if (value.IsTuple)
        {
            Operand span = SpanOf(list);
            Variable last = Let(new Binary(BinaryOperator.Subtract, Let(new Length(span)), Constant.Int(1), ScalarType.Int32));
            Write(new ElementPlace(span, [last], [], element), value);
        }
    }

    private Value LowerAddRange(IInvocationOperation call, IOperation list, IOperation source)
    {
        Operand[] operands = LowerInOrder([list, source]);
        _operation = call;
        AddAll(operands[0], operands[1], Let(new Length(operands[1])));
        return default;
    }

    private Value LowerRemoveRange(IInvocationOperation call)
    {
        (Operand list, Operand[] arguments) = LowerReceiverAndArguments(call);
        CheckBounds("ListRange", Let(new Length(list)), arguments[0], arguments[1]);
        EmitCountedLoop(arguments[1], _ => Emit(new BufferCall("List.RemoveAt", ["", ".RemoveAt(", ")"], [list, arguments[0]], null) { Written = [0] }));
        return default;
    }

    /// <summary>A new list with a range of another's elements.</summary>
    private Variable RangeOfList(Operand list, Operand start, Operand count)
    {
        CheckBounds("ListRange", Let(new Length(list)), start, count);
        Variable range = Let(new Allocate(list.Type, []));
        AddAll(range, list, count, start);
        return range;
    }

    private Value? LowerListReverse(IInvocationOperation call)
    {
        (Operand list, Operand[] arguments) = LowerReceiverAndArguments(call);
        if (arguments.Length == 2)
        {
            CheckBounds("ListRange", Let(new Length(list)), arguments[0], arguments[1]);
        }

        EmitReverse(arguments.Length == 2 ? SpanOf(list, arguments[0], arguments[1]) : SpanOf(list));
        CountChange(list);
        return default(Value);
    }

    // CopyTo(array), CopyTo(array, start) and CopyTo(index, array, start, count).
    private Value? LowerListCopyTo(IInvocationOperation call)
    {
        (Operand list, Operand[] arguments) = LowerReceiverAndArguments(call);
        Variable length = Let(new Length(list));
        bool isRange = arguments.Length == 4;
        Operand count = isRange ? arguments[3] : length;
        Operand start = isRange ? arguments[0] : Constant.Int(0);
        if (isRange)
        {
            CheckBounds("ListRange", length, start, count);
        }

        Operand target = arguments[isRange ? 1 : 0];
        Operand targetStart = arguments.Length == 1 ? Constant.Int(0) : arguments[isRange ? 2 : 1];
        CheckBounds("Copy", length, start, Let(new Length(target)), targetStart, count);
        EmitCopy(SpanOf(list, start, count), SpanOf(target, targetStart, count));
        return default(Value);
    }

    private static IOperation? BufferUnder(IOperation operation)
    {
        IOperation inner = operation is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operation;
        return inner.Type is { } type && TypeMapping.Of(type) is BufferType ? inner : null;
    }

    /// <summary>Adds elements of a buffer to a list.</summary>
    private void AddAll(Operand list, Operand source, Operand count, Operand? start = null, Func<Value, Value>? convert = null) =>
        EmitCountedLoop(count, index =>
        {
            Value element = ElementAt(source, start is null or Constant { IsZero: true } ? index : Plus(start, index));
            AddToList(list, convert is null ? element : convert(element));
        });

    /// <summary>A list that is an active parameter keeps its count.</summary>
    private void CheckListChange(IInvocationOperation call)
    {
        if (call.Instance is IParameterReferenceOperation { Parameter: var parameter } && IsActiveListParameter(parameter))
        {
            Report(DiagnosticDescriptors.ParameterListCountChanged, call, call.TargetMethod.Name, parameter.Name);
        }
    }

    private Value? LowerTensorPrimitive(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        ITypeSymbol[] types = method.Parameters.Select(parameter => parameter.Type).ToArray();
        IrType[] mapped = Array.ConvertAll(types, TypeMapping.Of);
        bool isNumeric = mapped.Any(type => type.CanBeActive);
        if (!isNumeric || !Differentiation.Rules.DerivativeRules.HasBufferRule("TensorPrimitives." + method.Name))
        {
            return null;
        }

        Operand[] arguments = LowerInParameterOrder(call.Arguments);
        _operation = call;
        string[] parts = new string[arguments.Length + 1];
        parts[0] = $"{QualifiedNames.Type(method.ContainingType)}.{PrintedName(method)}(";
        for (int i = 1; i < arguments.Length; i++)
        {
            parts[i] = ", ";
        }

        parts[arguments.Length] = ")";
        Variable? result = method.ReturnsVoid ? null : NewTemporary(TypeMapping.Of(method.ReturnType));
        int[] written = Enumerable.Range(0, mapped.Length).Where(i => mapped[i] is BufferType { Kind: BufferKind.Span }).ToArray();
        Emit(new BufferCall("TensorPrimitives." + method.Name, new(parts), new(arguments), result) { Written = new(written) });
        return result is null ? default(Value) : result;
    }
}
