using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Incrementality;

/// <summary>
/// The models that the generator has made derivatives of, for as long as the files that they come from are there. The analyzer meets the same methods in another compilation, that with the generated
/// files: where its model says the same, what was found out about it holds, and nothing is differentiated again;
/// and where the generated files can't have changed what it means, and there was nothing to say about it, it isn't even lowered again.
/// </summary>
internal static class CompiledMethods
{
    // By the place of the method's name.
    private static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<int, Seen>> _files = new();

    public static void Add(IMethodSymbol method, MethodModel model, bool isSilent, Compilation compilation)
    {
        if (method.Locations[0] is { SourceTree: { } tree, SourceSpan.Start: var start })
        {
            _files.GetOrCreateValue(tree)[start] = new(model, isSilent ? ProjectText.Of(compilation) : null);
        }
    }

    /// <summary>The diagnostics of a method that the generator has looked at, or null when it hasn't, or saw something else.</summary>
    public static EquatableArray<AnalysisDiagnostic>? DiagnosticsOf(IMethodSymbol method, MethodModel model) =>
        Find(method) is { Model: var known } && SaysTheSame(known, model) ? GeneratedFile.Of(known).Diagnostics : null;

    /// <summary>Whether there is nothing to say about a method in a compilation: the generator had nothing to say, and only its own files were added, which the method doesn't depend on.</summary>
    public static bool IsSilent(IMethodSymbol method, Compilation compilation) =>
        Find(method) is { SilentIn: { } project, Model: { Failure: null } model } && GeneratedFile.Of(model).Diagnostics.Count == 0 && AddedFiles.Between(project, compilation).LeaveAlone(method.Name);

    private static Seen? Find(IMethodSymbol method) =>
        method.Locations[0] is { SourceTree: { } tree, SourceSpan.Start: var start } && _files.TryGetValue(tree, out ConcurrentDictionary<int, Seen>? methods) && methods.TryGetValue(start, out Seen? seen)
            ? seen
            : null;

    // Where and under which names the members are generated doesn't matter here; it differs, since by now the names are taken.
    private static bool SaysTheSame(MethodModel known, MethodModel model) =>
        known.Failure is null && known.FastMath == model.FastMath && known.Jvp == model.Jvp && known.Jacobian == model.Jacobian
        && known.Function.Equals(model.Function) && known.LocalFunctions.Equals(model.LocalFunctions) && known.TangentCallees.Equals(model.TangentCallees);

    /// <summary>A model, and the project in which lowering it had nothing to say, if it hadn't.</summary>
    private sealed record Seen(MethodModel Model, ProjectText? SilentIn);
}
