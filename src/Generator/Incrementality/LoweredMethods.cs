using System.Collections.Concurrent;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Incrementality;

/// <summary>
/// The models of methods, for as long as the generator's driver keeps them: after an edit only the methods that the edit can concern are lowered again. The compiler asks for
/// every marked method whenever anything in the project changes.
/// </summary>
internal sealed class LoweredMethods
{
    public static readonly LoweredMethods Shared = new();

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The model of a marked method, or null when it has none, and whether lowering had nothing to say about it.</summary>
    public (MethodModel? Model, bool IsSilent) Get(IMethodSymbol method, Compilation compilation, Func<LoweringResult?> lower)
    {
        string identity = compilation.AssemblyName + ":" + method.GetDocumentationCommentId();
        TextHash key = ProjectText.Of(compilation).KeyOf(method.Name);
        bool isKnown = _entries.TryGetValue(identity, out Entry? entry);
        MethodModel? before = null;
        if (isKnown && (entry!.Model is null || entry.Model.TryGetTarget(out before)) && entry.Key == key)
        {
            return (before, entry.IsSilent);
        }

        LoweringResult? lowered = lower();
        MethodModel? model = lowered?.Model;
        bool isSilent = lowered is { Diagnostics.IsEmpty: true } && !lowered.UsedRules.Any(rule => SymbolEqualityComparer.Default.Equals(rule.ContainingAssembly, compilation.Assembly));

        // The driver keeps the first of equal models alive, not the last.
        if (model is not null && model.Equals(before))
        {
            model = before;
        }

        _entries[identity] = new(key, model is null ? null : new(model), isSilent);
        return (model, isSilent);
    }

    private sealed record Entry(TextHash Key, WeakReference<MethodModel>? Model, bool IsSilent);
}
