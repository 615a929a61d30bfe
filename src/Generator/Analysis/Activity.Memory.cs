using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>The memory that buffers lead to, and what leaves the function by it.</summary>
internal sealed partial class Activity
{
    // What becomes reachable from an active parameter is reached there by the caller, and its shadow from the parameter's.
    private void MarkHandedOut(Function function)
    {
        HashSet<MemoryClass> given = [.. function.Parameters
            .Where(static parameter => parameter is { IsActive: true, Variable.Type: BufferType { CanBeActive: true } })
            .SelectMany(parameter => ActiveParts(parameter.Variable))
            .Select(static part => part.Memory.Find())];
        foreach ((Statement statement, _, _) in _tree.All)
        {
            if (statement is Store { Value: Variable { Type: BufferType { IsTensor: false } } value } store && ActiveMemory(store.Buffer, store.Path) is { } stored && given.Contains(stored))
            {
                MarkVaried(value);
                MarkUseful(value);
            }
        }
    }

    // The memory that holds floats, among all that a buffer leads to: for an array of arrays the innermost ones, for an object its own and that of its fields.
    private List<MemoryClass> Floats(Variable variable)
    {
        if (!_floats.TryGetValue(variable.Id, out List<MemoryClass>? memories))
        {
            _floats[variable.Id] = memories = variable.Type is BufferType { CanBeActive: true }
                ? [.. ActiveParts(variable).Where(static part => Fields.Floats(part.Type.Element).Any()).Select(static part => part.Memory.Find()).Distinct()]
                : [];
        }

        return memories;
    }

    /// <summary>A buffer's memory, and what the active references in it lead to.</summary>
    public List<(MemoryClass Memory, BufferType Type)> ActiveParts(Variable variable)
    {
        var found = new List<(MemoryClass, BufferType)>();
        Add(_pointsTo.Of(variable), (BufferType)variable.Type, []);
        return found;

        void Add(MemoryClass memory, BufferType type, HashSet<(MemoryClass, IrType)> seen)
        {
            if (!seen.Add((memory, type)))
            {
                return;
            }

            found.Add((memory, type));
            foreach ((EquatableArray<string> path, BufferType inner) in Fields.ActiveReferences(type.Element))
            {
                Add(memory.At(path), inner, seen);
            }
        }
    }

    // The memory of an element, when the field at the path is differentiated.
    private MemoryClass? ActiveMemory(Operand buffer, EquatableArray<string> path) =>
        buffer is Variable { Type: BufferType type } variable && Fields.IsActive(type.Element, path) ? _pointsTo.Of(variable) : null;

    private bool IsWritten(MemoryClass memory) => memory.Find().Writes.Count > 0;
}
