using AutoDiff.Generator;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Emit.Members;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Benchmarks.Generation;

/// <summary>The stages one after the other over all methods of a compilation, outside of the compiler's driver.</summary>
internal sealed class Stages
{
    private readonly List<(string Name, Cost Cost)> _rows = [];

    /// <summary>The cheapest of several runs of each stage, in milliseconds and bytes for one method.</summary>
    public static IReadOnlyList<(string Name, Cost Cost)> Measure(Func<CSharpCompilation> compile, int count, int repeats) => [.. Enumerable
        .Range(0, repeats)
        .Select(_ => Run(compile(), count))
        .SelectMany(rows => rows.Select((row, i) => (Index: i, row)))
        .GroupBy(row => row.Index)
        .Select(group => (group.First().row.Name, new Cost(group.Min(r => r.row.Cost.Time), group.Min(r => r.row.Cost.Cpu), group.Min(r => r.row.Cost.Bytes))))];

    private static List<(string Name, Cost Cost)> Run(CSharpCompilation compilation, int count)
    {
        var stages = new Stages();
        SyntaxTree tree = compilation.SyntaxTrees[0];
        MethodDeclarationSyntax[] syntax = [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Take(count)];
        var declared = stages.Time("declarations and attributes", syntax, node =>
        {
            var method = (IMethodSymbol)compilation.GetSemanticModel(tree).GetDeclaredSymbol(node)!;
            return (Symbol: method, Mark: DifferentiableMark.On(method)!);
        });
        stages.Time("binding of bodies", syntax, node => BodyModels.Of(compilation, tree).GetOperation(node));
        stages.Time("checks of the use", declared, d => UsageChecks.Passes(d.Symbol, d.Mark, compilation, default));
        MethodModel[] models = stages.Time("binding again, and lowering", declared, d => MethodLowerer.Lower(d.Symbol, compilation, default).Model!);
        AnalysedMethod[] analysed = stages.Time("analyse", models, AnalysedMethod.Run);
        stages.Time("diagnostics", analysed, method => ActivityDiagnostics.Find(method.Function));
        MethodMembers[] members = stages.Time("differentiate and optimise", analysed, MemberEmitter.Build);
        string[] sources = stages.Time("print", members, MemberEmitter.Print);
        return sources.All(source => source.Length > 0) ? stages._rows : throw new InvalidOperationException("Nothing was generated.");
    }

    private TResult[] Time<T, TResult>(string name, IEnumerable<T> items, Func<T, TResult> stage)
    {
        T[] all = [.. items];
        var results = new TResult[all.Length];
        Cost cost = Cost.Of(() =>
        {
            for (int i = 0; i < all.Length; i++)
            {
                results[i] = stage(all[i]);
            }
        });
        _rows.Add((name, new(cost.Time / all.Length, cost.Cpu / all.Length, cost.Bytes / all.Length)));
        return results;
    }
}
