using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>How a C# value consists of the operands that stand for it in the IR: the text that makes it of them, and that reads each from it.</summary>
/// <param name="Parts">The text around the leaves: one part more than leaves.</param>
/// <param name="Leaves">The leaves, in order.</param>
internal sealed record ValueShape(EquatableArray<string> Parts, EquatableArray<CallLeaf> Leaves)
{
    public static ValueShape Of(ITypeSymbol type) => Of(TypeMapping.Of(type));

    private static ValueShape Of(IrType type)
    {
        if (type is not StructType tuple)
        {
            return new(["", ""], [new CallLeaf("", "", type, IsActive: true)]);
        }

        var parts = new List<string> { tuple.Creator };
        var leaves = new List<CallLeaf>();
        foreach (StructField field in tuple.Fields)
        {
            ValueShape inner = Of(field.Type);
            parts[parts.Count - 1] += (leaves.Count == 0 ? "" : ", ") + inner.Parts[0];
            parts.AddRange(inner.Parts.Skip(1));
            (string before, string after) = FieldStep.Around([field.Name], isWritten: false);
            leaves.AddRange(inner.Leaves.Select(leaf => leaf with
            {
                Before = leaf.Before + before,
                After = after + leaf.After,
                IsActive = leaf.IsActive && field.IsActive,
            }));
        }

        parts[parts.Count - 1] += ")";
        return new(parts.ToEquatableArray(), leaves.ToEquatableArray());
    }
}
