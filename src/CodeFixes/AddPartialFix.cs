using System.Collections.Immutable;
using System.Composition;
using AutoDiff.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.CodeFixes;

/// <summary>Adds <c>partial</c> to every type around a marked method that lacks it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialFix))]
[Shared]
public sealed class AddPartialFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.ContainingTypeNotPartial.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create((context, document, diagnostics) => Apply(document, diagnostics, context.CancellationToken));

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(
            CodeAction.Create(
                "Add 'partial' to the containing types",
                async cancellation => await Apply(context.Document, context.Diagnostics, cancellation).ConfigureAwait(false) ?? context.Document,
                equivalenceKey: nameof(AddPartialFix)),
            context.Diagnostics);
        return Task.CompletedTask;
    }

    /// <summary>The declarations around a node that lack <c>partial</c>.</summary>
    internal static IEnumerable<TypeDeclarationSyntax> NotPartialAround(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The same declaration with <c>partial</c>, which has to stand right before its keyword.</summary>
    internal static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
        {
            return type.WithModifiers(type.Modifiers.Add(partial));
        }

        partial = partial.WithLeadingTrivia(type.Keyword.LeadingTrivia);
        return type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(partial));
    }

    private static async Task<Document?> Apply(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        // The additional location is the marked method: all types around it need the modifier, also those reported for another method.
        IEnumerable<TypeDeclarationSyntax> types = diagnostics
            .SelectMany(diagnostic => diagnostic.AdditionalLocations.Append(diagnostic.Location))
            .Where(location => location.SourceTree == root.SyntaxTree)
            .SelectMany(location => NotPartialAround(root.FindNode(location.SourceSpan)))
            .Distinct();
        return document.WithSyntaxRoot(root.ReplaceNodes(types, (_, type) => WithPartial(type)));
    }
}
