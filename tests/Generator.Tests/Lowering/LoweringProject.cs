using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Tests.Lowering;

/// <summary>Compiles methods in memory and lowers them.</summary>
internal static class LoweringProject
{
    public static readonly ImmutableArray<MetadataReference> References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)];

    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Runtime.CompilerServices; using AutoDiff; ";

    public static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources, bool checkOverflow = false) => CSharpCompilation.Create(
        "Snippets" + Guid.NewGuid().ToString("n"),
        sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14), source.Path, System.Text.Encoding.UTF8)),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, checkOverflow: checkOverflow, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable,
            optimizationLevel: OptimizationLevel.Release));

    /// <summary>The source of a class around members; the one called <c>F</c> is marked if it isn't already.</summary>
    public static string InClass(string name, string members) => $"{Usings}public static partial class {name} {{\n{members}\n}}";

    /// <summary>Lowers the method <c>F</c> of a class with these members.</summary>
    public static LoweringResult Lower(string members, bool checkOverflow = false)
    {
        CSharpCompilation compilation = Compile([("Snippet.cs", InClass("C", members))], checkOverflow);
        return Lower(compilation, compilation.SyntaxTrees[0]);
    }

    public static LoweringResult Lower(CSharpCompilation compilation, SyntaxTree tree)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        MethodDeclarationSyntax declaration = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First(method => method.Identifier.Text == "F");
        return MethodLowerer.Lower(model.GetDeclaredSymbol(declaration)!, compilation, CancellationToken.None);
    }

    /// <summary>The printed IR of <c>F</c>, which must be well formed.</summary>
    public static string Print(string members)
    {
        LoweringResult result = Lower(members);
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Model);
        Assert.Empty(Verifier.Check(result.Model.Function, ssa: false));
        return IrPrinter.Print(result.Model).TrimEnd();
    }

    public static Assembly Load(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(20)));
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }
}
