using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// What tensors share with other buffers: views, copies, elements. Their operations are calls with hand-written derivatives, as a user's own.
/// </summary>
internal sealed partial class MethodLowering
{
    private Value? LowerTensorMethod(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "AsSpan":
                return Let(new View(LowerExpression(call.Instance!), null, null, new BufferType(BufferKind.Span, ScalarType.Single)));
            case "Clone":
                return Let(new CopyOf(LowerExpression(call.Instance!), BufferType.Tensor));
            default:
                return null;
        }
    }

    /// <summary>Operations that need no rule: views, and what takes constants alone.</summary>
    private Value? LowerTensorOperation(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.IsStatic || method.ContainingType is not { } container || !TypeMapping.IsTensor(container))
        {
            return null;
        }

        switch (method.Name)
        {
            case "Reshape" or "Create":
                Operand[] operands = LowerInParameterOrder(call.Arguments);
                _operation = call;
                return operands.Length == 2 ? Let(new Reshape(operands[0], operands[1])) : RejectedValue(call);
            case "Zeros" or "UpdateRunningStatistics":
                // The statistics are the second and third argument.
                return CallConstant(call, method);
            default:
                return null;
        }
    }

    // Nothing that such a call gets has a derivative. New memory has a shadow when something active is written to it.
    private Value CallConstant(IInvocationOperation call, IMethodSymbol method)
    {
        Operand[] arguments = LowerInParameterOrder(call.Arguments);
        _operation = call;
        if (_hasErrors)
        {
            return RejectedValue(call);
        }

        var text = new CallTextBuilder();
        text.Add($"global::AutoDiff.Tensor.{method.Name}(");
        for (int i = 0; i < arguments.Length; i++)
        {
            text.Add(i == 0 ? "" : ", ").Add(new CallHole(CallHoleKind.Argument, i));
        }

        text.Add(")");
        CallText primal = method.ReturnsVoid ? text.ToCall(null, null) : text.ToCall(ValueShape.Of(method.ReturnType), QualifiedNames.Type(method.ReturnType));
        var custom = new CustomDerivative(primal, EffectsOf(method))
        {
            ReturnsNewMemory = true,
            Written = method.ReturnsVoid ? [1, 2] : [],
        };
        EquatableArray<CalleeParameter> parameters = arguments.Select((argument, i) =>
            new CalleeParameter(method.Parameters[i].Name, argument.Type, PassingMode.Value, IsActive: false)).ToEquatableArray();
        Variable[] results = method.ReturnsVoid ? [] : [NewTemporary(BufferType.Tensor)];
        EquatableArray<IrType> types = results.Select(result => result.Type).ToEquatableArray();
        Emit(new SplitCall(new Callee(method.Name, "", "", parameters, types) { Custom = custom }, new(arguments), new(results)) { Site = CurrentSite() });
        return results.Length == 0 ? default(Value) : results[0];
    }

    private Place LowerTensorElement(IPropertyReferenceOperation property, IOperation instance)
    {
        if (property.Arguments[0].Value is not ICollectionExpressionOperation { Elements: var indices } || indices.Any(index => index is ISpreadOperation))
        {
            RejectUnsupported(property, "an element of a tensor whose indices stand in a span", "Write one index for each dimension");
            return DiscardPlace.Instance;
        }

        var pins = new Pin[indices.Length + 1];
        pins[0] = PinOperand(LowerExpression(instance));
        for (int i = 0; i < indices.Length; i++)
        {
            pins[i + 1] = PinOperand(LowerExpression(indices[i]));
        }

        return NewElementPlace(pins, ScalarType.Single, isReferenced: true);
    }
}
