using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// Whether the iterations of a loop may run in another order, or mixed with each other: memory is only read by them, or only added to (adjoints, whose sums may be taken in any order),
/// or each iteration has elements of its own.
/// </summary>
internal static class IterationOrder
{
    /// <param name="member">What the loop stands in.</param>
    /// <param name="loop">The loop. What it carries is the caller's to look at.</param>
    public static bool IsFree(Block member, For loop)
    {
        if (loop.IsChecked || loop.Index.Type is not ScalarType { Kind: ScalarKind.Int32 } || new LoopMemory(member, loop) is not { IsKnown: true } memory)
        {
            return false;
        }

        foreach (Statement statement in IrWalk.All(loop.Body))
        {
            bool isFree = statement switch
            {
                Assign { Value: Load load } => IsFree(load.Buffer, load.Indices, load.Path),
                Assign assign => (assign.Value.Effects & Effects.WritesOperands) == 0 && assign.Target.Type is not BufferType,
                Evaluate { Expression: Load load } => IsFree(load.Buffer, load.Indices, load.Path),
                Store store => IsFree(store.Buffer, store.Indices, store.Path),
                Accumulate accumulate => IsFree(accumulate.Buffer, accumulate.Indices, accumulate.Path),
                If or For or Comment => true,
                _ => false,
            };
            if (!isFree)
            {
                return false;
            }
        }

        return true;

        bool IsFree(Operand buffer, EquatableArray<Operand> indices, EquatableArray<string> path)
        {
            if (!path.IsEmpty || memory.RootOf(buffer) is not { } root || memory.IsInside(root))
            {
                return false;
            }

            return memory.AccessOf(root) switch
            {
                null => true,
                { IsWritten: false, IsAdded: false } => true,
                { IsWritten: false, IsLoaded: false } => true,
                _ => buffer.IsSameAs(root) && indices is [var index] && index.IsSameAs(loop.Index),
            };
        }
    }
}
