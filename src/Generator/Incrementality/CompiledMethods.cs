using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Incrementality;

/// <summary>
/// The models that the generator has made derivatives of, for as long as the files that they come from are there. The analyzer meets the same methods in another compilation, that with the generated
/// files: where its model says the same, what was found out about it holds, and nothing is differentiated again.
/// </summary>
internal static class CompiledMethods
{
    // By the place of the method's name.
    private static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<int, MethodModel>> _files = new();

    public static void Add(IMethodSymbol method, MethodModel model)
    {
        if (method.Locations[0] is { SourceTree: { } tree, SourceSpan.Start: var start })
        {
            _files.GetOrCreateValue(tree)[start] = model;
        }
    }

    /// <summary>The diagnostics of a method that the generator has looked at, or null when it hasn't, or saw something else.</summary>
    public static EquatableArray<AnalysisDiagnostic>? DiagnosticsOf(IMethodSymbol method, MethodModel model) =>
        method.Locations[0] is { SourceTree: { } tree, SourceSpan.Start: var start }
        && _files.TryGetValue(tree, out ConcurrentDictionary<int, MethodModel>? methods) && methods.TryGetValue(start, out MethodModel? known) && SaysTheSame(known, model)
            ? GeneratedFile.Of(known).Diagnostics
            : null;

    // Where and under which names the members are generated doesn't matter here; it differs, since by now the names are taken.
    private static bool SaysTheSame(MethodModel known, MethodModel model) =>
        known.Failure is null && known.FastMath == model.FastMath && known.Jvp == model.Jvp && known.Jacobian == model.Jacobian
        && known.Function.Equals(model.Function) && known.LocalFunctions.Equals(model.LocalFunctions) && known.TangentCallees.Equals(model.TangentCallees);
}
