using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.FusedSweeps;

/// <summary>
/// Whether no derivative goes from one iteration of a loop to another, or to what follows the loop, by way of memory. Of active memory that the loop writes, every iteration must have a
/// piece of its own: memory that it makes, or memory that it overwrites whole before it reads any of it, and that nothing reads after the loop. Then the adjoint of that memory is zero
/// where an iteration begins and where it ends, and iterations can be run backwards in any order.
/// </summary>
internal sealed class IterationMemory(AnalysedFunction analysed, For loop, int position)
{
    private readonly HashSet<MemoryClass> _shared = [];

    public bool IsOwn()
    {
        Scope scope = analysed.Tree.ScopeOf(loop.Body);
        foreach (MemoryClass memory in analysed.PointsTo.Classes)
        {
            if (!analysed.Activity.IsActiveMemory(memory) || !memory.Writes.Exists(write => scope.Contains(write.Scope)))
            {
                continue;
            }

            int inside = memory.Allocations.Count(allocation => scope.Contains(allocation.Scope));
            if (inside > 0 && inside == memory.Allocations.Count)
            {
                continue;
            }

            if (memory.Allocations.Count != 1 || memory.Allocations[0].Scope.LoopDepth > 0 || IsReadAfter(memory))
            {
                return false;
            }

            _shared.Add(memory);
        }

        return _shared.Count == 0 || ReadsOwn(loop.Body, []);
    }

    private bool IsReadAfter(MemoryClass memory)
    {
        EquatableArray<Statement> statements = analysed.Function.Body.Statements;
        var after = new List<Statement>();
        for (int i = position + 1; i < statements.Count; i++)
        {
            after.Add(statements[i]);
        }

        return MemoryUse.Of(analysed, after).Reads(memory);
    }

    // Follows the order of execution; the set has the memory that this iteration has overwritten whole when control comes to a statement, on every path.
    private bool ReadsOwn(Block block, HashSet<MemoryClass> overwritten)
    {
        foreach (Statement statement in block.Statements)
        {
            foreach (MemoryClass memory in MemoryUse.ReadBy(statement, analysed))
            {
                if (_shared.Contains(memory) && !overwritten.Contains(memory))
                {
                    return false;
                }
            }

            switch (statement)
            {
                case For counted:
                    if (!ReadsOwn(counted.Body, [.. overwritten]))
                    {
                        return false;
                    }

                    overwritten.UnionWith(WholeStores(counted));
                    break;
                case Loop uncounted:
                    if (!ReadsOwn(uncounted.Header, overwritten) || !ReadsOwn(uncounted.Body, [.. overwritten]))
                    {
                        return false;
                    }

                    break;
                case If branch:
                    HashSet<MemoryClass> inElse = [.. overwritten];
                    if (!ReadsOwn(branch.Then, overwritten) || !ReadsOwn(branch.Else, inElse))
                    {
                        return false;
                    }

                    overwritten.IntersectWith(inElse);
                    break;
                case BufferCall { Key: "Span.Clear" or "Span.Fill" } call when WholeOf(call.Arguments[0]) is { } cleared:
                    overwritten.Add(analysed.PointsTo.Of(cleared.Variable));
                    break;
            }
        }

        return true;
    }

    // for (i = 0; i < buffer.Length; i++) buffer[i] = ...
    private IEnumerable<MemoryClass> WholeStores(For counted)
    {
        if (counted is not { Start: Constant { IsZero: true }, Comparison: BinaryOperator.Less, Step: 1 })
        {
            yield break;
        }

        foreach (Statement statement in counted.Body.Statements)
        {
            if (statement is Store { Path.IsEmpty: true, Indices: [Variable index], Value.Type: ScalarType } store && index.Id == counted.Index.Id
                && WholeOf(store.Buffer) is { Expression: Allocate allocation } && SizeOf(counted.Limit).Equals(SizeOf(allocation.Lengths[0])))
            {
                yield return analysed.PointsTo.Of((Variable)store.Buffer);
            }
        }
    }

    // The allocation of all the memory that a buffer refers to, if it is seen where it is used.
    private Definition? WholeOf(Operand buffer)
    {
        while (buffer is Variable variable && analysed.Tree.TryGet(variable.Id, out Definition definition))
        {
            switch (definition.Expression)
            {
                case Allocate:
                    return definition;
                case Copy copy:
                    buffer = copy.Source;
                    break;
                case View { Start: null, Count: null } view:
                    buffer = view.Buffer;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    // A number in terms of what memory was made with.
    private Operand SizeOf(Operand size)
    {
        while (size is Variable variable && analysed.Tree.TryGet(variable.Id, out Definition definition))
        {
            switch (definition.Expression)
            {
                case Copy copy:
                    size = copy.Source;
                    break;
                case Length length when WholeOf(length.Buffer) is { Expression: Allocate allocation }:
                    size = allocation.Lengths[0];
                    break;
                default:
                    return size;
            }
        }

        return size;
    }
}
