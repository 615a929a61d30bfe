using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Checking;

/// <summary>A parameter of the program's entry, and how its data is kept: a boxed scalar, an array, an array of arrays, or for <c>ref</c> and <c>out</c> an array of one.</summary>
internal sealed record EntryParameter(string Name, string Modifier, string Type)
{
    public bool IsReference => Modifier is "ref" or "out";

    public string Element => Type.Contains("double", StringComparison.Ordinal) ? "double" : Type.Contains("float", StringComparison.Ordinal) ? "float" : Type.Contains("bool", StringComparison.Ordinal) ? "bool" : "int";

    public bool IsActive => Element is "double" or "float";

    public bool IsJagged => Type.EndsWith("[][]", StringComparison.Ordinal);

    public bool IsBuffer => IsReference || Type.Contains('[', StringComparison.Ordinal) || Type.Contains('<', StringComparison.Ordinal);

    /// <summary>The type in which the data is kept.</summary>
    public string Storage => IsJagged ? Element + "[][]" : IsBuffer ? Element + "[]" : Element;
}

/// <summary>The signature of a program's entry <c>F</c>.</summary>
internal sealed record Signature(IReadOnlyList<EntryParameter> Parameters, IReadOnlyList<string> Results, string ResultType)
{
    public bool HasFloat => Parameters.Any(p => p.Element == "float") || Results.Any(r => r.Contains("float", StringComparison.Ordinal));

    public static Signature Of(SyntaxNode root)
    {
        MethodDeclarationSyntax entry = root.DescendantNodes().OfType<MethodDeclarationSyntax>().First(m => m.Identifier.Text == "F");
        List<EntryParameter> parameters = entry.ParameterList.Parameters
            .Select(p => new EntryParameter(p.Identifier.Text, p.Modifiers.ToString(), p.Type!.ToString()))
            .ToList();
        IReadOnlyList<string> results = entry.ReturnType switch
        {
            TupleTypeSyntax tuple => tuple.Elements.Select(e => e.Type.ToString()).ToList(),
            PredefinedTypeSyntax type when type.Keyword.IsKind(SyntaxKind.VoidKeyword) => [],
            _ => [entry.ReturnType.ToString()],
        };
        return new Signature(parameters, results, entry.ReturnType.ToString());
    }
}
