using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// The semantic models that bodies are lowered with: one for each file of a compilation, without the analysis of nullable references, which takes about as long as binding and which no
/// derivative depends on.
/// </summary>
internal static class BodyModels
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> _models = new();
    private static bool _isMissing;

    public static SemanticModel Of(Compilation compilation, SyntaxTree tree) => _models.GetOrCreateValue(compilation).GetOrAdd(tree, file => Create(compilation, file));

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
}
