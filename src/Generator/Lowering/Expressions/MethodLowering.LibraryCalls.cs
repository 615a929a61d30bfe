using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Calls of methods that aren't differentiated through.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>
    /// A call of a method that isn't differentiated through: a function of the rule table, an operation on buffers, or any other C#.
    /// Its arguments haven't been evaluated.
    /// </summary>
    private Value LowerLibraryCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (IntrinsicCatalog.TryGet(method, out IntrinsicEntry entry))
        {
            Operand[] arguments = LowerInParameterOrder(call.Arguments);
            _operation = call;
            return Let(new Intrinsic(entry.Key, entry.Name, new(arguments), TypeMapping.Of(method.ReturnType)) { MayThrow = entry.MayThrow });
        }

        if (LowerNumericConversion(call) is { } converted)
        {
            return converted;
        }

        if (LowerSineAndCosine(call) is { } pair)
        {
            return pair;
        }

        if (LanguageFence.IsGenerated(method))
        {
            return Reject(DiagnosticDescriptors.CallOfGeneratedMember, call, method.Name);
        }

        if (IsGradientStop(method))
        {
            return LowerGradientStop(call);
        }

        return LowerBufferOperation(call) ?? LowerOpaqueInvocation(call);
    }

    // The pair as two functions, each with the derivative of its own.
    private Value? LowerSineAndCosine(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method is not { Name: "SinCos" or "SinCosPi", IsStatic: true, Parameters: [{ Type: var type }], ContainingType: { } container }
            || TypeMapping.Of(type) is not ScalarType { IsFloat: true } scalar
            || (TypeMapping.ScalarKindOf(container) is null && !(container.Name is "Math" or "MathF" && TypeMapping.IsIn(container, "System"))))
        {
            return null;
        }

        Operand angle = LowerExpression(call.Arguments[0].Value);
        _operation = call;
        const string Pair = "global::AutoDiff.CompilerServices.SineAndCosine.";
        string pi = method.Name == "SinCosPi" ? "Pi" : "";
        return new Value([
            Let(new Intrinsic("Math.Sin" + pi, Pair + "Sine" + pi, [angle], scalar)),
            Let(new Intrinsic("Math.Cos" + pi, Pair + "Cosine" + pi, [angle], scalar)),
        ]);
    }

    private Value? LowerBufferOperation(IInvocationOperation call)
    {
        INamedTypeSymbol? container = call.TargetMethod.ContainingType;
        if (container is null)
        {
            return null;
        }

        if (call.Instance is { Type: { } receiver })
        {
            return TypeMapping.Of(receiver) switch
            {
                BufferType { IsSpan: true } => LowerSpanMethod(call),
                BufferType { Kind: BufferKind.Array } => LowerArrayMethod(call),
                BufferType { Kind: BufferKind.List } => LowerListMethod(call),
                BufferType { IsTensor: true } => LowerTensorMethod(call),
                _ => null,
            };
        }

        return container.Name switch
        {
            "MemoryExtensions" when TypeMapping.IsIn(container, "System") => LowerMemoryExtension(call),
            "Array" when TypeMapping.IsIn(container, "System") => LowerStaticArrayMethod(call),
            "CollectionsMarshal" when call.TargetMethod.Name == "AsSpan" && TypeMapping.IsIn(container, "System.Runtime.InteropServices") =>
                Let(new View(LowerExpression(call.Arguments[0].Value), null, null, TypeMapping.Of(call.Type!))),
            "Enumerable" when TypeMapping.IsIn(container, "System.Linq") => LowerSequenceCopy(call),
            "CollectionExtensions" when TypeMapping.IsIn(container, "System.Collections.Generic") => LowerListExtension(call),
            "TensorPrimitives" when TypeMapping.IsIn(container, "System.Numerics.Tensors") => LowerTensorPrimitive(call),
            _ => null,
        };
    }
}
