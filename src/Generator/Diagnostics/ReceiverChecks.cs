using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>Whether an instance method of a struct changes the struct: its derivative has nowhere to say so.</summary>
internal static class ReceiverChecks
{
    public static bool ChangesReceiver(IMethodSymbol method, CancellationToken cancellation)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (method.IsStatic || !type.IsValueType || type.IsReadOnly || method.IsReadOnly)
        {
            return false;
        }

        SyntaxNode? declaration = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        return declaration is not null && declaration.DescendantNodes().Any(node => node switch
        {
            // An object initializer assigns members of another one.
            AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment => IsOwn(assignment.Left, type, declaration),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } postfix => IsOwn(postfix.Operand, type, declaration),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } prefix => IsOwn(prefix.Operand, type, declaration),
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument => IsOwn(argument.Expression, type, declaration),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } call =>
                LanguageFence.NameOf(call) is { } name && type.GetMembers(name).OfType<IMethodSymbol>().Any(called =>
                    !called.IsStatic && !called.IsReadOnly && !SymbolEqualityComparer.Default.Equals(called, method) && ChangesReceiver(called, cancellation)),
            _ => false,
        });
    }

    // Whether what stands left of an assignment is a field or property of the struct itself.
    private static bool IsOwn(ExpressionSyntax target, INamedTypeSymbol type, SyntaxNode method)
    {
        while (true)
        {
            switch (target)
            {
                case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } or ThisExpressionSyntax:
                    return true;
                case MemberAccessExpressionSyntax access:
                    target = access.Expression;
                    continue;
                case ParenthesizedExpressionSyntax parenthesized:
                    target = parenthesized.Expression;
                    continue;
                case TupleExpressionSyntax tuple:
                    return tuple.Arguments.Any(argument => IsOwn(argument.Expression, type, method));
                case IdentifierNameSyntax name:
                    string text = name.Identifier.ValueText;
                    return type.GetMembers(text).Any(member => member is (IFieldSymbol or IPropertySymbol) and { IsStatic: false })
                        && !method.DescendantNodes().Any(node => NameOf(node) == text);
                default:
                    return false;
            }
        }
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
        _ => null,
    };
}
