namespace AutoDiff.Generator.Ir;

/// <summary>Values of a tuple or aggregate as C#: made of their innermost fields, and read field by field.</summary>
internal static class Composition
{
    /// <summary>The C# that makes a value of its innermost fields, with a hole for each.</summary>
    public static EquatableArray<string> Parts(StructType shape)
    {
        var parts = new List<string> { "" };
        Append(shape, parts);
        return parts.ToEquatableArray();
    }

    /// <summary>A value made of its innermost fields, in order.</summary>
    public static Opaque Compose(StructType shape, IReadOnlyList<Operand> leaves, string typeText)
    {
        EquatableArray<string> parts = Parts(shape);
        return new Opaque(parts, leaves.Take(parts.Count - 1).ToEquatableArray(), new OpaqueType(typeText, IsReference: false), Effects.None);
    }

    /// <summary>A field of a value, read.</summary>
    public static Opaque Field(Operand whole, EquatableArray<string> path, IrType type)
    {
        (string before, string after) = FieldStep.Around(path, isWritten: false);
        return new Opaque([before, after], [whole], type, Effects.None);
    }

    private static void Append(StructType shape, List<string> parts)
    {
        parts[parts.Count - 1] += shape.Creator;
        for (int i = 0; i < shape.Fields.Count; i++)
        {
            parts[parts.Count - 1] += shape.Before(i);
            if (shape.Fields[i].Type is StructType inner)
            {
                Append(inner, parts);
            }
            else
            {
                parts.Add("");
            }
        }

        parts[parts.Count - 1] += shape.End;
    }
}
