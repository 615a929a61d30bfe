using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// The semantic models that bodies are lowered with: one for each file of a compilation, without the analysis of nullable references, which takes about as long as binding and which no
/// derivative depends on. A model keeps all that it has bound: after a while a new one takes its place, so that a project's bodies aren't all held at once, but bodies that are lowered
/// into several methods near each other are bound once. Threads don't share a model, which binds for one at a time.
/// </summary>
internal static class BodyModels
{
    private const int MaxUses = 16;

    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<(SyntaxTree File, int Thread), FileModel>> _models = new();
    private static bool _isMissing;

    /// <summary>A model for one method and all that is lowered into it.</summary>
    public static SemanticModel Of(Compilation compilation, SyntaxTree tree) => _models.GetOrCreateValue(compilation)
        .GetOrAdd((tree, Thread.CurrentThread.ManagedThreadId), static _ => new())
        .Take(compilation, tree);

    // The option is an experimental part of the compiler's interface: one that lacks it gives an ordinary model.
    private static SemanticModel Create(Compilation compilation, SyntaxTree tree)
    {
        if (!_isMissing)
        {
            try
            {
                return CreateWithoutNullability(compilation, tree);
            }
            catch (Exception exception) when (exception is MissingMethodException or TypeLoadException)
            {
                _isMissing = true;
            }
        }

        return compilation.GetSemanticModel(tree);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
#pragma warning disable RSEXPERIMENTAL001 // Create covers its absence.
    private static SemanticModel CreateWithoutNullability(Compilation compilation, SyntaxTree tree) =>
        compilation.GetSemanticModel(tree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001

    private sealed class FileModel
    {
        private SemanticModel? _model;
        private int _uses;

        public SemanticModel Take(Compilation compilation, SyntaxTree tree)
        {
            if (_model is null || _uses == MaxUses)
            {
                (_model, _uses) = (Create(compilation, tree), 0);
            }

            _uses++;
            return _model;
        }
    }
}
