using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>Tuples and aggregates in a member's signature: taken apart where they come in, put together where they go out.</summary>
internal static class Wholes
{
    /// <summary>A parameter of the user's: one of the function's, or all the parts of one.</summary>
    internal sealed record Group(EquatableArray<Parameter> Parts)
    {
        public Parameter First => Parts[0];

        public ParameterPart? Whole => First.Part;

        public bool IsActive => Parts.Any(part => part.IsActive && part.Variable.Type.CanBeActive);

        /// <summary>Whether its adjoint is passed by reference, as it leads to memory.</summary>
        public bool HasActiveMemory => Parts.Any(part => part.IsActive && part.Variable.Type is BufferType { CanBeActive: true });
    }

    public static IEnumerable<Group> Of(EquatableArray<Parameter> parameters)
    {
        for (int i = 0; i < parameters.Count;)
        {
            int end = i + 1;
            while (parameters[i].Part is { } whole && end < parameters.Count && parameters[end].Part?.Name == whole.Name)
            {
                end++;
            }

            yield return new(parameters.Skip(i).Take(end - i).ToEquatableArray());
            i = end;
        }
    }

    /// <summary>A field of a value, read.</summary>
    public static Opaque Field(Operand whole, EquatableArray<string> path, IrType type)
    {
        (string before, string after) = FieldStep.Around(path, isWritten: false);
        return new Opaque([before, after], [whole], type, Effects.None);
    }

    /// <summary>A value made of its innermost fields, in order.</summary>
    public static Opaque Compose(StructType shape, IReadOnlyList<Operand> leaves, string typeText)
    {
        EquatableArray<string> parts = Parts(shape);
        return new Opaque(parts, leaves.Take(parts.Count - 1).ToEquatableArray(), new OpaqueType(typeText, IsReference: false), Effects.None);
    }

    /// <summary>The C# that makes a value of its innermost fields, with a hole for each.</summary>
    public static EquatableArray<string> Parts(StructType shape)
    {
        var parts = new List<string> { "" };
        Append(shape, parts);
        return parts.ToEquatableArray();
    }

    private static void Append(StructType shape, List<string> parts)
    {
        parts[parts.Count - 1] += shape.Creator;
        for (int i = 0; i < shape.Fields.Count; i++)
        {
            parts[parts.Count - 1] += i == 0 ? "" : ", ";
            if (shape.Fields[i].Type is StructType inner)
            {
                Append(inner, parts);
            }
            else
            {
                parts.Add("");
            }
        }

        parts[parts.Count - 1] += ")";
    }
}
