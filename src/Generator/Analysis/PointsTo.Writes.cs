using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>The statements that write memory, and what is still there after them.</summary>
internal sealed partial class PointsTo
{
    /// <summary>
    /// Whether memory of the class still has the elements that it had when <paramref name="position"/> in <paramref name="scope"/> was reached, from there to the
    /// end of the function (of the iteration, for memory that is allocated within a loop, or in a loop that runs each iteration backwards at once).
    /// </summary>
    public bool IsUnchangedAfter(MemoryClass memory, Scope scope, int position, Scope? fused = null)
    {
        Scope home = memory.HasParameter || memory.IsForeign || memory.Allocations.Count != 1 ? _tree.Root : memory.Allocations[0].Scope;
        if (!home.Contains(scope))
        {
            home = _tree.Root;
        }

        bool isOfIteration = fused is not null && fused.Contains(scope) && !fused.Contains(home);
        home = isOfIteration ? fused! : home;
        IEnumerable<(Statement, Scope, int)> writes = memory.Writes;
        if (memory.HasParameter || memory.IsForeign || memory.Escapes)
        {
            writes = writes.Concat(_clobbers);
        }

        foreach ((Statement _, Scope writeScope, int writePosition) in writes)
        {
            if (isOfIteration && !home.Contains(writeScope))
            {
                continue;
            }

            if (MayFollow(writeScope, writePosition, scope, position, home))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the function itself may write the memory after a position was reached.</summary>
    public bool IsWrittenAfter(MemoryClass memory, Scope scope, int position) =>
        memory.Writes.Any(write => MayFollow(write.Scope, write.Position, scope, position, memory.Allocations.Count == 1 ? memory.Allocations[0].Scope : _tree.Root));

    /// <summary>Whether statements inside of a scope may write memory.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="memory">The memory.</param>
    /// <param name="byOthers">Whether unknown code counts, if it can reach the memory.</param>
    /// <param name="counts">Which of the statements that write it count.</param>
    public bool IsWrittenIn(Scope scope, MemoryClass memory, bool byOthers, Func<Statement, bool> counts) =>
        memory.Writes.Any(write => scope.Contains(write.Scope) && counts(write.Statement))
        || (byOthers && (memory.HasParameter || memory.IsForeign || memory.Escapes) && _clobbers.Any(clobber => scope.Contains(clobber.Scope)));

    // Whether the write may run after the read, while the same memory is alive.
    private static bool MayFollow(Scope writeScope, int writePosition, Scope readScope, int readPosition, Scope home)
    {
        (Scope w, int wp) = (writeScope, writePosition);
        (Scope r, int rp) = (readScope, readPosition);
        while (w.Depth > r.Depth)
        {
            (w, wp) = (w.Parent!, w.OwnerPosition);
        }

        while (r.Depth > w.Depth)
        {
            (r, rp) = (r.Parent!, r.OwnerPosition);
        }

        while (!ReferenceEquals(w, r))
        {
            (bool different, int position) = (w.OwnerPosition != r.OwnerPosition, w.OwnerPosition);
            (w, wp, r, rp) = (w.Parent!, position, r.Parent!, r.OwnerPosition);
            if (ReferenceEquals(w, r) && !different)
            {
                // The two branches of one if: only one of them runs, unless a loop goes round (below).
                wp = -1;
            }
        }

        for (Scope? scope = w; scope is not null && !ReferenceEquals(scope, home) && home.Contains(scope); scope = scope.Parent)
        {
            if (scope.IsLoop)
            {
                return true;
            }
        }

        return wp >= rp;
    }

    private void CollectWrites(Statement statement, Scope scope, int position)
    {
        switch (statement)
        {
            case Store store:
                Write(store.Buffer);
                break;
            case Accumulate accumulate:
                Write(accumulate.Buffer);
                break;
            case BufferCall call:
                foreach (int index in call.Written)
                {
                    Write(call.Arguments[index]);
                }

                break;
            case SplitCall split:
                if (split.Callee.Custom is { Effects: var effects } && (effects & Effects.Anything) == Effects.Anything)
                {
                    _clobbers.Add((statement, scope, position));
                }

                for (int i = 0; i < split.Arguments.Count; i++)
                {
                    if (split.Callee.Parameters[i].Type is BufferType { Kind: not BufferKind.ReadOnlySpan } && split.Callee.Custom?.Writes(i) != false)
                    {
                        WriteDeep(split.Arguments[i]);
                    }
                }

                break;
            case OpaqueCall opaque:
                if ((opaque.Effects & Effects.Anything) == Effects.Anything)
                {
                    _clobbers.Add((statement, scope, position));
                }

                if ((opaque.Effects & Effects.WritesOperands) != 0)
                {
                    foreach (Operand argument in IrWalk.Uses(opaque))
                    {
                        WriteDeep(argument, includesTensors: true);
                    }
                }

                break;
        }

        void Write(Operand operand) => Of(operand)?.Writes.Add((statement, scope, position));

        // A differentiated method doesn't write the tensors that it gets.
        void WriteDeep(Operand operand, bool includesTensors = false)
        {
            if (Of(operand) is { } memory)
            {
                WriteAll(memory, (BufferType)operand.Type, includesTensors || statement is SplitCall { Callee.Custom: not null }, []);
            }
        }

        void WriteAll(MemoryClass memory, BufferType type, bool includesTensors, HashSet<MemoryClass> seen)
        {
            if ((type.IsTensor && !includesTensors) || !seen.Add(memory))
            {
                return;
            }

            memory.Writes.Add((statement, scope, position));
            foreach ((EquatableArray<string> path, BufferType inner) in Fields.References(type.Element))
            {
                WriteAll(memory.At(path), inner, includesTensors, seen);
            }
        }
    }
}
