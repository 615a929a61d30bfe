using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Checking;

/// <summary>How the data of a parameter is kept and handed over.</summary>
internal enum ParameterKind
{
    /// <summary>A number or a truth value by value: kept as a boxed one.</summary>
    Scalar,

    /// <summary><c>ref</c> or <c>out</c> of a number: kept as an array of one.</summary>
    Reference,

    /// <summary>An array or span of numbers: kept as an array.</summary>
    Vector,

    /// <summary>An array of arrays, kept as such.</summary>
    Jagged,

    /// <summary>A <c>List&lt;double&gt;</c>: kept as an array, like all that follows.</summary>
    List,

    /// <summary>A <c>double[,]</c> of two columns.</summary>
    Grid,

    /// <summary>A tuple of two numbers by value.</summary>
    Pair,

    /// <summary>An aggregate without memory, by value.</summary>
    Struct,

    /// <summary>An aggregate without memory, by reference.</summary>
    StructReference,

    /// <summary>An array, span or list of aggregates.</summary>
    Structs,

    /// <summary>An instance of a class.</summary>
    Object,
}

/// <summary>A parameter of the program's entry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Modifier">Its modifiers.</param>
/// <param name="Type">Its type as written.</param>
/// <param name="Kind">How its data is kept.</param>
/// <param name="Aggregate">The name of the aggregate in it, if any.</param>
/// <param name="Doubles">How many numbers an instance of the aggregate has.</param>
internal sealed record EntryParameter(string Name, string Modifier, string Type, ParameterKind Kind, string Aggregate = "", int Doubles = 0)
{
    public bool IsReference => Kind == ParameterKind.Reference;

    public string Element => Aggregate.Length > 0 || Type.Contains("double", StringComparison.Ordinal) ? "double"
        : Type.Contains("float", StringComparison.Ordinal) ? "float" : Type.Contains("bool", StringComparison.Ordinal) ? "bool" : "int";

    public bool IsActive => Element is "double" or "float";

    /// <summary>Whether its adjoint is a parameter that is added into.</summary>
    public bool IsBuffer => Kind is not (ParameterKind.Scalar or ParameterKind.Struct or ParameterKind.Pair);

    /// <summary>Whether its data is converted before a call and afterwards.</summary>
    public bool IsConverted => Kind > ParameterKind.Jagged;

    /// <summary>The type in which the data is kept.</summary>
    public string Storage => Kind switch
    {
        ParameterKind.Scalar => Element,
        ParameterKind.Jagged => Element + "[][]",
        _ => Element + "[]",
    };
}

/// <summary>The signature of a program's entry <c>F</c>.</summary>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Results">The types of the parts of its result.</param>
/// <param name="ResultType">The type of its result.</param>
/// <param name="ResultAggregate">The aggregate that it returns, or nothing.</param>
/// <param name="ResultDoubles">How many numbers that has.</param>
internal sealed record Signature(IReadOnlyList<EntryParameter> Parameters, IReadOnlyList<string> Results, string ResultType, string ResultAggregate, int ResultDoubles)
{
    public bool HasFloat => Parameters.Any(p => p.Element == "float") || Results.Any(r => r.Contains("float", StringComparison.Ordinal));

    /// <summary>Whether aggregates or tuples are parameters or results: in split form these are passed part by part.</summary>
    public bool HasParts => ResultAggregate.Length > 0 || Parameters.Any(p => p.Aggregate.Length > 0 || p.Kind == ParameterKind.Pair);

    public static Signature Of(SyntaxNode root)
    {
        MethodDeclarationSyntax entry = root.DescendantNodes().OfType<MethodDeclarationSyntax>().First(m => m.Identifier.Text == "F");
        Dictionary<string, (int Doubles, bool IsClass)> aggregates = Aggregates(root);
        string type = entry.ReturnType.ToString();
        IReadOnlyList<string> results = entry.ReturnType switch
        {
            TupleTypeSyntax tuple => tuple.Elements.Select(e => e.Type.ToString()).ToList(),
            PredefinedTypeSyntax predefined when predefined.Keyword.IsKind(SyntaxKind.VoidKeyword) => [],
            _ => [type],
        };
        (int doubles, _) = aggregates.GetValueOrDefault(type);
        return new Signature([.. entry.ParameterList.Parameters.Select(p => Parameter(p, aggregates))], results, type, doubles > 0 ? type : "", doubles);
    }

    // The types that say how many numbers they have.
    private static Dictionary<string, (int Doubles, bool IsClass)> Aggregates(SyntaxNode root) => root.DescendantNodes().OfType<TypeDeclarationSyntax>()
        .SelectMany(type => type.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables).Where(v => v.Identifier.Text == "Doubles")
            .Select(v => (Name: type.Identifier.Text, Doubles: int.Parse(v.Initializer!.Value.ToString(), CultureInfo.InvariantCulture), IsClass: type is ClassDeclarationSyntax || type.Modifiers.Any(SyntaxKind.SealedKeyword))))
        .ToDictionary(t => t.Name, t => (t.Doubles, t.IsClass));

    private static EntryParameter Parameter(ParameterSyntax parameter, Dictionary<string, (int Doubles, bool IsClass)> aggregates)
    {
        string type = parameter.Type!.ToString();
        string modifier = parameter.Modifiers.ToString();
        string name = parameter.Type.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text).FirstOrDefault(aggregates.ContainsKey) ?? "";
        (int doubles, bool isClass) = aggregates.GetValueOrDefault(name);
        ParameterKind kind = name.Length > 0 && type != name ? ParameterKind.Structs
            : isClass ? ParameterKind.Object
            : name.Length > 0 ? modifier == "ref" ? ParameterKind.StructReference : ParameterKind.Struct
            : modifier is "ref" or "out" ? ParameterKind.Reference
            : parameter.Type is TupleTypeSyntax ? ParameterKind.Pair
            : type.EndsWith("[][]", StringComparison.Ordinal) ? ParameterKind.Jagged
            : type.EndsWith("[,]", StringComparison.Ordinal) ? ParameterKind.Grid
            : type.StartsWith("List<", StringComparison.Ordinal) ? ParameterKind.List
            : type.Contains('[', StringComparison.Ordinal) || type.Contains('<', StringComparison.Ordinal) ? ParameterKind.Vector
            : ParameterKind.Scalar;
        return new EntryParameter(parameter.Identifier.Text, modifier, type, kind, name, doubles);
    }
}
