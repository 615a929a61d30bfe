using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>A field of a differentiable aggregate, or the field behind an auto-property.</summary>
/// <param name="Field">The field.</param>
/// <param name="Name">The name that the user knows it by.</param>
/// <param name="IsActive">Whether it isn't marked as a constant.</param>
/// <param name="Step">How code reaches it.</param>
internal sealed record AggregateMember(IFieldSymbol Field, string Name, bool IsActive, string Step)
{
    public ITypeSymbol Type => Field.Type;

    /// <summary>Whether code outside the type can't read it by its name.</summary>
    public bool IsReadByAccessor => FieldStep.IsReadByCall(Step);

    /// <summary>Whether code outside the type can't both read and write it by its name.</summary>
    public bool NeedsAccessor => FieldStep.NeedsAccessor(Step);
}
