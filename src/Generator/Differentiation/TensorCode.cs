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
}
