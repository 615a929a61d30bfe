using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>Which buffer variables may refer to the same memory, and who writes it.</summary>
internal sealed partial class PointsTo
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
                    MarkStored(reference);
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
        string name = StructType.AggregateOf(type);
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
            case Opaque { IsConstant: true }:
                // Constants sees to it that the memory isn't written.
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
}
