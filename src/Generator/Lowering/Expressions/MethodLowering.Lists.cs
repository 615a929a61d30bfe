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
            case "Add" or "RemoveAt" or "Clear" or "Insert" when CheckListChange(call):
                {
                    (Operand list, Operand[] arguments) = LowerReceiverAndArguments(call);
                    if (name == "Add")
                    {
                        AddToList(list, arguments[0]);
                    }
                    else
                    {
                        string[] parts = ["", $".{name}(", .. arguments.Skip(1).Select(_ => ", "), arguments.Length == 0 ? ")" : ""];
                        string[] text = arguments.Length == 0 ? ["", $".{name}()"] : [.. parts.Take(parts.Length - 1), ")"];
                        Emit(new BufferCall("List." + name, new(text), [list, .. arguments], null) { Written = [0] });
                    }

                    return default(Value);
                }

            case "AddRange" when call.Arguments[0].Value is var source && BufferUnder(source) is { } buffer
                && TypeMapping.Of(buffer.Type!) is BufferType { Rank: 1 } && CheckListChange(call):
                {
                    Operand[] operands = LowerInOrder([call.Instance!, buffer]);
                    _operation = call;
                    AddAll(operands[0], operands[1]);
                    return default(Value);
                }

            case "ToArray":
                return LowerToArray(call);
            case "EnsureCapacity" or "TrimExcess" when call.Parent is IExpressionStatementOperation:
                LowerReceiverAndArguments(call);
                return default(Value);
            default:
                return null;
        }
    }

    private static IOperation? BufferUnder(IOperation operation)
    {
        IOperation inner = operation is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operation;
        return inner.Type is { } type && TypeMapping.Of(type) is BufferType ? inner : null;
    }

    private void AddToList(Operand list, Operand value) =>
        Emit(new BufferCall("List.Add", ["", ".Add(", ")"], [list, value], null) { Written = [0] });

    /// <summary>Adds all elements of a buffer to a list.</summary>
    private void AddAll(Operand list, Operand source)
    {
        var type = (BufferType)source.Type;
        Variable index = NewTemporary(ScalarType.Int32);
        EmitAssign(index, new Copy(Constant.Int(0)));
        Variable length = Let(new Length(source));
        Operand condition = Constant.True;
        Region header = LowerRegion(() => condition = Let(new Binary(BinaryOperator.Less, index, length, ScalarType.Boolean)));
        Region body = LowerRegion(() =>
        {
            AddToList(list, Let(new Load(source, [index], type.Element)));
            EmitAssign(index, new Binary(BinaryOperator.Add, index, Constant.Int(1), ScalarType.Int32));
        });
        Emit(new Loop(header.Close(), condition, body.Close(), Constant.False));
    }

    /// <summary>Whether a call may change the list: elements that are tuples can't be given whole, and an active parameter keeps its count.</summary>
    private bool CheckListChange(IInvocationOperation call)
    {
        if (TypeMapping.Of(call.Instance!.Type!) is BufferType { Element: StructType })
        {
            Report(DiagnosticDescriptors.UnsupportedSyntax, call, "a list of tuples that changes", "Use an array of tuples, or a list for each element");
            return true;
        }

        if (call.Instance is IParameterReferenceOperation { Parameter: var parameter } && IsActiveListParameter(parameter))
        {
            Report(DiagnosticDescriptors.ParameterListCountChanged, call, call.TargetMethod.Name, parameter.Name);
        }

        return true;
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
