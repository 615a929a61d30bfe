using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>
    /// A call of a method that isn't differentiated through: a function of the rule table, an operation on buffers, or any other C#.
    /// Its arguments haven't been evaluated.
    /// </summary>
    private Value LowerLibraryCall(IInvocationOperation call)
    {
        Operand[] arguments = LowerInOrder(call.Arguments.Select(argument => argument.Value).ToArray());
        if (call.TargetMethod.ContainingType.Name is "Math" or "MathF")
        {
            string key = call.TargetMethod.ContainingType.Name + "." + call.TargetMethod.Name;
            return Let(new Intrinsic(key, "global::System." + key, new(arguments), TypeMapping.Map(call.Type!)!));
        }

        return Reject(DiagnosticDescriptors.CallWithoutDerivative, call, call.TargetMethod.Name);
    }
}
