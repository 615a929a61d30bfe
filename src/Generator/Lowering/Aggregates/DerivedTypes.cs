using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>The types of an assembly by what they derive from and implement: the receivers that a virtual call may have.</summary>
internal sealed class DerivedTypes
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, DerivedTypes> s_assemblies = new();

    private readonly List<INamedTypeSymbol> _types = [];
    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _derived = new(SymbolEqualityComparer.Default);

    private DerivedTypes(IAssemblySymbol assembly)
    {
        Collect(assembly.GlobalNamespace);
        _types.Sort((a, b) => string.CompareOrdinal(QualifiedNames.Type(a), QualifiedNames.Type(b)));
        foreach (INamedTypeSymbol type in _types)
        {
            if (type.BaseType is { SpecialType: SpecialType.None } parent && Aggregates.IsAggregate(type) && Aggregates.IsAggregate(parent))
            {
                if (!_derived.TryGetValue(parent, out List<INamedTypeSymbol>? list))
                {
                    _derived[parent] = list = [];
                }

                list.Add(type);
            }
        }
    }

    /// <summary>The differentiable classes of the same assembly that derive directly from one, in a fixed order.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Of(INamedTypeSymbol type) =>
        In(type.ContainingAssembly)._derived.TryGetValue(type, out List<INamedTypeSymbol>? list) ? list : [];

    /// <summary>The types of an assembly whose instances a variable of a type may hold, in a fixed order.</summary>
    public static IEnumerable<INamedTypeSymbol> AssignableTo(INamedTypeSymbol type, IAssemblySymbol assembly) =>
        In(assembly)._types.Where(candidate => !candidate.IsAbstract && Is(candidate, type));

    private static DerivedTypes In(IAssemblySymbol assembly) => s_assemblies.GetValue(assembly, static a => new(a));

    private static bool Is(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        if (ancestor.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces.Contains(ancestor, SymbolEqualityComparer.Default);
        }

        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    private void Collect(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, Arity: 0 } type)
            {
                _types.Add(type);
            }

            Collect(member);
        }
    }
}
