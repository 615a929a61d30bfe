using System.Collections.Immutable;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>Types whose values are never an object of their own in the IR, but one value for each part: tuples, anonymous objects and differentiable structs.</summary>
internal static class Composites
{
    /// <summary>A part of a value.</summary>
    internal readonly record struct Part(string Name, ITypeSymbol Type, bool IsActive);

    /// <summary>The parts of values of a type, or null when they aren't taken apart.</summary>
    public static ImmutableArray<Part>? PartsOf(ITypeSymbol type) => Substitution.Apply(type) switch
    {
        INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 1 } tuple => [.. tuple.TupleElements.Select(element => new Part(element.Name, element.Type, true))],
        INamedTypeSymbol { IsAnonymousType: true } anonymous => [.. Properties(anonymous).Select(property => new Part(property.Name, property.Type, true))],
        INamedTypeSymbol { IsValueType: true } structure when Aggregates.IsAggregate(structure) =>
            [.. Aggregates.MembersOf(structure).Select(member => new Part(member.Name, member.Type, member.IsActive))],
        _ => null,
    };

    /// <summary>The properties of an anonymous object: it has no other parts, and they don't change.</summary>
    public static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol anonymous) => anonymous.GetMembers().OfType<IPropertySymbol>();

    /// <summary>The type as a value's type says it: null for a tuple.</summary>
    public static StructType? StructOf(ITypeSymbol type) => TypeMapping.Of(type) is StructType { IsTuple: false } structure ? structure : null;
}
