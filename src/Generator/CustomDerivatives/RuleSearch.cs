using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.CustomDerivatives;

/// <summary>
/// Finds the methods marked <c>[DerivativeOf]</c>. What was found in a file or a referenced assembly is kept as long as that is the same, so that an edit costs
/// a look at the edited file.
/// </summary>
internal static class RuleSearch
{
    private const string AttributeName = "DerivativeOf";

    private static readonly ConditionalWeakTable<SyntaxTree, MethodDeclarationSyntax[]> _files = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, IMethodSymbol[]> _assemblies = new();

    /// <summary>The marked methods of the project itself.</summary>
    public static IEnumerable<IMethodSymbol> InSource(Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            MethodDeclarationSyntax[] declarations = _files.GetValue(tree, static file => MarkedIn(file));
            if (declarations.Length == 0)
            {
                continue;
            }

            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax declaration in declarations)
            {
                if (model.GetDeclaredSymbol(declaration, cancellation) is { } method)
                {
                    yield return method;
                }
            }
        }
    }

    /// <summary>The referenced assemblies that may have marked methods.</summary>
    public static IEnumerable<IAssemblySymbol> AssembliesWithRules(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols.Where(static assembly =>
        assembly.Name == "AutoDiff" || assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static reference => reference.Name == "AutoDiff")));

    /// <summary>The marked methods of a referenced assembly.</summary>
    public static IMethodSymbol[] MarkedIn(IAssemblySymbol assembly) => _assemblies.GetValue(assembly, static referenced => [.. MarkedIn(referenced.GlobalNamespace)]);

    // The attribute by name, or by a name that the file gives it.
    private static MethodDeclarationSyntax[] MarkedIn(SyntaxTree tree)
    {
        if (tree.GetRoot() is not CompilationUnitSyntax root)
        {
            return [];
        }

        HashSet<string> names = [AttributeName, AttributeName + "Attribute"];
        foreach (UsingDirectiveSyntax alias in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>())
        {
            if (alias.Alias is { } given && names.Contains(LastName(alias.Name)))
            {
                names.Add(given.Name.Identifier.ValueText);
            }
        }

        return [.. root
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => names.Contains(LastName(attribute.Name))))];
    }

    private static string LastName(NameSyntax? name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static IEnumerable<IMethodSymbol> MarkedIn(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (IMethodSymbol method in MarkedIn(inner))
                {
                    yield return method;
                }
            }
            else if (member is IMethodSymbol { IsStatic: true, MethodKind: MethodKind.Ordinary } method && MarkedMethod.Attribute(method, "DerivativeOfAttribute") is not null)
            {
                yield return method;
            }
        }
    }
}
