using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator.Incrementality;

/// <summary>
/// A file, cut into the bodies of its methods and all the rest. A body can matter only to a method that names it; the rest can matter to every method.
/// </summary>
internal sealed class FileText
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileText> _files = new();

    // Called by what doesn't name them.
    private static readonly HashSet<string> _implicit = new(StringComparer.Ordinal)
    {
        "Add", "AppendFormatted", "AppendLiteral", "AsSpan", "CompareTo", "Deconstruct", "Dispose", "DisposeAsync", "Equals", "GetAsyncEnumerator", "GetAwaiter",
        "GetEnumerator", "GetHashCode", "GetPinnableReference", "GetResult", "MoveNext", "MoveNextAsync", "PrintMembers", "Slice", "ToString", "ToStringAndClear",
    };

    private readonly string _text;
    private readonly List<MethodText> _bodies = [];
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<TextSpan> _cuts = [];
    private int _position;

    private FileText(SyntaxTree tree)
    {
        _text = tree.GetText().ToString();
        IsPlain = _text.IndexOf("\\u", StringComparison.OrdinalIgnoreCase) < 0 && !_text.Any(static character => character > 127 && char.GetUnicodeCategory(character) == UnicodeCategory.Format);
        Visit(tree.GetRoot());
        Surface = Surface.With(_text, TextSpan.FromBounds(_position, _text.Length));
    }

    /// <summary>All but the bodies.</summary>
    public TextHash Surface { get; private set; } = TextHash.Empty;

    /// <summary>The identifiers in code that has no name to be called by: initialisers, constructors, operators, accessors.</summary>
    public IReadOnlyCollection<string> Words => _words;

    public IReadOnlyList<MethodText> Bodies => _bodies;

    /// <summary>Whether each identifier is written as it is called: without escapes and characters that don't count.</summary>
    public bool IsPlain { get; }

    public static FileText Of(SyntaxTree tree) => _files.GetValue(tree, file => new(file));

    /// <summary>Whether one of the names stands outside of the bodies.</summary>
    public bool MentionsOutside(SyntaxTree tree, HashSet<string> names) => tree.GetRoot()
        .DescendantTokens(node => !_cuts.Contains(node.FullSpan))
        .Any(token => names.Contains(token.ValueText));

    private void Visit(SyntaxNode node)
    {
        switch (node)
        {
            case CompilationUnitSyntax or BaseNamespaceDeclarationSyntax:
                foreach (SyntaxNode child in node.ChildNodes())
                {
                    Visit(child);
                }

                break;
            case TypeDeclarationSyntax type:
                AddWords(type.BaseList);
                foreach (MemberDeclarationSyntax member in type.Members)
                {
                    Visit(member);
                }

                break;
            case MethodDeclarationSyntax method when ((SyntaxNode?)method.Body ?? method.ExpressionBody) is { } body
                && !_implicit.Contains(method.Identifier.ValueText)
                && !method.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString().Contains("DerivativeOf"))):
                Cut(method.Identifier.ValueText, body.FullSpan);
                break;
            case GlobalStatementSyntax statement:
                // No method can call what stands there.
                Cut("", statement.FullSpan);
                break;
            case UsingDirectiveSyntax or ExternAliasDirectiveSyntax or AttributeListSyntax or NameSyntax:
                break;
            default:
                AddWords(node);
                break;
        }
    }

    private void Cut(string name, TextSpan body)
    {
        Surface = Surface.With(_text, TextSpan.FromBounds(_position, body.Start));
        _position = body.End;
        _cuts.Add(body);
        if (name.Length > 0)
        {
            var words = new HashSet<string>(StringComparer.Ordinal);
            AddWords(body, words);
            _bodies.Add(new(name, TextHash.Empty.With(_text, body), words));
        }
    }

    private void AddWords(SyntaxNode? node)
    {
        if (node is not null)
        {
            AddWords(node.FullSpan, _words);
        }
    }

    private void AddWords(TextSpan span, HashSet<string> words)
    {
        int start = -1;
        for (int i = span.Start; i <= span.End; i++)
        {
            bool isPart = i < span.End && (char.IsLetterOrDigit(_text[i]) || _text[i] == '_');
            if (isPart && start < 0)
            {
                start = i;
            }
            else if (!isPart && start >= 0)
            {
                words.Add(_text.Substring(start, i - start));
                start = -1;
            }
        }
    }
}

/// <summary>The body of a method, and the words in it: the names of all that it can call are among them.</summary>
internal sealed record MethodText(string Name, TextHash Body, HashSet<string> Words);
