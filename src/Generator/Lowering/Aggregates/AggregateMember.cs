using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>A field of a differentiable aggregate, or the field behind an auto-property.</summary>
/// <param name="Symbol">The field; of a type of another assembly, where fields can't be seen, what stands for it there.</param>
/// <param name="Owner">The aggregate that declares it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">The name that the user knows it by.</param>
/// <param name="IsActive">Whether it isn't marked as a constant.</param>
/// <param name="Step">How code reaches it.</param>
internal sealed record AggregateMember(ISymbol Symbol, INamedTypeSymbol Owner, ITypeSymbol Type, string Name, bool IsActive, string Step)
{
    /// <summary>Whether only constructors assign it. Of another assembly's type the accessor says so, since private fields aren't seen there.</summary>
    public bool IsReadOnly { get; init; } = Symbol is IFieldSymbol { IsReadOnly: true };

    /// <summary>Whether code outside the type can't read it by its name.</summary>
    public bool IsReadByAccessor => FieldStep.IsReadByCall(Step);

    /// <summary>Whether code outside the type can't both read and write it by its name.</summary>
    public bool NeedsAccessor => FieldStep.NeedsAccessor(Step);

    /// <summary>Whether the member's type is known wherever the aggregate is, so that an accessor may show it.</summary>
    public bool IsTypeVisible => Reach(Type) >= Reach(Owner);

    // 2: everywhere, 1: in the assembly, 0: less.
    private static int Reach(ITypeSymbol type)
    {
        int reach = 2;
        if (type is IArrayTypeSymbol array)
        {
            return Reach(array.ElementType);
        }

        foreach (ITypeSymbol argument in (type as INamedTypeSymbol)?.TypeArguments ?? [])
        {
            reach = Math.Min(reach, Reach(argument));
        }

        for (ITypeSymbol? declared = type is ITypeParameterSymbol ? null : type; declared is not null; declared = declared.ContainingType)
        {
            reach = Math.Min(reach, declared.DeclaredAccessibility switch
            {
                Accessibility.Public => 2,
                Accessibility.Internal or Accessibility.ProtectedOrInternal => 1,
                _ => 0,
            });
        }

        return reach;
    }
}
