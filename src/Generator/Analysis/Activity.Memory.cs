using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>The memory that buffers lead to, and what leaves the function by it.</summary>
internal sealed partial class Activity
{
    // What becomes reachable from an active parameter is reached there by the caller, and its shadow from the parameter's.
    private void MarkHandedOut(Function function)
    {
        var given = new HashSet<(MemoryClass Memory, IrType)>();
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter is { IsActive: true, Variable.Type: BufferType { CanBeActive: true } type })
            {
                AddGiven(_pointsTo.Of(parameter.Variable), type);
            }
        }

        HashSet<MemoryClass> memories = [.. given.Select(static entry => entry.Memory.Find())];
        foreach ((Statement statement, _, _) in _tree.All)
        {
            if (statement is Store { Value: Variable { Type: BufferType { IsTensor: false } } value } store && ActiveMemory(store.Buffer, store.Path) is { } stored && memories.Contains(stored))
            {
                MarkVaried(value);
                MarkUseful(value);
            }
        }

        void AddGiven(MemoryClass memory, BufferType type)
        {
            if (given.Add((memory, type)))
            {
                foreach ((EquatableArray<string> path, BufferType inner) in Fields.ActiveReferences(type.Element))
                {
                    AddGiven(memory.At(path), inner);
                }
            }
        }
    }

    // The memory that holds floats, among all that a buffer leads to: for an array of arrays the innermost ones, for an object its own and that of its fields.
    private List<MemoryClass> Floats(Variable variable)
    {
        if (!_floats.TryGetValue(variable.Id, out List<MemoryClass>? memories))
        {
            _floats[variable.Id] = memories = [];
            if (variable.Type is BufferType { CanBeActive: true } type)
            {
                AddFloats(_pointsTo.Of(variable), type, memories, []);
            }
        }

        return memories;
    }

    private static void AddFloats(MemoryClass memory, BufferType type, List<MemoryClass> memories, HashSet<(MemoryClass, IrType)> seen)
    {
        if (!seen.Add((memory, type)))
        {
            return;
        }

        if (Fields.Floats(type.Element).Any() && !memories.Contains(memory.Find()))
        {
            memories.Add(memory.Find());
        }

        foreach ((EquatableArray<string> path, BufferType inner) in Fields.ActiveReferences(type.Element))
        {
            AddFloats(memory.At(path), inner, memories, seen);
        }
    }

    // The memory of an element, when the field at the path is differentiated.
    private MemoryClass? ActiveMemory(Operand buffer, EquatableArray<string> path) =>
        buffer is Variable { Type: BufferType type } variable && Fields.IsActive(type.Element, path) ? _pointsTo.Of(variable) : null;

    private bool IsWritten(MemoryClass memory) => memory.Find().Writes.Count > 0;
}
