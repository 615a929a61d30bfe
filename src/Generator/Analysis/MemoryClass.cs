using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Memory that variables may share: an equivalence class of buffers (B. Steensgaard, "Points-to analysis in almost linear time", 1996). Buffers of buffers have a
/// class for their elements.
/// </summary>
internal sealed class MemoryClass
{
    private MemoryClass? _link;
    private readonly SortedDictionary<string, MemoryClass> _references = new(StringComparer.Ordinal);

    /// <summary>Whether a parameter's memory belongs to it: the caller sees what is written, and may hold other references.</summary>
    public bool HasParameter { get; private set; }

    /// <summary>Whether memory that other code gave us (a static array, the result of a call) belongs to it.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Whether a tensor's memory belongs to it: nobody changes that while it is kept for the reverse sweep of a split call.</summary>
    public bool HasTensor { get; private set; }

    /// <summary>Whether an array or list is in it, which others may write at any time.</summary>
    public bool HasArray { get; private set; }

    /// <summary>Whether it is reached by tensors and spans alone.</summary>
    public bool IsTensor => HasTensor && !HasArray;

    /// <summary>Whether it leaves the function: as a result, or as an element of memory that the caller has.</summary>
    public bool Escapes { get; private set; }

    /// <summary>Whether the caller has it after the call, as an element of memory that it had before.</summary>
    public bool IsStored { get; private set; }

    /// <summary>The places where its memory is allocated.</summary>
    public List<Definition> Allocations { get; } = [];

    /// <summary>The statements that may write its elements.</summary>
    public List<(Statement Statement, Scope Scope, int Position)> Writes { get; } = [];

    public List<Variable> Parameters { get; } = [];

    /// <summary>The memory that the references in it refer to, for each field that holds some (the elements themselves for a buffer of buffers).</summary>
    public IEnumerable<MemoryClass> References => Find()._references.Values.Select(memory => memory.Find()).ToList();

    /// <summary>The memory that the references in one field of it refer to (an empty path: in its elements).</summary>
    public MemoryClass At(EquatableArray<string> path)
    {
        MemoryClass root = Find();
        string key = string.Join("/", path);
        if (!root._references.TryGetValue(key, out MemoryClass? memory))
        {
            root._references[key] = memory = new MemoryClass();
        }

        return memory.Find();
    }

    public MemoryClass Find()
    {
        MemoryClass root = this;
        while (root._link is not null)
        {
            root = root._link;
        }

        return root;
    }

    public void Unify(MemoryClass other)
    {
        MemoryClass a = Find();
        MemoryClass b = other.Find();
        if (ReferenceEquals(a, b))
        {
            return;
        }

        b._link = a;
        a.HasParameter |= b.HasParameter;
        a.IsForeign |= b.IsForeign;
        a.HasTensor |= b.HasTensor;
        a.HasArray |= b.HasArray;
        a.Escapes |= b.Escapes;
        a.IsStored |= b.IsStored;
        a.Allocations.AddRange(b.Allocations);
        a.Parameters.AddRange(b.Parameters);
        foreach (KeyValuePair<string, MemoryClass> reference in b._references)
        {
            if (a.Find()._references.TryGetValue(reference.Key, out MemoryClass? mine))
            {
                mine.Unify(reference.Value);
            }
            else
            {
                a.Find()._references[reference.Key] = reference.Value;
            }
        }
    }

    public void MarkParameter(Variable? parameter)
    {
        Find().HasParameter = true;
        if (parameter is not null)
        {
            Find().Parameters.Add(parameter);
        }
    }

    public void MarkTensor() => Find().HasTensor = true;

    public void MarkArray() => Find().HasArray = true;

    public void MarkForeign() => Find().IsForeign = true;

    public bool MarkStored()
    {
        MemoryClass root = Find();
        bool isNew = !root.IsStored;
        root.IsStored = true;
        return isNew;
    }

    public bool MarkEscaping()
    {
        MemoryClass root = Find();
        if (root.Escapes)
        {
            return false;
        }

        root.Escapes = true;
        return true;
    }
}
