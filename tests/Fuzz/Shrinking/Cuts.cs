using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Shrinking;

/// <summary>The ways to take something out of a program: a member, a statement, the frame around statements, a part of an expression. Not all leave valid C#.</summary>
internal static class Cuts
{
    /// <summary>The program with one cut made, for each cut; the larger cuts first.</summary>
    public static IEnumerable<string> Of(SyntaxNode root) => root.DescendantNodes()
        .Where(node => node is not NameSyntax)
        .OrderByDescending(node => node.Span.Length)
        .SelectMany(node => Replacements(node).Select(replacement => Replace(root, node, replacement)))
        .OfType<string>()
        .Distinct();

    private static IEnumerable<SyntaxNode?> Replacements(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax { Identifier.Text: not "F" } => [null],
        _ when node.AncestorsAndSelf().Any(EndsRecursion) => [],
        MethodDeclarationSyntax or BlockSyntax or ReturnStatementSyntax => [],
        IfStatementSyntax branch => [null, branch.Statement, .. branch.Else is { } other ? [other.Statement, branch.WithElse(null)] : Array.Empty<SyntaxNode>()],
        ForStatementSyntax loop => [null, loop.Statement],
        WhileStatementSyntax loop => [null, loop.Statement],
        DoStatementSyntax loop => [null, loop.Statement],
        ForEachStatementSyntax loop => [null, loop.Statement],
        CheckedStatementSyntax block => [null, block.Block],
        SwitchStatementSyntax choice => [null, .. choice.Sections.SelectMany(s => s.Statements)],
        SwitchSectionSyntax => [null],
        StatementSyntax => [null],
        BinaryExpressionSyntax binary => [binary.Left, binary.Right],
        ConditionalExpressionSyntax choice => [choice.WhenTrue, choice.WhenFalse],
        ParenthesizedExpressionSyntax { Parent: not ParenthesizedExpressionSyntax } parentheses when parentheses.Expression is ParenthesizedExpressionSyntax or IdentifierNameSyntax or LiteralExpressionSyntax or InvocationExpressionSyntax => [parentheses.Expression],
        InvocationExpressionSyntax { Parent: not ExpressionStatementSyntax } call => [.. call.ArgumentList.Arguments.Select(a => a.Expression), Literal("0.5")],
        SwitchExpressionSyntax choice => [.. choice.Arms.Select(a => a.Expression)],
        SwitchExpressionArmSyntax => [null],
        CastExpressionSyntax cast => [cast.Expression],
        PrefixUnaryExpressionSyntax unary => [unary.Operand],
        ElementAccessExpressionSyntax { Parent: not AssignmentExpressionSyntax } => [Literal("0.5")],
        ParameterSyntax { Parent.Parent: MethodDeclarationSyntax { Identifier.Text: "F" } } => [null],
        _ => [],
    };

    // if (depth <= 0) return ...; and F(..., depth - 1): without them a call would never end, and nothing can catch a stack that overflows.
    private static bool EndsRecursion(SyntaxNode node) => node switch
    {
        IfStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanOrEqualExpression, Right: LiteralExpressionSyntax { Token.Text: "0" } } } => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression, Right: LiteralExpressionSyntax { Token.Text: "1" }, Parent: ArgumentSyntax } => true,
        _ => false,
    };

    private static SyntaxNode Literal(string text) => SyntaxFactory.ParseExpression(text);

    private static string? Replace(SyntaxNode root, SyntaxNode node, SyntaxNode? replacement)
    {
        SyntaxNode? cut;
        try
        {
            cut = replacement is null
                ? node is StatementSyntax { Parent: not (BlockSyntax or SwitchSectionSyntax) } ? root.ReplaceNode(node, SyntaxFactory.Block()) : root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia)
                : Spliced(root, node, replacement);
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidCastException or ArgumentException)
        {
            // The grammar has no place for the part where the whole was.
            return null;
        }

        return cut?.NormalizeWhitespace().ToFullString();
    }

    // The statements of a block take the place of the statement around it.
    private static SyntaxNode Spliced(SyntaxNode root, SyntaxNode node, SyntaxNode replacement) =>
        node is StatementSyntax && node.Parent is BlockSyntax && replacement is BlockSyntax block
            ? root.ReplaceNode(node, block.Statements)
            : root.ReplaceNode(node, replacement is ExpressionSyntax expression and not (LiteralExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax or InvocationExpressionSyntax)
                && node.Parent is not (ArgumentSyntax or EqualsValueClauseSyntax or ParenthesizedExpressionSyntax)
                ? SyntaxFactory.ParenthesizedExpression(expression)
                : replacement);
}
