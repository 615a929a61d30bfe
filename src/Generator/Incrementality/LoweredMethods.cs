using System.Collections.Concurrent;
using AutoDiff.Generator.Ir;
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

    /// <summary>The model of a marked method, or null when it has none.</summary>
    public MethodModel? Get(IMethodSymbol method, Compilation compilation, Func<MethodModel?> lower)
    {
        string identity = compilation.AssemblyName + ":" + method.GetDocumentationCommentId();
        TextHash key = ProjectText.Of(compilation).KeyOf(method.Name);
        bool isKnown = _entries.TryGetValue(identity, out Entry? entry);
        MethodModel? before = null;
        if (isKnown && (entry!.Model is null || entry.Model.TryGetTarget(out before)) && entry.Key == key)
        {
            return before;
        }

        MethodModel? model = lower();

        // The driver keeps the first of equal models alive, not the last.
        if (model is not null && model.Equals(before))
        {
            model = before;
        }

        _entries[identity] = new(key, model is null ? null : new(model));
        return model;
    }

    private sealed record Entry(TextHash Key, WeakReference<MethodModel>? Model);
}
