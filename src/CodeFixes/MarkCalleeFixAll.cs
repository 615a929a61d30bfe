using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.CodeFixes;

/// <summary>Marks all callees at once: many calls of one method put one mark on it, which may be in another document.</summary>
internal sealed class MarkCalleeFixAll : FixAllProvider
{
    public static readonly MarkCalleeFixAll Instance = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var callees = new List<MethodDeclarationSyntax>();
        foreach (Document document in Documents(context))
        {
            ImmutableArray<Diagnostic> diagnostics = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            foreach (Diagnostic diagnostic in diagnostics)
            {
                if (await MarkCalleeFix.Callee(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } callee)
                {
                    callees.Add(callee);
                }
            }
        }

        return callees.Count == 0 ? null : CodeAction.Create(
            "Mark the called methods [Differentiable]",
            cancellation => MarkCalleeFix.Mark(context.Solution, callees, cancellation),
            equivalenceKey: nameof(MarkCalleeFix));
    }

    private static IEnumerable<Document> Documents(FixAllContext context) => context.Scope switch
    {
        FixAllScope.Project => context.Project.Documents,
        FixAllScope.Solution => context.Solution.Projects.SelectMany(project => project.Documents),
        _ => context.Document is { } document ? [document] : [],
    };
}
