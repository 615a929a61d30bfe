using System.Collections.Immutable;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Incrementality;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>What can be said of a marked method by looking into its body, and into those of the methods that it is differentiated through.</summary>
internal static class BodyChecks
{
    public static ImmutableArray<Diagnostic> Check(
        IMethodSymbol method, SyntaxNode declaration, Compilation compilation, RuleUses uses, CancellationToken cancellation)
    {
        if (CompiledMethods.IsSilent(method, compilation))
        {
            return [];
        }

        ImmutableArray<Diagnostic> generated = [.. GeneratedCalls.Check(declaration, compilation, cancellation)];
        var found = new List<Diagnostic>(generated);
        var seen = new HashSet<(string, Location)>();
        foreach (Diagnostic diagnostic in OfBody(method, compilation, uses, cancellation))
        {
            // Lowering takes the calls found above for calls of unknown methods.
            bool isExplained = generated.Any(call => call.Location.SourceTree == diagnostic.Location.SourceTree
                && call.Location.SourceSpan.Contains(diagnostic.Location.SourceSpan));
            if (!isExplained && seen.Add((diagnostic.Id, diagnostic.Location)) && !IsReportedElsewhere(diagnostic, method, compilation, cancellation))
            {
                found.Add(diagnostic);
            }
        }

        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static IEnumerable<Diagnostic> OfBody(IMethodSymbol method, Compilation compilation, RuleUses? uses, CancellationToken cancellation)
    {
        LoweringResult lowered = MethodLowerer.Lower(method, compilation, cancellation);
        uses?.Add(lowered.UsedRules);
        if (lowered.Model is not { } model)
        {
            return lowered.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) || lowered.Rejected is not { } rejected || !Binds(rejected, compilation, cancellation)
                ? lowered.Diagnostics
                : lowered.Diagnostics.Add(rejected.Report(
                    DiagnosticDescriptors.UnsupportedSyntax, $"'{CodeAt(rejected.Tree, rejected.Span, cancellation)}'", "Write it in another way, or move it out of the marked method"));
        }

        IReadOnlyList<AnalysisDiagnostic> findings = CompiledMethods.DiagnosticsOf(method, model) is { } known ? [.. known] : MethodCompiler.Check(model);
        return lowered.Diagnostics.Concat(findings.Select(finding => Locate(finding, method, lowered.Sites, cancellation)));
    }

    // Code that the compiler rejects needs no reason of ours; any other that nothing is generated for does.
    private static bool Binds(Site site, Compilation compilation, CancellationToken cancellation) =>
        !BodyModels.Of(compilation, site.Tree).GetDiagnostics(site.Span, cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static Diagnostic Locate(AnalysisDiagnostic finding, IMethodSymbol method, ImmutableArray<Site> sites, CancellationToken cancellation)
    {
        Site? site = finding.Site >= 0 && finding.Site < sites.Length ? sites[finding.Site] : null;
        DiagnosticDescriptor descriptor = DiagnosticCatalog.ById(finding.Id);
        object?[] arguments = [.. finding.Arguments.Select(argument =>
            argument != AnalysisDiagnostic.Code ? argument : site is null ? method.Name : CodeAt(site.Tree, site.Span, cancellation))];
        return site is null ? Diagnostic.Create(descriptor, method.Locations[0], arguments) : site.Report(descriptor, arguments);
    }

    private static string CodeAt(SyntaxTree tree, TextSpan span, CancellationToken cancellation)
    {
        SyntaxNode node = tree.GetRoot(cancellation).FindNode(span, getInnermostNodeForTie: true);
        if (node is CastExpressionSyntax cast)
        {
            node = cast.Expression;
        }

        while (node is ParenthesizedExpressionSyntax parenthesized)
        {
            node = parenthesized.Expression;
        }

        string text = string.Join(" ", node.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 60 ? text.Substring(0, 57) + "..." : text;
    }

    // What is wrong in another marked method that is inlined into this one is said there, once. Here it is said only if it isn't there: if it comes from
    // what this method passes in.
    private static bool IsReportedElsewhere(Diagnostic diagnostic, IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (diagnostic.AdditionalLocations.Count == 0 || diagnostic.Location.SourceTree is not { } tree)
        {
            return false;
        }

        SyntaxNode node = tree.GetRoot(cancellation).FindNode(diagnostic.Location.SourceSpan);
        return node.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } declaration
            && compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellation) is IMethodSymbol owner
            && !SymbolEqualityComparer.Default.Equals(owner.PartialDefinitionPart ?? owner, method)
            && MarkedMethod.IsMarked(owner)
            && OfBody(owner, compilation, null, cancellation).Any(other => other.Id == diagnostic.Id && other.Location == diagnostic.Location);
    }
}
