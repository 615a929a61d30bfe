using System.Collections.Concurrent;
using System.Collections.Immutable;
using AutoDiff.Generator.CustomDerivatives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>What can be said of methods marked <c>[DerivativeOf]</c>.</summary>
internal static class RuleChecks
{
    /// <summary>What is wrong with a marked method.</summary>
    public static ImmutableArray<Diagnostic> Check(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        RuleTable table = RuleTable.Of(compilation);
        ImmutableArray<RuleDeclaration> declarations = table.DeclarationsOf(method) ?? RuleDeclaration.Of(method, compilation);
        return [.. declarations.SelectMany(declaration => Check(declaration, table, cancellation))];
    }

    private static ImmutableArray<Diagnostic> Check(RuleDeclaration declaration, RuleTable table, CancellationToken cancellation)
    {
        IMethodSymbol method = declaration.Method;
        object[] arguments = [.. declaration.Arguments];
        switch (declaration.Defect)
        {
            case RuleDefect.UnknownTarget:
                return [Diagnostic.Create(DiagnosticDescriptors.RuleTargetNotFound, MarkLocation(declaration, cancellation), arguments)];
            case RuleDefect.AmbiguousTarget:
                return [Diagnostic.Create(DiagnosticDescriptors.AmbiguousRuleTarget, MarkLocation(declaration, cancellation), arguments)];
            case RuleDefect.WrongSignature:
                return [Diagnostic.Create(DiagnosticDescriptors.RuleSignature, method.Locations[0], arguments)];
        }

        DerivativeRule rule = declaration.Rule!;
        return table.IsRepeated(declaration)
            ? [Diagnostic.Create(
                DiagnosticDescriptors.RepeatedRule, MarkLocation(declaration, cancellation), method.Name, RuleDeclaration.Display(rule.Target), table.InUse(rule)?.Name)]
            : [];
    }

    /// <summary>The derivatives that nothing uses and nobody else can see.</summary>
    public static IEnumerable<Diagnostic> Unused(Compilation compilation, ICollection<ISymbol> used, CancellationToken cancellation)
    {
        bool isSeen = compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule;
        bool hasFriends = compilation.Assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute");
        var symbols = new HashSet<ISymbol>(used, SymbolEqualityComparer.Default);
        RuleTable table = RuleTable.Of(compilation);
        foreach (RuleDeclaration declaration in table.Declarations)
        {
            cancellation.ThrowIfCancellationRequested();
            if (declaration.Rule is { } rule && !table.IsRepeated(declaration) && !symbols.Contains(declaration.Method)
                && !(isSeen && IsVisible(declaration.Method, hasFriends)))
            {
                yield return Diagnostic.Create(
                    DiagnosticDescriptors.UnusedRule, declaration.Method.Locations[0], declaration.Method.Name, RuleDeclaration.Display(rule.Target));
            }
        }
    }

    private static bool IsVisible(ISymbol symbol, bool hasFriends)
    {
        for (ISymbol? outer = symbol; outer is not null and not INamespaceSymbol; outer = outer.ContainingSymbol)
        {
            bool isVisible = outer.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
                || (hasFriends && outer.DeclaredAccessibility == Accessibility.Internal);
            if (!isVisible)
            {
                return false;
            }
        }

        return true;
    }

    // The name of the method in the attribute, or the attribute.
    private static Location MarkLocation(RuleDeclaration declaration, CancellationToken cancellation) =>
        declaration.Attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax
            ? declaration.Method.Locations[0]
            : syntax.ArgumentList?.Arguments.LastOrDefault(argument => argument.NameEquals is null) is { } name ? name.GetLocation() : syntax.GetLocation();
}

/// <summary>The hand-written derivatives that the marked methods of a compilation use, collected while their bodies are analysed.</summary>
internal sealed class RuleUses
{
    private readonly ConcurrentDictionary<ISymbol, bool> _used = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a body couldn't be looked into, so that nothing is certain.</summary>
    public bool IsIncomplete { get; set; }

    public ICollection<ISymbol> Used => _used.Keys;

    public void Add(IEnumerable<IMethodSymbol> rules)
    {
        foreach (IMethodSymbol rule in rules)
        {
            _used[rule] = true;
        }
    }
}
