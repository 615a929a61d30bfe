using System.Reflection;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Tests.Lowering;

/// <summary>
/// Lowering must not change what a method computes: each snippet is lowered, the IR printed as C#, and both run on random arguments; results, what they
/// leave in buffers, exceptions and side effects must agree bit for bit.
/// </summary>
public class LoweringSemanticsTests
{
    private const int Runs = 60;

    private static readonly Lazy<Dictionary<string, Outcome>> _unchecked = new(() => RunAll(checkOverflow: false));
    private static readonly Lazy<Dictionary<string, Outcome>> _checked = new(() => RunAll(checkOverflow: true));

    private static readonly IReadOnlyList<(string Name, string Code)> _snippets =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Lowering", "Snippets"), "*.cs").Order(StringComparer.Ordinal).SelectMany(file => Snippets.Parse(File.ReadAllText(file)))];

    public static TheoryData<string> Names => [.. _snippets.Select(snippet => snippet.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheLoweredMethodComputesTheSame(string name) => Check(_unchecked.Value[name]);

    [Theory]
    [MemberData(nameof(Names))]
    public void AlsoWhenTheProjectChecksOverflow(string name) => Check(_checked.Value[name]);

    [Fact]
    public void NamesAreUnique() => Assert.Equal(_snippets.Count, _snippets.Select(snippet => snippet.Name).Distinct().Count());

    private static void Check(Outcome outcome)
    {
        Assert.True(outcome.Failure is null, outcome.Failure + "\n" + outcome.Ir);
        Assert.Empty(outcome.Violations);
    }

    private static Dictionary<string, Outcome> RunAll(bool checkOverflow)
    {
        CSharpCompilation compilation = LoweringProject.Compile(
            [
                .. _snippets.Select((snippet, i) => ($"S{i}.cs", LoweringProject.InClass($"S{i}", snippet.Code))),
                ("Statics.cs", StaticsSource),
            ],
            checkOverflow);
        var outcomes = new Dictionary<string, Outcome>();
        var added = new List<(string, string)> { ("Inputs.cs", DriverSource.Shared) };
        var lowered = new List<(string Name, string ClassName)>();
        for (int i = 0; i < _snippets.Count; i++)
        {
            string name = _snippets[i].Name, className = $"S{i}";
            SyntaxTree tree = compilation.SyntaxTrees[i];
            Diagnostic? error = compilation.GetSemanticModel(tree).GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            if (error is not null)
            {
                outcomes[name] = new("The snippet doesn't compile: " + error, "", []);
                continue;
            }

            LoweringResult result;
            try
            {
                result = LoweringProject.Lower(compilation, tree);
            }
            catch (Exception exception)
            {
                outcomes[name] = new(exception.ToString(), "", []);
                continue;
            }

            if (result.Model is not { } model)
            {
                outcomes[name] = new("Rejected: " + string.Join("\n", result.Diagnostics), "", []);
                continue;
            }

            string body = LoweredSource.Print(model, "Lowered", "");
            IMethodSymbol method = compilation.GetTypeByMetadataName(className)!.GetMembers("F").OfType<IMethodSymbol>().First();
            var parts = new[] { (className + ".Lowered.cs", LoweringProject.InClass(className, body)), (className + ".Driver.cs", DriverSource.For(method, className)) };
            outcomes[name] = new(null, IrPrinter.Print(model), Verifier.Check(model.Function, ssa: false));
            added.AddRange(parts);
            lowered.Add((name, className));
        }

        RunLowered(compilation, added, lowered, outcomes, checkOverflow);
        return outcomes;
    }

    private static void RunLowered(
        CSharpCompilation compilation, List<(string Path, string Text)> added, List<(string Name, string ClassName)> lowered, Dictionary<string, Outcome> outcomes, bool checkOverflow)
    {
        // A snippet that doesn't compile must not take the others with it.
        var broken = _snippets.Select((_, i) => $"S{i}").Where(className => lowered.All(entry => entry.ClassName != className)).ToHashSet();
        CSharpCompilation all = LoweringProject.Compile([.. Sources(compilation), .. added], checkOverflow);
        foreach (Diagnostic error in all.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            string className = Path.GetFileName(error.Location.SourceTree!.FilePath).Split('.')[0];
            broken.Add(className);
            foreach ((string name, _) in lowered.Where(entry => entry.ClassName == className))
            {
                string line = error.Location.SourceTree.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
                outcomes[name] = outcomes[name] with { Failure = $"The lowered code doesn't compile: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} in: {line}" };
            }
        }

        Assembly assembly = LoweringProject.Load(all.RemoveSyntaxTrees(all.SyntaxTrees.Where(tree => broken.Contains(Path.GetFileName(tree.FilePath).Split('.')[0]))));
        foreach ((string name, string className) in lowered.Where(entry => !broken.Contains(entry.ClassName)))
        {
            Type type = assembly.GetType(className)!;
            var run = type.GetMethod("Run")!.CreateDelegate<Func<int, string>>();
            var runLowered = type.GetMethod("RunLowered")!.CreateDelegate<Func<int, string>>();
            string? failure = null, step = null;
            var thread = new Thread(() => failure = Compare(run, runLowered, ref step)) { IsBackground = true };
            thread.Start();
            if (!thread.Join(TimeSpan.FromSeconds(5)))
            {
                failure = "Doesn't end: " + step;
            }

            outcomes[name] = outcomes[name] with { Failure = failure };
        }
    }

    private static string? Compare(Func<int, string> run, Func<int, string> runLowered, ref string? step)
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            step = $"the method with seed {seed}";
            string expected = run(seed);
            step = $"the lowered method with seed {seed}";
            string actual = runLowered(seed);
            if (expected != actual)
            {
                return $"seed {seed}\nexpected {expected}\nactual   {actual}";
            }
        }

        return null;
    }

    private static IEnumerable<(string, string)> Sources(CSharpCompilation compilation) => compilation.SyntaxTrees.Select(tree => (tree.FilePath, tree.ToString()));

    private const string StaticsSource = """
        using System;

        public static class Statics
        {
            public static string Log = "";
            public static int Counter;
            public static readonly double[] Table = { 1.5, 2.5, -3.5 };
            public static readonly double Scale = 1.25;
            public const double Half = 0.5;

            public static void Reset() { Log = ""; Counter = 0; }

            public static int Next() { Counter++; Log += " next" + Counter; return Counter; }

            public static void Note(string text) { Log += " " + text; }

            public static int Twice(this int value) => value * 2;

            public static int Total(this int[] values) => values.Length + values[0];

            public static string PadBoth(this string text, int width) => text.PadLeft(width).PadRight(width + 1);

            public static bool Ask(int question) { Log += " ask" + question; return question % 2 == 0; }
        }
        """;

    private sealed record Outcome(string? Failure, string Ir, IReadOnlyList<string> Violations);
}
