using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>Tells whether a body works on tensors, so that their memory has to come from the workspace.</summary>
internal static class TensorUses
{
    public static bool AreIn(Block body) => IrWalk.All(body).Any(statement =>
        IrWalk.Definitions(statement).Any(variable => Mentions(variable.Type)) || IrWalk.Uses(statement).Any(operand => Mentions(operand.Type)));

    private static bool Mentions(IrType type) => type switch
    {
        BufferType buffer => buffer.IsTensor || Mentions(buffer.Element),
        StructType structure => structure.Fields.Any(field => Mentions(field.Type)),
        _ => false,
    };
}
