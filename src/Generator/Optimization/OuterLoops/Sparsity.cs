using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// Finds nests of loops that do nothing as long as a buffer of cotangents holds zeros: all that they do is to add products with them. Of the components of a mixture few matter
/// for a point, of the units of a layer few are active.
/// </summary>
internal sealed class Sparsity : ZeroFlow
{
    private readonly LoopMemory _memory;
    private readonly Variable _root;

    private Sparsity(LoopMemory memory, Variable root) => (_memory, _root) = (memory, root);

    /// <summary>The memory without which the nest does nothing, or null.</summary>
    /// <param name="nest">A loop with loops in it.</param>
    /// <param name="divergence">The loop that it stands in.</param>
    /// <param name="used">The variables that something reads.</param>
    public static Variable? RootOf(For nest, Divergence divergence, HashSet<int> used)
    {
        List<Statement> statements = IrWalk.All(nest.Body);
        if (!statements.Exists(static statement => statement is For))
        {
            return null;
        }

        var tried = new HashSet<int>();
        foreach (Load load in statements.OfType<Assign>().Select(static assign => assign.Value).OfType<Load>())
        {
            if (divergence.Memory.RootOf(load.Buffer) is { } root && tried.Add(root.Id) && divergence.IsWide(root) && divergence.Memory.TapeOf(root) is null
                && load.Type.Equals(divergence.Element) && new Sparsity(divergence.Memory, root).DoesNothing(nest, divergence, used))
            {
                return root;
            }
        }

        return null;
    }

    // What is read of it afterwards are vectors of zeros.
    private bool DoesNothing(For nest, Divergence divergence, HashSet<int> used) =>
        Add(nest) && nest.Carried.All(entry => !used.Contains(entry.Result.Id) || (IsZero(entry.Result) && !divergence.IsUniform(entry.Result)));

    protected override bool HoldsZeros(Operand buffer) => _memory.RootOf(buffer)?.Id == _root.Id;

    protected override bool Add(Statement statement) => statement switch
    {
        Comment or Evaluate { Expression: Load } => true,
        Assign assign => Add(assign),
        Store store => IsZero(store.Value) && HoldsZeros(store.Buffer),
        Accumulate accumulate => IsZero(accumulate.Value),
        If branch => Add(branch),
        For loop => Add(loop),
        _ => false,
    };
}
