using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// The source of a lambda as C# that means the same in another file of the type: names of types and static members are qualified, extension methods called as what
/// they are, comments left out. What can't be written so is <see cref="Obstacle"/>.
/// </summary>
internal sealed class QualifiedSyntax(SemanticModel model, SyntaxNode root, CancellationToken cancellation)
{
    private readonly StringBuilder _text = new();
    private readonly List<ISymbol> _captured = [];

    /// <summary>The variables of the enclosing method that the lambda uses, in order of their first use.</summary>
    public IReadOnlyList<ISymbol> Captured => _captured;

    /// <summary>The name that stands for the instance.</summary>
    public const string This = "self_";

    /// <summary>Whether the lambda uses the instance.</summary>
    public bool UsesThis { get; private set; }

    /// <summary>The namespaces of the extension methods that are called in the form of a query or after <c>?.</c>.</summary>
    public HashSet<string> Usings { get; } = new(StringComparer.Ordinal);

    /// <summary>What in the lambda has no meaning elsewhere, as a message calls it.</summary>
    public string? Obstacle { get; private set; }

    public string Print()
    {
        Append(root);
        return _text.ToString().Trim();
    }

    private void Append(SyntaxNodeOrToken item)
    {
        if (item.IsToken)
        {
            AppendToken(item.AsToken());
            return;
        }

        SyntaxNode node = item.AsNode()!;
        switch (node)
        {
            case QueryClauseSyntax or SelectOrGroupClauseSyntax or OrderingSyntax:
                AddUsings(node);
                AppendChildren(node);
                break;
            case ThisExpressionSyntax:
                UsesThis = true;
                _text.Append(LeadingSpace(node)).Append(This).Append(node.HasTrailingTrivia ? " " : "");
                break;
            case BaseExpressionSyntax:
                Obstacle ??= "'base' in a lambda";
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } invocation when ReducedExtension(invocation) is { } method:
                _text.Append(LeadingSpace(node)).Append(QualifiedNames.Type(method.ContainingType)).Append('.').Append(ExtensionName(access.Name)).Append('(');
                Append(access.Expression);
                _text.Append(invocation.ArgumentList.Arguments.Count > 0 ? ", " : "");
                AppendChildren(invocation.ArgumentList, skipFirst: true);
                break;
            case MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax call } binding when ReducedExtension(call) is { } extension:
                AddUsing(extension);
                AppendToken(binding.OperatorToken);
                AppendName(binding.Name);
                break;
            case TypeSyntax type when TryAppendType(type):
                break;
            case MemberAccessExpressionSyntax access:
                Append(access.Expression);
                AppendToken(access.OperatorToken);
                AppendName(access.Name);
                break;
            case MemberBindingExpressionSyntax binding:
                AppendToken(binding.OperatorToken);
                AppendName(binding.Name);
                break;
            case NameColonSyntax or NameEqualsSyntax:
                _text.Append(node.WithoutTrivia().ToString()).Append(' ');
                break;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax member, Parent: InitializerExpressionSyntax } assignment:
                AppendName(member);
                AppendToken(assignment.OperatorToken);
                Append(assignment.Right);
                break;
            case SubpatternSyntax { NameColon: { } name } subpattern:
                _text.Append(name.Name.Identifier.Text).Append(": ");
                Append(subpattern.Pattern);
                break;
            case SimpleNameSyntax name:
                AppendSimpleName(name);
                break;
            default:
                AppendChildren(node);
                break;
        }
    }

    private void AddUsings(SyntaxNode clause)
    {
        SymbolInfo[] calls = clause is QueryClauseSyntax query && model.GetQueryClauseInfo(query, cancellation) is var info
            ? [info.CastInfo, info.OperationInfo, model.GetSymbolInfo(clause, cancellation)]
            : [model.GetSymbolInfo(clause, cancellation)];
        foreach (SymbolInfo call in calls)
        {
            if (call.Symbol is IMethodSymbol { MethodKind: MethodKind.ReducedExtension } method)
            {
                AddUsing(method);
            }
        }
    }

    private void AddUsing(IMethodSymbol extension)
    {
        if (extension.ContainingNamespace is { IsGlobalNamespace: false } space)
        {
            Usings.Add(space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)));
        }
    }

    private void AppendChildren(SyntaxNode node, bool skipFirst = false)
    {
        foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
        {
            if (skipFirst)
            {
                skipFirst = false;
                continue;
            }

            Append(child);
        }
    }

    private void AppendToken(SyntaxToken token)
    {
        _text.Append(token.HasLeadingTrivia ? " " : "").Append(token.Text).Append(token.HasTrailingTrivia ? " " : "");
    }

    private static string LeadingSpace(SyntaxNode node) => node.HasLeadingTrivia ? " " : "";

    // A name after a dot: only its type arguments need care.
    private void AppendName(SimpleNameSyntax name)
    {
        if (name is GenericNameSyntax generic)
        {
            AppendToken(generic.Identifier);
            Append(generic.TypeArgumentList);
        }
        else
        {
            AppendToken(name.Identifier);
        }
    }

    private string ExtensionName(SimpleNameSyntax name) => name is GenericNameSyntax generic
        ? generic.Identifier.Text + "<" + string.Join(", ", generic.TypeArgumentList.Arguments.Select(TypeText)) + ">"
        : name.Identifier.Text;

    private string TypeText(TypeSyntax type) => model.GetTypeInfo(type, cancellation).Type is { } symbol ? QualifiedNames.Type(symbol) : type.ToString();

    private IMethodSymbol? ReducedExtension(InvocationExpressionSyntax invocation) =>
        model.GetSymbolInfo(invocation, cancellation).Symbol is IMethodSymbol { MethodKind: MethodKind.ReducedExtension } method ? method : null;

    private bool TryAppendType(TypeSyntax type)
    {
        if (type is IdentifierNameSyntax { IsVar: true } or RefTypeSyntax or ScopedTypeSyntax or OmittedTypeArgumentSyntax || model.GetSymbolInfo(type, cancellation).Symbol is not { } symbol)
        {
            return false;
        }

        if (symbol is INamespaceSymbol)
        {
            return false;
        }

        if (symbol is IAliasSymbol { Target: ITypeSymbol target })
        {
            symbol = target;
        }

        if (symbol is not ITypeSymbol named)
        {
            return false;
        }

        if (!QualifiedNames.CanBeNamed(named))
        {
            Obstacle ??= "a type without a name in a lambda";
            return true;
        }

        string annotation = type is NullableTypeSyntax && named.IsReferenceType ? "?" : "";
        _text.Append(LeadingSpace(type)).Append(QualifiedNames.TypeWithElementNames(named)).Append(annotation).Append(type.HasTrailingTrivia ? " " : "");
        return true;
    }

    private void AppendSimpleName(SimpleNameSyntax name)
    {
        ISymbol? symbol = model.GetSymbolInfo(name, cancellation).Symbol;
        switch (symbol)
        {
            case ILocalSymbol or IParameterSymbol or IRangeVariableSymbol:
                Capture(symbol);
                break;
            case IMethodSymbol { MethodKind: MethodKind.LocalFunction } local when !IsInside(local):
                Obstacle ??= $"the local function '{local.Name}' in a lambda";
                break;
            case IMethodSymbol { IsStatic: true, MethodKind: not MethodKind.LocalFunction } or IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } or IEventSymbol { IsStatic: true }:
                _text.Append(LeadingSpace(name)).Append(QualifiedNames.Type(symbol.ContainingType)).Append('.');
                AppendName(name);
                return;
            case IMethodSymbol { IsStatic: false, MethodKind: not MethodKind.LocalFunction } or IPropertySymbol { IsStatic: false } or IFieldSymbol { IsStatic: false }
                when !IsInside(symbol) && symbol.ContainingType is { IsAnonymousType: false, IsTupleType: false }:
                UsesThis = true;
                _text.Append(LeadingSpace(name)).Append(This).Append('.');
                break;
        }

        AppendName(name);
    }

    private void Capture(ISymbol symbol)
    {
        if (!IsInside(symbol) && !_captured.Contains(symbol, SymbolEqualityComparer.Default))
        {
            _captured.Add(symbol);
        }
    }

    private bool IsInside(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == root.SyntaxTree && root.Span.Contains(reference.Span))
        || (symbol is IParameterSymbol { IsDiscard: true });
}
