using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Fuzz.Mutation;

/// <summary>Builds the generator from its sources with a defect in it, in memory: nothing of this is in the generator that ships.</summary>
internal static class MutatedGenerator
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Convert = AutoDiff.Generator.Ir.Convert;
        """;

    /// <summary>The folder of the generator's sources, beside this file's.</summary>
    public static string Sources { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "..", "src", "Generator"));

    /// <param name="mutant">The defect, or null for none.</param>
    public static IIncrementalGenerator Build(Mutant? mutant)
    {
        CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        string objects = Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar;
        IEnumerable<SyntaxTree> trees = Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(objects, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(SourceText.From(Text(file, mutant)), options, file))
            .Append(CSharpSyntaxTree.ParseText(Usings, options));
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("AutoDiff.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(
            "AutoDiff.Generator.Mutated",
            trees,
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        if (!result.Success)
        {
            throw new InvalidOperationException(
                $"The generator with '{mutant?.Name}' doesn't compile: {string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5))}");
        }

        stream.Position = 0;
        Assembly assembly = new AssemblyLoadContext("mutant", isCollectible: true).LoadFromStream(stream);
        return (IIncrementalGenerator)Activator.CreateInstance(assembly.GetType("AutoDiff.Generator.DifferentiableGenerator", throwOnError: true)!)!;
    }

    /// <summary>How often the text that a mutant replaces stands in its file: once, or the mutant is out of date.</summary>
    public static int Occurrences(Mutant mutant) => Read(Path.Combine(Sources, mutant.File)).Split(mutant.Find).Length - 1;

    private static string Text(string file, Mutant? mutant)
    {
        string text = Read(file);
        return mutant is not null && Path.GetFullPath(Path.Combine(Sources, mutant.File)) == Path.GetFullPath(file) ? text.Replace(mutant.Find, mutant.Replace, StringComparison.Ordinal) : text;
    }

    private static string Read(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
