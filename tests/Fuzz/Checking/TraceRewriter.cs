using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Checking;

/// <summary>
/// Instruments a program: every decision is recorded in <see cref="ControlTrace"/>, and constants of differentiation come from there; on demand <c>float</c> becomes <c>double</c>.
/// The copy isn't marked.
/// </summary>
internal sealed class TraceRewriter(bool toDouble) : CSharpSyntaxRewriter
{
    private const string Trace = "global::AutoDiff.Fuzz.Checking.ControlTrace";
    private int _places;

    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => null;

    public override SyntaxNode? VisitPredefinedType(PredefinedTypeSyntax node) => toDouble && node.Keyword.IsKind(SyntaxKind.FloatKeyword)
        ? SyntaxFactory.ParseTypeName("double").WithTriviaFrom(node)
        : base.VisitPredefinedType(node);

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => toDouble && node.Identifier.Text == "MathF"
        ? SyntaxFactory.IdentifierName("Math").WithTriviaFrom(node)
        : base.VisitIdentifierName(node);

    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node) => toDouble && node.Token.Value is float
        ? SyntaxFactory.ParseExpression($"((double){node.Token.Text})")
        : base.VisitLiteralExpression(node);

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        return node.Kind() switch
        {
            SyntaxKind.LessThanExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanOrEqualExpression
                or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression => Call("Bit", visited),
            SyntaxKind.ModuloExpression => Call("Remainder", visited.Left, visited.Right),
            _ => visited,
        };
    }

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        var visited = (AssignmentExpressionSyntax)base.VisitAssignmentExpression(node)!;
        return node.IsKind(SyntaxKind.ModuloAssignmentExpression) && node.Left is IdentifierNameSyntax
            ? SyntaxFactory.AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, visited.Left, Call("Remainder", visited.Left, visited.Right))
            : visited;
    }

    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node) => Call("Bit", (ExpressionSyntax)base.VisitIsPatternExpression(node)!);

    public override SyntaxNode? VisitCastExpression(CastExpressionSyntax node)
    {
        var visited = (CastExpressionSyntax)base.VisitCastExpression(node)!;
        return node.Type is PredefinedTypeSyntax type && !type.Keyword.IsKind(SyntaxKind.DoubleKeyword) && !type.Keyword.IsKind(SyntaxKind.FloatKeyword)
            ? Call("Value", visited)
            : visited;
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        if (node.Expression.ToString() == "Gradient.Stop")
        {
            return Call("Constant", [.. visited.ArgumentList.Arguments.Select(argument => argument.Expression)]);
        }

        return visited.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Math" or "MathF" }, Name.Identifier.Text: "Max" or "Min" or "Abs" or "Clamp" or "CopySign" } access
            ? visited.WithExpression(SyntaxFactory.ParseExpression($"{Trace}.{access.Name.Identifier.Text}"))
            : visited;
    }

    // What a parameter holds that is a constant is asked for where the method begins.
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        StatementSyntax[] constants = [.. ConstantParameters.Of(node).Select(name => SyntaxFactory.ParseStatement($"{name} = {Trace}.Constant({name});"))];
        if (constants.Length == 0)
        {
            return visited;
        }

        SyntaxList<StatementSyntax> body = visited.Body?.Statements ?? [SyntaxFactory.ParseStatement($"return {visited.ExpressionBody!.Expression};")];
        return visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(SyntaxFactory.Block(body.InsertRange(0, constants)));
    }

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
    {
        var visited = (SwitchSectionSyntax)base.VisitSwitchSection(node)!;
        return visited.WithStatements(visited.Statements.Insert(0, SyntaxFactory.ParseStatement($"{Trace}.Hit({++_places});")));
    }

    public override SyntaxNode? VisitSwitchExpressionArm(SwitchExpressionArmSyntax node)
    {
        var visited = (SwitchExpressionArmSyntax)base.VisitSwitchExpressionArm(node)!;
        return visited.WithExpression(SyntaxFactory.ParseExpression($"{Trace}.Arm({++_places}, {visited.Expression})"));
    }

    private static ExpressionSyntax Call(string name, params ExpressionSyntax[] arguments) =>
        SyntaxFactory.ParseExpression($"{Trace}.{name}({string.Join(", ", arguments.Select(a => a.WithoutTrivia().ToFullString()))})");
}
