using System.Runtime.CompilerServices;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>The aggregates for which nothing is generated, because of an error in them or in what they are made of: code that uses them gets no derivative either.</summary>
internal static class RejectedAggregates
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, StrongBox<bool>> s_known = new();

    public static bool Contain(INamedTypeSymbol type, CancellationToken cancellation) =>
        s_known.GetValue(type.OriginalDefinition, key => new(Find(key, new(SymbolEqualityComparer.Default), cancellation))).Value;

    private static bool Find(INamedTypeSymbol type, HashSet<ISymbol> seen, CancellationToken cancellation) =>
        seen.Add(type) && type.Locations.Any(location => location.IsInSource)
        && (!AggregateChecks.Check(type, cancellation).IsEmpty
            || (Aggregates.BaseOf(type) is { } parent && Find(parent.OriginalDefinition, seen, cancellation))
            || Aggregates.DeclaredMembersOf(type).Where(member => member.IsActive).SelectMany(member => AggregatesIn(member.Type)).Any(inner => Find(inner, seen, cancellation)));

    private static IEnumerable<INamedTypeSymbol> AggregatesIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => AggregatesIn(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.SelectMany(element => AggregatesIn(element.Type)),
        INamedTypeSymbol named when TypeMapping.BufferKindOf(named) == BufferKind.List => AggregatesIn(named.TypeArguments[0]),
        INamedTypeSymbol named when Aggregates.IsAggregate(named) && !Aggregates.IsVector(named) => [named.OriginalDefinition],
        _ => [],
    };
}
