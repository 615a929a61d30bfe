using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>What calls do with the memory that they get.</summary>
internal sealed partial class PointsTo
{
    // A call may give back any of the buffers that it gets, or what they lead to, by itself or as a part of what it makes.
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

        List<(MemoryClass Memory, BufferType Type)> given = [.. IrWalk.Uses(call).SelectMany(argument => argument is Variable { Type: BufferType type } variable ? Reachable(Of(variable), type) : [])];
        if (call is SplitCall)
        {
            UnifySlots(given);
        }

        foreach (Variable result in IrWalk.Definitions(call))
        {
            if (result.Type is not BufferType resultType)
            {
                continue;
            }

            if (call is OpaqueCall or SplitCall { Callee.Custom: not null })
            {
                Of(result).MarkForeign();
            }

            foreach ((MemoryClass memory, BufferType type) in Reachable(Of(result), resultType))
            {
                foreach ((MemoryClass other, BufferType otherType) in given)
                {
                    if (MayBeSame(type.Element, otherType.Element))
                    {
                        other.Unify(memory);
                    }
                }
            }
        }
    }

    // What is called may assign what it gets to the fields and elements of what it gets.
    private static void UnifySlots(List<(MemoryClass Memory, BufferType Type)> given)
    {
        foreach ((MemoryClass memory, BufferType type) in given.Where(static entry => entry.Type.Kind != BufferKind.ReadOnlySpan))
        {
            foreach ((EquatableArray<string> path, BufferType inner) in Fields.References(type.Element))
            {
                if (inner.IsTensor || Fields.IsReadOnly(type.Element, path))
                {
                    continue;
                }

                foreach ((MemoryClass other, BufferType otherType) in given)
                {
                    if (MayBeKept(otherType) && MayBeSame(inner.Element, otherType.Element))
                    {
                        memory.At(path).Unify(other);
                    }
                }
            }
        }
    }

    // A buffer's memory, and what the references in it lead to. What a tensor of an object refers to is written by nobody.
    private static List<(MemoryClass Memory, BufferType Type)> Reachable(MemoryClass memory, BufferType type)
    {
        var found = new List<(MemoryClass, BufferType)>();
        Add(memory, type, []);
        return found;

        void Add(MemoryClass memory, BufferType type, HashSet<(MemoryClass, IrType)> seen)
        {
            if (!seen.Add((memory, type)))
            {
                return;
            }

            found.Add((memory, type));
            foreach ((EquatableArray<string> path, BufferType inner) in Fields.References(type.Element))
            {
                if (!inner.IsTensor)
                {
                    Add(memory.At(path), inner, seen);
                }
            }
        }
    }

    // Objects of a class and of one that derives from it may be the same.
    private static bool MayBeSame(IrType a, IrType b) => a.Equals(b)
        || (a is StructType first && b is StructType second && (Derives(first, second, []) || Derives(second, first, [])))
        || (a is BufferType rows && b is BufferType otherRows && MayBeSame(rows.Element, otherRows.Element));

    private static bool Derives(StructType type, StructType ancestor, HashSet<string> seen) =>
        type.Aggregate == ancestor.Aggregate || (seen.Add(ancestor.Aggregate) && ancestor.Derived.Any(derived => Derives(type, derived, seen)));

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
                if (MayBeKept(type))
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

    // A span and a reference can't be kept; the rows in them can.
    private static bool MayBeKept(BufferType type) => !type.IsSpan && type.Kind != BufferKind.Ref;

    private static bool MayHold(IrType? type) => type is OpaqueType { Name: not "string", IsOwn: false } or StructType;

    private static void MarkEscaping(MemoryClass memory) => Mark(memory, static reached => reached.MarkEscaping());

    private static void MarkStored(MemoryClass memory) => Mark(memory, static reached => reached.MarkStored());

    // Memory, and all that its references lead to, as far as it isn't marked yet.
    private static void Mark(MemoryClass memory, Func<MemoryClass, bool> mark)
    {
        if (!mark(memory))
        {
            return;
        }

        foreach (MemoryClass reference in memory.References)
        {
            Mark(reference, mark);
        }
    }
}
