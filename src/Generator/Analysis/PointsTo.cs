using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>Which buffer variables may refer to the same memory, and who writes it.</summary>
internal sealed class PointsTo
{
    private readonly Dictionary<int, MemoryClass> _classes = [];
    private readonly ProgramTree _tree;
    private readonly List<(Statement Statement, Scope Scope, int Position)> _clobbers = [];

    public PointsTo(Function function, ProgramTree tree)
    {
        _tree = tree;
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.Variable.Type is BufferType type)
            {
                Of(parameter.Variable).MarkParameter(parameter.Variable);
                MarkParameters(Of(parameter.Variable), type, []);
            }
        }

        foreach ((Statement statement, _, _) in tree.All)
        {
            Unify(statement);
        }

        foreach ((Statement statement, _, _) in tree.All)
        {
            MarkKept(statement);
        }

        foreach (Operand result in function.Results)
        {
            if (result is Variable { Type: BufferType } variable)
            {
                MarkEscaping(Of(variable));
            }
        }

        foreach (MemoryClass memory in _classes.Values.Select(c => c.Find()).ToList())
        {
            if (memory.HasParameter || memory.IsForeign)
            {
                foreach (MemoryClass reference in memory.References)
                {
                    MarkEscaping(reference);
                }
            }
        }

        foreach ((Statement statement, Scope scope, int position) in tree.All)
        {
            CollectWrites(statement, scope, position);
        }
    }

    /// <summary>The class of the memory that a buffer variable refers to.</summary>
    public MemoryClass Of(Variable variable)
    {
        if (!_classes.TryGetValue(variable.Id, out MemoryClass? memory))
        {
            _classes[variable.Id] = memory = new MemoryClass();
            var type = (BufferType)variable.Type;
            if (type.IsTensor)
            {
                memory.MarkTensor();
            }
            else if (type.Kind is BufferKind.Array or BufferKind.List)
            {
                memory.MarkArray();
            }

            if (LeadsBack(type))
            {
                Tie(memory, type, []);
            }
        }

        return memory.Find();
    }

    public MemoryClass? Of(Operand operand) => operand is Variable { Type: BufferType } variable ? Of(variable) : null;

    public IEnumerable<MemoryClass> Classes => _classes.Values.Select(c => c.Find()).Distinct();

    /// <summary>
    /// Whether memory of the class still has the elements that it had when <paramref name="position"/> in <paramref name="scope"/> was reached, from there to the
    /// end of the function (of the iteration, for memory that is allocated within a loop).
    /// </summary>
    public bool IsUnchangedAfter(MemoryClass memory, Scope scope, int position)
    {
        Scope home = memory.HasParameter || memory.IsForeign || memory.Allocations.Count != 1 ? _tree.Root : memory.Allocations[0].Scope;
        if (!home.Contains(scope))
        {
            home = _tree.Root;
        }

        IEnumerable<(Statement, Scope, int)> writes = memory.Writes;
        if (memory.HasParameter || memory.IsForeign || memory.Escapes)
        {
            writes = writes.Concat(_clobbers);
        }

        foreach ((Statement _, Scope writeScope, int writePosition) in writes)
        {
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

    private static void MarkParameters(MemoryClass memory, BufferType type, HashSet<(MemoryClass, IrType)> seen)
    {
        if (!seen.Add((memory, type)))
        {
            return;
        }

        foreach ((EquatableArray<string> path, BufferType inner) in Fields.References(type.Element))
        {
            memory.At(path).MarkParameter(null);
            MarkParameters(memory.At(path), inner, seen);
        }
    }

    // Memory of a type that leads back to itself is one class, however far it goes.
    private static void Tie(MemoryClass memory, BufferType type, Dictionary<string, MemoryClass> around)
    {
        string name = type.CSharp;
        if (around.TryGetValue(name, out MemoryClass? outer))
        {
            outer.Unify(memory);
            return;
        }

        around.Add(name, memory);
        foreach ((EquatableArray<string> path, BufferType inner) in Fields.References(type.Element))
        {
            Tie(memory.At(path), inner, around);
        }

        around.Remove(name);
    }

    private static bool LeadsBack(BufferType type) => type.Element switch
    {
        StructType structure => structure.LeadsBack,
        BufferType inner => LeadsBack(inner),
        _ => false,
    };

    private void Unify(Statement statement)
    {
        switch (statement)
        {
            case Assign { Target.Type: BufferType } assign:
                UnifyAssign(assign);
                break;
            case Store { Value: Variable { Type: BufferType } value } store when store.Buffer is Variable buffer:
                Of(buffer).At(store.Path).Unify(Of(value));
                break;
            case If branch:
                foreach (Merge merge in branch.Merges.Where(static m => m.Result.Type is BufferType))
                {
                    UnifyOperands(merge.Result, merge.Then, merge.Else);
                }

                break;
            case Loop loop:
                foreach (Carried entry in loop.Carried.Where(static c => c.Parameter.Type is BufferType))
                {
                    UnifyOperands(entry.Parameter, entry.Initial, entry.AfterHeader, entry.AfterBody, entry.Result);
                }

                break;
            case For counted:
                foreach (Carried entry in counted.Carried.Where(static c => c.Parameter.Type is BufferType))
                {
                    UnifyOperands(entry.Parameter, entry.Initial, entry.AfterHeader, entry.AfterBody, entry.Result);
                }

                break;
            case OpaqueCall or SplitCall:
                UnifyCall(statement);
                break;
            case BufferCall call:
                for (int i = 1; i < call.Arguments.Count; i++)
                {
                    // Copies between buffers of references copy these.
                    if (call.Arguments[0] is Variable { Type: BufferType type } first && Fields.References(type.Element).Any()
                        && call.Arguments[i] is Variable { Type: BufferType otherType } other)
                    {
                        if (type.Element is BufferType && otherType.Element is not BufferType)
                        {
                            Of(other).Unify(Of(first).At([]));
                        }
                        else
                        {
                            CopyReferences(type, Of(first), Of(other));
                        }
                    }
                }

                break;
        }
    }

    private void UnifyAssign(Assign assign)
    {
        MemoryClass target = Of(assign.Target);
        switch (assign.Value)
        {
            case Copy or View or Convert or Ir.Select:
                foreach (Operand operand in assign.Value.Operands)
                {
                    if (Of(operand) is { } source)
                    {
                        source.Unify(target);
                    }
                }

                break;
            case Reshape reshape:
                Of(reshape.Buffer)?.Unify(target);
                break;
            case Load load when Of(load.Buffer) is { } container:
                container.At(load.Path).Unify(target);
                break;
            case Allocate:
                target.Allocations.Add(_tree[assign.Target]);
                break;
            case CopyOf copy:
                target.Allocations.Add(_tree[assign.Target]);
                if (copy.Buffer.Type is BufferType copiedType && Of(copy.Buffer) is { } copied)
                {
                    CopyReferences(copiedType, copied, target);
                }

                break;
            case Opaque { Operands: [{ Type: BufferType { IsTensor: true } }] } when assign.Target.Type is BufferType { Element: ScalarType { IsInteger: true } }:
                // The shape of a tensor.
                break;
            default:
                target.MarkForeign();
                foreach (Operand operand in assign.Value.Operands)
                {
                    Of(operand)?.Unify(target);
                }

                break;
        }
    }

    private static void CopyReferences(BufferType type, MemoryClass from, MemoryClass to)
    {
        foreach ((EquatableArray<string> path, _) in Fields.References(type.Element))
        {
            from.At(path).Unify(to.At(path));
        }
    }

    private void UnifyOperands(Variable result, params Operand[] operands)
    {
        foreach (Operand operand in operands)
        {
            Of(operand)?.Unify(Of(result));
        }
    }

    // A call may give back any of the buffers that it gets.
    private void UnifyCall(Statement call)
    {
        if (call is SplitCall { Callee.Custom.ReturnsNewMemory: true } fresh)
        {
            foreach (Variable result in fresh.Results.Where(result => result.Type is BufferType))
            {
                Of(result).Allocations.Add(_tree[result]);
            }

            return;
        }

        foreach (Variable result in IrWalk.Definitions(call))
        {
            if (result.Type is BufferType resultType)
            {
                if (call is OpaqueCall or SplitCall { Callee.Custom: not null })
                {
                    Of(result).MarkForeign();
                }

                foreach (Operand argument in IrWalk.Uses(call))
                {
                    if (argument.Type is BufferType type && type.Element.Equals(resultType.Element))
                    {
                        Of(argument)?.Unify(Of(result));
                    }
                }
            }
        }
    }

    // Unknown code may keep what it gets, and an object may hold what it was made from: such memory must not be used again for another call.
    private void MarkKept(Statement statement)
    {
        bool keeps = statement switch
        {
            OpaqueCall call => (call.Effects & Effects.Anything) == Effects.Anything || MayHold(call.Result?.Type),
            Assign { Value: Opaque opaque } => MayHold(opaque.Type),
            _ => false,
        };
        if (!keeps)
        {
            return;
        }

        foreach (Operand operand in IrWalk.Uses(statement))
        {
            if (operand is Variable { Type: BufferType type } variable)
            {
                // A span can't be kept, the rows in it can.
                if (!type.IsSpan && type.Kind != BufferKind.Ref)
                {
                    MarkEscaping(Of(variable));
                }
                else if (type.Element is BufferType)
                {
                    MarkEscaping(Of(variable).At([]));
                }
            }
        }
    }

    private static bool MayHold(IrType? type) => type is OpaqueType { Name: not "string", IsOwn: false } or StructType;

    private static void MarkEscaping(MemoryClass memory)
    {
        if (!memory.MarkEscaping())
        {
            return;
        }

        foreach (MemoryClass reference in memory.References)
        {
            MarkEscaping(reference);
        }
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
