using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Incrementality;

/// <summary>
/// The marked methods of a file, lowered and differentiated all together on the cores that there are when the driver asks for the first of them: it asks for one after the other, but
/// nothing of a method depends on another's result. The driver's later steps find the source made.
/// </summary>
internal sealed class FileMethods
{
    // So many go through each stage together: fewer find less of its machine code in the cache, more keep more memory from the collector.
    private const int MostInBatch = 8;

    // For several cores, also of a short file.
    private const int LeastBatches = 8;

    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, FileMethods>> _files = new();

    private readonly Dictionary<SyntaxNode, MethodModel?> _models = [];

    private FileMethods(SyntaxTree tree, Compilation compilation, Func<SyntaxNode, SemanticModel, MethodModel?> lower, CancellationToken cancellation)
    {
        SemanticModel declarations = compilation.GetSemanticModel(tree);
        SyntaxNode[] marked = [.. Marked(tree.GetRoot(cancellation))];
        var models = new MethodModel?[marked.Length];

        // What all of them ask for first is made once.
        ProjectText.Of(compilation);
        int batches = Math.Max((marked.Length + MostInBatch - 1) / MostInBatch, Math.Min(marked.Length, LeastBatches));

        // One at a time: in ranges the last ones would be one thread's, while the others have nothing left to do.
        OrderablePartitioner<int> each = Partitioner.Create(Enumerable.Range(0, batches), EnumerablePartitionerOptions.NoBuffering);
        // Not more threads than cores: each keeps a batch and its models in the caches.
        ThreadPool.GetMinThreads(out int cores, out _);
        Parallel.ForEach(each, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Math.Max(cores, 1) }, batch =>
        {
            (int start, int end) = (marked.Length * batch / batches, marked.Length * (batch + 1) / batches);
            for (int i = start; i < end; i++)
            {
                models[i] = lower(marked[i], declarations);
            }

            GeneratedFile.Make([.. models.Skip(start).Take(end - start).OfType<MethodModel>()]);
        });
        for (int i = 0; i < marked.Length; i++)
        {
            _models[marked[i]] = models[i];
        }
    }

    /// <summary>The model of a method, or null when it has none.</summary>
    /// <param name="node">The method's declaration.</param>
    /// <param name="compilation">The compilation that it stands in.</param>
    /// <param name="lower">Gives a declaration's model, also from several threads at once.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static MethodModel? Get(SyntaxNode node, Compilation compilation, Func<SyntaxNode, SemanticModel, MethodModel?> lower, CancellationToken cancellation)
    {
        ConcurrentDictionary<SyntaxTree, FileMethods> files = _files.GetOrCreateValue(compilation);
        if (!files.TryGetValue(node.SyntaxTree, out FileMethods? file))
        {
            file = files.GetOrAdd(node.SyntaxTree, new FileMethods(node.SyntaxTree, compilation, lower, cancellation));
        }

        // An attribute under an alias isn't found by its name.
        return file._models.TryGetValue(node, out MethodModel? model) ? model : lower(node, compilation.GetSemanticModel(node.SyntaxTree));
    }

    private static IEnumerable<SyntaxNode> Marked(SyntaxNode root) => root
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .Where(static node => node is BaseMethodDeclarationSyntax method && method.AttributeLists.Any(static list => list.Attributes.Any(IsMark)));

    private static bool IsMark(AttributeSyntax attribute)
    {
        SimpleNameSyntax? name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax qualified => qualified.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        return name?.Identifier.ValueText is "Differentiable" or "DifferentiableAttribute";
    }
}
