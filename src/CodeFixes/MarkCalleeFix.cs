using System.Collections.Immutable;
using System.Composition;
using AutoDiff.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace AutoDiff.CodeFixes;

/// <summary>Marks the method that has no derivative <c>[Differentiable]</c>, and makes the types around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkCalleeFix))]
[Shared]
public sealed class MarkCalleeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.CallWithoutDerivative.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => MarkCalleeFixAll.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await Callee(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } callee)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Mark '{callee.Identifier.ValueText}' [Differentiable]",
                        cancellation => Mark(context.Document.Project.Solution, [callee], cancellation),
                        equivalenceKey: nameof(MarkCalleeFix)),
                    diagnostic);
            }
        }
    }

    /// <summary>The declaration of the method called at a diagnostic, when a mark on it would be accepted.</summary>
    internal static async Task<MethodDeclarationSyntax?> Callee(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return null;
        }

        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (model.GetSymbolInfo(node, cancellation).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension } symbol)
        {
            return null;
        }

        IMethodSymbol method = (symbol.ReducedFrom ?? symbol).OriginalDefinition;
        bool accepted = method.IsStatic && !method.IsGenericMethod && !method.IsAsync && !method.IsExtern && !method.IsVirtual && !method.IsAbstract
            && method.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct, IsFileLocal: false, IsExtension: false };
        return accepted && method.DeclaringSyntaxReferences is [var reference]
            && await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is MethodDeclarationSyntax declaration
            && (declaration.Body is not null || declaration.ExpressionBody is not null)
            ? declaration
            : null;
    }

    /// <summary>The solution with these methods marked.</summary>
    internal static async Task<Solution> Mark(Solution solution, IEnumerable<MethodDeclarationSyntax> callees, CancellationToken cancellation)
    {
        foreach (IGrouping<SyntaxTree, MethodDeclarationSyntax> group in callees.Distinct().GroupBy(callee => callee.SyntaxTree))
        {
            if (solution.GetDocument(group.Key) is not { } document)
            {
                continue;
            }

            SyntaxNode root = await group.Key.GetRootAsync(cancellation).ConfigureAwait(false);
            IEnumerable<SyntaxNode> nodes = group.Concat<SyntaxNode>(group.SelectMany(AddPartialFix.NotPartialAround)).Distinct();
            SyntaxNode marked = root.ReplaceNodes(nodes, (_, node) => node is MethodDeclarationSyntax method
                ? WithMark(method)
                : AddPartialFix.WithPartial((TypeDeclarationSyntax)node));
            solution = document.WithSyntaxRoot(marked).Project.Solution;
        }

        return solution;
    }

    private static MethodDeclarationSyntax WithMark(MethodDeclarationSyntax method)
    {
        AttributeSyntax attribute = SyntaxFactory.Attribute(SyntaxFactory.ParseName("global::AutoDiff.DifferentiableAttribute"))
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(method.GetLeadingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);

        // The indentation of the line that the method's first token stood on.
        SyntaxTriviaList indentation = SyntaxFactory.TriviaList(
            method.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        return method.WithLeadingTrivia(indentation)
            .WithAttributeLists(method.WithLeadingTrivia(indentation).AttributeLists.Insert(0, list.WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)));
    }
}
