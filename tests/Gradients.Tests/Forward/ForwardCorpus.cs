using System.Reflection;
using System.Runtime.CompilerServices;
using AutoDiff.Gradients.Tests.Checks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Gradients.Tests.Forward;

/// <summary>The whole corpus of this project, compiled once more with forward mode asked for on every marked method.</summary>
internal static class ForwardCorpus
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Xunit;
        """;

    // Rules written by hand, aggregates, single functions, names, what is refused and the constructs of the language have forward tests of their own; Jacobians need none.
    private static readonly string[] s_apart = ["BadInput", "Custom", "Function", "Naming", "Aggregates", "Forward", "Generics", "Jacobians", "Lowering", "Vector"];

    private static readonly Lazy<IReadOnlyList<SyntaxTree>> s_trees = new(() => [.. Directory.EnumerateFiles(Folder(), "*.cs", SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(Folder(), path).Split('/', '\\')[0].Equals("obj", StringComparison.Ordinal)
            && !Array.Exists(s_apart, name => Path.GetRelativePath(Folder(), path).StartsWith(name, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal)
        .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), CorpusCompilation.Options, path))]);

    private static readonly Lazy<Assembly> s_release = new(() => Compile(OptimizationLevel.Release)), s_debug = new(() => Compile(OptimizationLevel.Debug));

    /// <summary>The marked methods as <c>Type.Method(parameter types)</c>.</summary>
    public static IEnumerable<string> Names => s_trees.Value.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        .Where(method => method.ReturnType is not RefTypeSyntax && method.AttributeLists.SelectMany(list => list.Attributes).Any(IsMark))
        .Select(NameOf);

    /// <summary>The source of a marked method.</summary>
    public static string SourceOf(string name) => s_trees.Value.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        .First(method => NameOf(method) == name).ToString();

    /// <summary>A marked method, compiled as for a release or as for debugging.</summary>
    public static MethodInfo Find(string name, bool isDebug = false) => (isDebug ? s_debug : s_release).Value.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .First(method => method.GetCustomAttribute<DifferentiableAttribute>() is not null && name.StartsWith($"{method.DeclaringType!.Name}.{method.Name}(", StringComparison.Ordinal)
            && name.Split(", ").Length == Math.Max(1, method.GetParameters().Length));

    private static string NameOf(MethodDeclarationSyntax method) =>
        $"{method.Ancestors().OfType<TypeDeclarationSyntax>().First().Identifier}.{method.Identifier}({string.Join(", ", method.ParameterList.Parameters.Select(p => p.Type!.ToString().Replace(", ", ",", StringComparison.Ordinal)))})";

    private static bool IsMark(AttributeSyntax attribute) => attribute.Name.ToString() == "Differentiable";

    private static Assembly Compile(OptimizationLevel level)
    {
        CSharpParseOptions options = CorpusCompilation.Options;
        return CorpusCompilation.Compile(
            "ForwardCorpus" + level,
            s_trees.Value.Select(tree => CSharpSyntaxTree.Create((CSharpSyntaxNode)new AskForForwardMode().Visit(tree.GetRoot()), options, tree.FilePath, System.Text.Encoding.UTF8))
                .Append(CSharpSyntaxTree.ParseText(Usings, options)),
            level);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, ".."));

    private sealed class AskForForwardMode : CSharpSyntaxRewriter
    {
        // The tests of the corpus aren't needed here.
        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
            node.AttributeLists.SelectMany(list => list.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory") ? null : base.VisitMethodDeclaration(node);

        public override SyntaxNode? VisitAttribute(AttributeSyntax node)
        {
            if (!IsMark(node) || node.Parent?.Parent is not MethodDeclarationSyntax || node.ToString().Contains("Modes", StringComparison.Ordinal))
            {
                return node;
            }

            return node.AddArgumentListArguments(SyntaxFactory.AttributeArgument(
                SyntaxFactory.NameEquals("Modes"), null, SyntaxFactory.ParseExpression("AutoDiff.DerivativeModes.Jvp")));
        }
    }
}
