namespace AutoDiff.Generator.Ir;

/// <summary>What an element of a buffer consists of, by path.</summary>
internal static class Fields
{
    /// <summary>The floats of an element that are differentiated: itself, or the active fields of a struct (and of the classes derived from it), in order.</summary>
    public static IEnumerable<(EquatableArray<string> Path, IrType Type)> Floats(IrType type) =>
        type is ScalarType { IsFloat: false } ? [] : AllLeaves(type).Where(leaf => leaf.IsActive && leaf.Type.IsFloat).Select(leaf => (leaf.Path, leaf.Type));

    /// <summary>The references in an element: itself, or the fields of a struct that are buffers.</summary>
    public static IEnumerable<(EquatableArray<string> Path, BufferType Type)> References(IrType type) =>
        type is ScalarType ? [] : AllLeaves(type).Where(leaf => leaf.Type is BufferType).Select(leaf => (leaf.Path, (BufferType)leaf.Type));

    /// <summary>The references in an element that may lead to something active.</summary>
    public static IEnumerable<(EquatableArray<string> Path, BufferType Type)> ActiveReferences(IrType type) =>
        type is ScalarType ? [] : AllLeaves(type).Where(leaf => leaf.IsActive && leaf.Type is BufferType { CanBeActive: true }).Select(leaf => (leaf.Path, (BufferType)leaf.Type));

    /// <summary>All fields that aren't structs themselves, innermost, in order.</summary>
    public static IEnumerable<(EquatableArray<string> Path, IrType Type, bool IsActive)> Leaves(IrType type)
    {
        if (type is not StructType structure)
        {
            return [(EquatableArray<string>.Empty, type, true)];
        }

        return structure.Fields.SelectMany(field => Leaves(field.Type).Select(inner =>
            (new EquatableArray<string>([field.Name, .. inner.Path]), inner.Type, field.IsActive && inner.IsActive)));
    }

    /// <summary>Whether only constructors assign the field at a path.</summary>
    public static bool IsReadOnly(IrType type, EquatableArray<string> path)
    {
        foreach (string step in path)
        {
            if (type is not StructType structure || FieldOf(structure, step) is not { } field)
            {
                return false;
            }

            if (field.IsReadOnly)
            {
                return true;
            }

            type = field.Type;
        }

        return false;
    }

    private static StructField? FieldOf(StructType type, string step) =>
        type.Fields.FirstOrDefault(field => field.Name == step) ?? type.Derived.Select(derived => FieldOf(derived, step)).FirstOrDefault(found => found is not null);

    // Memory of a class may be an object of a class that derives from it.
    private static IEnumerable<(EquatableArray<string> Path, IrType Type, bool IsActive)> AllLeaves(IrType type) =>
        type is StructType { Derived.IsEmpty: false } open ? Leaves(type).Concat(open.Derived.SelectMany(AllLeaves)) : Leaves(type);

    /// <summary>Whether the field at a path is differentiated: no step of it is marked as a constant.</summary>
    public static bool IsActive(IrType type, EquatableArray<string> path)
    {
        foreach (string step in path)
        {
            if ((type as StructType)?.Fields.FirstOrDefault(field => field.Name == step) is not { IsActive: true } field)
            {
                return false;
            }

            type = field.Type;
        }

        return true;
    }
}
