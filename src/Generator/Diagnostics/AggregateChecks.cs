using System.Collections.Immutable;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>Whether a type marked <c>[Differentiable]</c> can be a differentiable aggregate.</summary>
internal static class AggregateChecks
{
    public static ImmutableArray<Diagnostic> Check(INamedTypeSymbol type, CancellationToken cancellation)
    {
        Location location = type.Locations[0];
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            if (MarkPlacement.NotPartial(around, cancellation).FirstOrDefault() is { } declaration)
            {
                return [Diagnostic.Create(DiagnosticDescriptors.ContainingTypeNotPartial, declaration.Identifier.GetLocation(), type.Name, around.Name)];
            }

            if (around.IsFileLocal)
            {
                return [Diagnostic.Create(DiagnosticDescriptors.FileLocalType, around.Locations[0], type.Name, around.Name)];
            }
        }

        return Problem(type, cancellation) is var (why, wayOut) ? [Diagnostic.Create(DiagnosticDescriptors.AggregateType, location, type.Name, why, wayOut)] : [];
    }

    private static (string Why, string WayOut)? Problem(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsStatic)
        {
            return ("it is static and has no values", "Remove [Differentiable]");
        }

        if (type.IsRefLikeType)
        {
            return ("it is a ref struct", "Make it a struct, and pass spans as parameters");
        }

        if (type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp13 and var version })
        {
            return ($"its interface needs C# 13, and this project is compiled as C# {version.ToDisplayString()}", "Set <LangVersion> to 13 or higher, or remove it");
        }

        if (type.BaseType is { SpecialType: SpecialType.None } parent && !type.IsValueType && !Aggregates.IsAggregate(parent))
        {
            return ($"its base class '{parent.Name}' isn't differentiable", $"Mark '{parent.Name}' [Differentiable] as well");
        }

        foreach (AggregateMember member in Aggregates.DeclaredMembersOf(type))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.IsActive && OpenParameterIn(member.Type) is { } parameter)
            {
                return ($"its member '{member.Name}' has a type made of '{parameter}', which may stand for any type",
                    $"Constrain '{parameter}' to IFloatingPointIeee754<{parameter}>, take a class marked [Differentiable] in its place, or mark the member [NoGradient]");
            }

            if (member.IsActive && Unsupported(member.Type, new(SymbolEqualityComparer.Default) { type }) is { } why)
            {
                return ($"its member '{member.Name}' {why}", "Mark the member [NoGradient], or change its type");
            }
        }

        return null;
    }

    // A type parameter that may stand for something with derivatives, which the generated code wouldn't know of.
    private static string? OpenParameterIn(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => TypeMapping.IsFloatingPoint(parameter) ? null : parameter.Name,
        IArrayTypeSymbol array => OpenParameterIn(array.ElementType),
        INamedTypeSymbol named when TypeMapping.CanHoldFloat(named) || Aggregates.IsAggregate(named) =>
            named.TypeArguments.Select(OpenParameterIn).FirstOrDefault(name => name is not null),
        _ => null,
    };

    // What keeps a member from being visited, zeroed and added to. A type that leads back to itself is looked at once.
    private static string? Unsupported(ITypeSymbol type, HashSet<ISymbol> seen)
    {
        switch (type)
        {
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return tuple.TupleElements.Select(element => Unsupported(element.Type, seen)).FirstOrDefault(why => why is not null);
            case INamedTypeSymbol named when Aggregates.IsAggregate(named):
                return seen.Add(named)
                    ? Aggregates.MembersOf(named).Where(member => member.IsActive).Select(member => Unsupported(member.Type, seen)).FirstOrDefault(why => why is not null)
                    : null;
            case INamedTypeSymbol tensor when TypeMapping.IsTensor(tensor):
            case IArrayTypeSymbol { Rank: 1 } tensors when TypeMapping.IsTensor(tensors.ElementType):
            case INamedTypeSymbol listed when TypeMapping.BufferKindOf(listed) == BufferKind.List && TypeMapping.IsTensor(listed.TypeArguments[0]):
                return null;
            case IArrayTypeSymbol { ElementType: IArrayTypeSymbol inner } array when array.Rank == 1 && inner.Rank == 1 && TypeMapping.Of(inner.ElementType).IsFloat:
                return null;
            case IArrayTypeSymbol array when TypeMapping.Of(array.ElementType).IsFloat:
                return array.Rank <= 3 ? null : "has more than three dimensions";
            case IArrayTypeSymbol { Rank: 1 } array when Aggregates.IsAggregate(array.ElementType):
                return Unsupported(array.ElementType, seen);
            case INamedTypeSymbol list when TypeMapping.BufferKindOf(list) == BufferKind.List
                && (TypeMapping.Of(list.TypeArguments[0]).IsFloat || Aggregates.IsAggregate(list.TypeArguments[0])):
                return Unsupported(list.TypeArguments[0], seen);
            default:
                return TypeMapping.Of(type) is ScalarType or OpaqueType || !TypeMapping.CanBeActive(type)
                    ? null
                    : $"is a '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which can't be a member of a differentiable type";
        }
    }
}
