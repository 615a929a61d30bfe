using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>The calls on whole tensors that generated code makes besides the rules'.</summary>
internal static class TensorCode
{
    /// <summary>Adds a cotangent, which has a name for messages, to an adjoint.</summary>
    public static OpaqueCall Add(Operand adjoint, Operand cotangent, string name) => new(
        null,
        ["global::AutoDiff.CompilerServices.TensorAdjoints.Add(", ", ", $", \"{name}\")"],
        [new ValueHole(adjoint), new ValueHole(cotangent)],
        Effects.Throws | Effects.Reads | Effects.WritesOperands);

    /// <summary>Counts one more holder of a tensor's memory.</summary>
    public static OpaqueCall Keep(Operand workspace, Operand tensor) => OnMemory(workspace, "Keep", tensor);

    /// <summary>Another shape of an adjoint, which may be absent.</summary>
    public static Expression Reshape(Operand adjoint, Operand shape) => new Opaque(
        ["global::AutoDiff.CompilerServices.TensorAdjoints.Reshape(", ", ", ")"], [adjoint, shape], BufferType.Tensor, Effects.Reads | Effects.Throws);

    /// <summary>An adjoint, or when it is absent zeros: its elements are added to one by one.</summary>
    public static Expression Present(Operand adjoint, Operand primal) => new Opaque(
        ["global::AutoDiff.CompilerServices.TensorAdjoints.Present(", ", ", ")"], [adjoint, primal], BufferType.Tensor, Effects.Reads | Effects.Throws);

    /// <summary>The same just before the last use, a call that may write its result there.</summary>
    public static OpaqueCall Yield(Operand workspace, Operand tensor) => OnMemory(workspace, "Yield", tensor);

    /// <summary>Gives memory of the workspace back that nothing reads any more.</summary>
    public static OpaqueCall Release(Operand workspace, Operand tensor) => OnMemory(workspace, "Release", tensor);

    private static OpaqueCall OnMemory(Operand workspace, string operation, Operand tensor) => new(
        null,
        ["", $".{operation}(", ")"],
        [new ValueHole(workspace), new ValueHole(tensor)],
        Effects.Throws | Effects.Reads | Effects.WritesOperands);
}
