using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>Whether derivatives can be generated beside a method at all: what it is and where it stands, not what it computes.</summary>
internal static class MarkPlacement
{
    /// <summary>The diagnostic for a mark in a place where it can't be, or null.</summary>
    public static Diagnostic? Check(IMethodSymbol method, DifferentiableMark mark, CancellationToken cancellation)
    {
        Location location = mark.Syntax?.GetSyntax(cancellation).GetLocation() ?? method.Locations[0];
        switch (method.MethodKind)
        {
            case MethodKind.LocalFunction:
                return Diagnostic.Create(DiagnosticDescriptors.MarkOnLocalFunction, location, method.Name, "a local function");
            case MethodKind.AnonymousFunction:
                return Diagnostic.Create(DiagnosticDescriptors.MarkOnLocalFunction, location, "the lambda", "a lambda");
            case MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove:
                return Diagnostic.Create(DiagnosticDescriptors.MarkOnAccessor, location, AccessorName(method));
        }

        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            return Diagnostic.Create(DiagnosticDescriptors.MarkOnInterfaceMember, location, method.Name, method.ContainingType.Name);
        }

        if (method.IsAbstract && !MethodLowerer.IsImplemented(method))
        {
            return Diagnostic.Create(DiagnosticDescriptors.MarkOnOverridableMethod, location, method.Name);
        }

        if (method.IsExtern || (method.IsPartialDefinition && method.PartialImplementationPart is null))
        {
            return Diagnostic.Create(DiagnosticDescriptors.MarkOnMethodWithoutBody, location, method.Name, method.IsExtern ? "extern" : "partial");
        }

        if (method.ContainingType.IsExtension)
        {
            return Diagnostic.Create(
                DiagnosticDescriptors.UnsupportedSignature, location, method.Name, "it is a member of an extension block", "Declare it as a static method with a 'this' parameter");
        }

        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
        {
            return Diagnostic.Create(
                DiagnosticDescriptors.UnsupportedSignature, location, method.Name, "it implements an interface member explicitly", "Move its body to a static method and mark that");
        }

        if (TypeMapping.Of(method.ContainingType) is Ir.OpaqueType && ReceiverChecks.ChangesReceiver(method, cancellation))
        {
            return Diagnostic.Create(DiagnosticDescriptors.ChangedReceiver, method.Locations[0], method.Name);
        }

        return null;
    }

    /// <summary>The diagnostics about a type that generated code can't extend, if there is a marked method in it: they name the first one.</summary>
    public static IEnumerable<Diagnostic> CheckType(INamedTypeSymbol type, CancellationToken cancellation)
    {
        TypeDeclarationSyntax[] notPartial = [.. NotPartial(type, cancellation)];
        if ((notPartial.Length == 0 && !type.IsFileLocal) || FirstMarkedIn(type) is not { } method)
        {
            yield break;
        }

        Location[] at = [method.Locations[0]];
        if (type.IsFileLocal)
        {
            yield return Diagnostic.Create(DiagnosticDescriptors.FileLocalType, type.Locations[0], at, method.Name, type.Name);
        }

        foreach (TypeDeclarationSyntax declaration in notPartial)
        {
            yield return Diagnostic.Create(
                DiagnosticDescriptors.ContainingTypeNotPartial, declaration.Identifier.GetLocation(), at, method.Name, type.Name);
        }
    }

    /// <summary>Whether every type around the method can be extended from another file.</summary>
    public static bool CanExtendContainingTypes(IMethodSymbol method, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal || NotPartial(type, cancellation).Any())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The declarations of a type that lack <c>partial</c>.</summary>
    public static IEnumerable<TypeDeclarationSyntax> NotPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation))
        .OfType<TypeDeclarationSyntax>()
        .Where(declaration => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string AccessorName(IMethodSymbol method) =>
        method.AssociatedSymbol is { } member ? $"{(member is IPropertySymbol { IsIndexer: true } ? "this[]" : member.Name)}.{AccessorKeyword(method)}" : method.Name;

    private static string AccessorKeyword(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.PropertyGet => "get",
        MethodKind.PropertySet => method.IsInitOnly ? "init" : "set",
        MethodKind.EventAdd => "add",
        _ => "remove",
    };

    // Only methods that reach this check count: one with a mark in the wrong place says so itself.
    private static IMethodSymbol? FirstMarkedIn(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IMethodSymbol candidate && DifferentiableMark.On(candidate) is { } mark && Check(candidate, mark, default) is null)
            {
                return candidate;
            }
        }

        foreach (INamedTypeSymbol nested in type.GetTypeMembers())
        {
            if (FirstMarkedIn(nested) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
