using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Checking;

/// <summary>Leaves out of generated code the members that nothing calls: emitting code is what takes the fuzzer's time.</summary>
/// <param name="methods">The program's own methods.</param>
/// <param name="entry">The endings of the entry's members that are left out.</param>
/// <param name="others">The endings of other methods' members that are left out.</param>
/// <param name="hasTangents">Whether forward mode is called.</param>
internal sealed class CalledMembers(IEnumerable<string> methods, string[] entry, string[] others, bool hasTangents)
{
    private readonly HashSet<string> _left = [.. methods.SelectMany(method => (method == "F" ? entry : others).Select(ending => method + ending))];

    public SyntaxTree Of(SyntaxTree tree)
    {
        SyntaxNode root = tree.GetRoot();
        SyntaxNode[] members = [.. root.DescendantNodes(n => n is not MethodDeclarationSyntax).Where(n => n is MethodDeclarationSyntax m && IsLeftOut(m.Identifier.Text))];
        return members.Length == 0 ? tree : CSharpSyntaxTree.Create((CSharpSyntaxNode)root.RemoveNodes(members, SyntaxRemoveOptions.KeepNoTrivia)!, (CSharpParseOptions)tree.Options);
    }

    // Copies of callees for forward mode have names of their own.
    private bool IsLeftOut(string name) => _left.Contains(name) || (!hasTangents && (name.Contains("Tangent", StringComparison.Ordinal) || name.EndsWith("Jvp", StringComparison.Ordinal)));
}
