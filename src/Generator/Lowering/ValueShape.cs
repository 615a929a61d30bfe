using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>How a C# value consists of the operands that stand for it in the IR: the text that makes it of them, and that reads each from it.</summary>
/// <param name="Parts">The text around the leaves: one part more than leaves.</param>
/// <param name="Leaves">The leaves, in order.</param>
internal sealed record ValueShape(EquatableArray<string> Parts, EquatableArray<CallLeaf> Leaves)
{
    public static ValueShape Of(ITypeSymbol type) => Of(TypeMapping.Of(type));

    private static ValueShape Of(IrType type) => new(
        type is StructType whole ? Composition.Parts(whole) : ["", ""],
        Fields.Leaves(type).Select(LeafOf).ToEquatableArray());

    private static CallLeaf LeafOf((EquatableArray<string> Path, IrType Type, bool IsActive) leaf)
    {
        (string before, string after) = FieldStep.Around(leaf.Path, isWritten: false);
        return new(before, after, leaf.Type, leaf.IsActive);
    }
}
