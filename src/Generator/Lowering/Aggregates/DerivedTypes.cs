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
                if (!_derived.TryGetValue(parent.OriginalDefinition, out List<INamedTypeSymbol>? list))
                {
                    _derived[parent.OriginalDefinition] = list = [];
                }

                list.Add(type);
            }
        }
    }

    /// <summary>The differentiable classes of the same assembly that derive directly from one, in a fixed order; of generic ones those constructions that its type arguments give.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type) =>
        In(type.ContainingAssembly)._derived.TryGetValue(type.OriginalDefinition, out List<INamedTypeSymbol>? list) ? Constructed(list, type) : [];

    /// <summary>The types of an assembly whose instances a variable of a type may hold, in a fixed order.</summary>
    public static IEnumerable<INamedTypeSymbol> AssignableTo(INamedTypeSymbol type, IAssemblySymbol assembly) =>
        Constructed(In(assembly)._types, type).Where(candidate => !candidate.IsAbstract);

    private static DerivedTypes In(IAssemblySymbol assembly) => s_assemblies.GetValue(assembly, static a => new(a));

    private static IEnumerable<INamedTypeSymbol> Constructed(List<INamedTypeSymbol> definitions, INamedTypeSymbol ancestor) =>
        definitions.Select(definition => Construction.Of(definition, ancestor)).OfType<INamedTypeSymbol>();

    private void Collect(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            {
                _types.Add(type);
            }

            Collect(member);
        }
    }
}
