using System.Collections.Immutable;
using System.Composition;
using AutoDiff.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace AutoDiff.CodeFixes;

/// <summary>Says that the derivative is meant to be cut: puts the values that flow into the reported expression in <c>Gradient.Stop</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StopGradientFix))]
[Shared]
public sealed class StopGradientFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
    [
        DiagnosticDescriptors.CallWithoutDerivative.Id,
        DiagnosticDescriptors.DelegateCall.Id,
        DiagnosticDescriptors.VirtualCall.Id,
        DiagnosticDescriptors.StaticWrite.Id,
        DiagnosticDescriptors.ActiveValueInInactiveType.Id,
        DiagnosticDescriptors.BitCast.Id,
        DiagnosticDescriptors.DerivativeLostInCast.Id,
        DiagnosticDescriptors.ZeroDerivative.Id,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await Apply(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root is not null && model is not null && Inputs(root, model, diagnostic, context.CancellationToken).Any())
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Cut the derivative with Gradient.Stop",
                        cancellation => Apply(context.Document, [diagnostic], cancellation),
                        equivalenceKey: nameof(StopGradientFix)),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> Apply(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return document;
        }

        IEnumerable<ExpressionSyntax> inputs = diagnostics.SelectMany(diagnostic => Inputs(root, model, diagnostic, cancellation)).Distinct();
        return document.WithSyntaxRoot(root.ReplaceNodes(inputs, (_, input) => Stop(input)));
    }

    // The expressions whose values flow in: a call's arguments, a cast's operand, an assignment's right side, otherwise the expression itself.
    private static IEnumerable<ExpressionSyntax> Inputs(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node is ArgumentSyntax argument)
        {
            node = argument.Expression;
        }

        IEnumerable<ExpressionSyntax> candidates = node switch
        {
            InvocationExpressionSyntax call => Flowing(call, model, cancellation),
            CastExpressionSyntax cast => [cast.Expression],
            AssignmentExpressionSyntax assignment => [assignment.Right],
            _ when node.Parent is AssignmentExpressionSyntax assignment && assignment.Left == node => [assignment.Right],
            ExpressionSyntax expression => [expression],
            _ => [],
        };
        return candidates.Select(Unparenthesized).Where(candidate => CarriesValue(candidate, model, cancellation));
    }

    private static IEnumerable<ExpressionSyntax> Flowing(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        IEnumerable<ExpressionSyntax> arguments =
            call.ArgumentList.Arguments.Where(argument => argument.RefKindKeyword.IsKind(SyntaxKind.None)).Select(argument => argument.Expression);
        bool isExtension = model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { MethodKind: MethodKind.ReducedExtension };
        return isExtension && call.Expression is MemberAccessExpressionSyntax access ? arguments.Prepend(access.Expression) : arguments;
    }

    // Constants and what isn't a value by itself (a lambda, a type) carry no derivative, nor do types without a float.
    private static bool CarriesValue(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) =>
        !model.GetConstantValue(expression, cancellation).HasValue
        && model.GetTypeInfo(expression, cancellation).Type is { } type
        && Generator.Lowering.TypeMapping.CanBeActive(type);

    private static ExpressionSyntax Unparenthesized(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
        {
            expression = parenthesized.Expression;
        }

        return expression;
    }

    private static ExpressionSyntax Stop(ExpressionSyntax input)
    {
        ExpressionSyntax method = SyntaxFactory.ParseExpression("global::AutoDiff.Gradient.Stop");
        return SyntaxFactory.InvocationExpression(
                ((MemberAccessExpressionSyntax)method).WithExpression(
                    ((MemberAccessExpressionSyntax)method).Expression.WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation)),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(input.WithoutTrivia()))))
            .WithTriviaFrom(input);
    }
}
