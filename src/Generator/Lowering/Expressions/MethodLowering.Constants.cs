using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Values whose derivative is cut: what <c>Gradient.Stop</c> returns, and parameters of methods lowered in place that aren't active.</summary>
internal sealed partial class MethodLowering
{
    private static bool IsGradientStop(IMethodSymbol method) => method is
    {
        Name: "Stop",
        Parameters.Length: 1,
        ContainingType: { Name: "Gradient", ContainingType: null, ContainingNamespace: { Name: "AutoDiff", ContainingNamespace.IsGlobalNamespace: true } },
    };

    private Value LowerGradientStop(IInvocationOperation call)
    {
        Value value = LowerValue(call.Arguments[0].Value);
        _operation = call;
        return Stop(value);
    }

    /// <summary>The value without its derivative.</summary>
    private Value Stop(Value value) => value.Elements is { } elements
        ? new Value(Array.ConvertAll(elements, Stop), value.Type)
        : value.Operand is { } operand ? Stop(operand) : value;

    // Of a number opaque C# that does nothing; of a buffer, whose elements may change, memory of its own. Where there is nothing to cut, Constants takes it out again.
    private Operand Stop(Operand operand)
    {
        switch (operand.Type)
        {
            case var _ when operand is Constant:
                return operand;
            case { IsFloat: true } or BufferType { CanBeActive: true, Kind: BufferKind.Object }:
                return Let(new Opaque(["", ""], [operand], operand.Type, Effects.None) { IsConstant = true });
            case BufferType { CanBeActive: true } type when Fields.References(type.Element).Any():
                RejectUnsupported(_operation!, "a buffer of buffers as a constant for differentiation", "Cut the derivative of those in it");
                return operand;
            case BufferType { CanBeActive: true }:
                return Let(new CopyOf(operand, operand.Type) { IsConstant = true });
            default:
                return operand;
        }
    }

    /// <summary>Whether a parameter of the method is a constant for differentiation.</summary>
    private static bool IsConstant(IMethodSymbol method, IParameterSymbol parameter) =>
        !MarkedMethod.IsActive(parameter, MarkedMethod.WithRespectTo(method.OriginalDefinition));

    /// <summary>Whether a method has buffers that it can write, or references, that are constants for differentiation. In place of a call they would be those of the caller.</summary>
    private static bool HasConstantBuffers(IMethodSymbol method) =>
        method.Parameters.Any(parameter => IsConstant(method, parameter) && TypeMapping.Of(parameter.Type) is { CanBeActive: true } type
            && (parameter.RefKind is RefKind.Ref or RefKind.Out || IsWritable(type) || Fields.References(type).Any(field => IsWritable(field.Type))))
        || (!method.IsStatic && MarkedMethod.WithRespectTo(method.OriginalDefinition) is { } names && !names.Contains("this"));

    private static bool IsWritable(IrType type) => type is BufferType { Kind: not BufferKind.ReadOnlySpan and not BufferKind.Tensor };

    // Whether a parameter of a method lowered in place gets a value without its derivative. What is assigned to a reference would be a constant for the caller as well.
    private bool IsBoundToConstant(Frame callee, IParameterSymbol parameter, ITypeSymbol type, IOperation argument)
    {
        if (!IsConstant(callee.Method, parameter) || !TypeMapping.CanBeActive(type))
        {
            return false;
        }

        if (parameter.RefKind is RefKind.Ref or RefKind.Out || _references.Changing.Contains(parameter))
        {
            RejectUnsupported(
                argument,
                $"the parameter '{parameter.Name}' of '{callee.Method.Name}', a constant for differentiation that is passed by reference",
                "Return the value, or let the parameter be differentiated");
        }

        return true;
    }
}
