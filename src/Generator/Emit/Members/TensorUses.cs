using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>Tells whether a body works on tensors, so that their memory has to come from the workspace.</summary>
internal static class TensorUses
{
    public static bool AreIn(Block body) => IrWalk.Any(body, static statement =>
    {
        foreach (Variable variable in IrWalk.Definitions(statement))
        {
            if (Mentions(variable.Type))
            {
                return true;
            }
        }

        foreach (Operand operand in IrWalk.Uses(statement))
        {
            if (Mentions(operand.Type))
            {
                return true;
            }
        }

        return false;
    });

    // A scalar, by far the commonest, mentions none; what was met on the way matters for types that lead back to themselves alone.
    private static bool Mentions(IrType type) => type switch
    {
        BufferType buffer => buffer.IsTensor || Mentions(buffer.Element),
        StructType structure => Mentions(structure, []),
        _ => false,
    };

    private static bool Mentions(IrType type, HashSet<string> seen) => type switch
    {
        BufferType buffer => buffer.IsTensor || Mentions(buffer.Element, seen),
        StructType structure => seen.Add(structure.Name)
            && (structure.Fields.Any(field => Mentions(field.Type, seen)) || structure.Derived.Any(derived => Mentions(derived, seen))),
        _ => false,
    };
}
