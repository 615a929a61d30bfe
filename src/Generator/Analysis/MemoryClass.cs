using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Memory that variables may share: an equivalence class of buffers (B. Steensgaard, "Points-to analysis in almost linear time", 1996). Buffers of buffers have a
/// class for their elements.
/// </summary>
internal sealed class MemoryClass
{
    private MemoryClass? _link;
    private MemoryClass? _elements;

    /// <summary>Whether a parameter's memory belongs to it: the caller sees what is written, and may hold other references.</summary>
    public bool HasParameter { get; private set; }

    /// <summary>Whether memory that other code gave us (a static array, the result of a call) belongs to it.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Whether it leaves the function: as a result, or as an element of memory that the caller has.</summary>
    public bool Escapes { get; private set; }

    /// <summary>The places where its memory is allocated.</summary>
    public List<Definition> Allocations { get; } = [];

    /// <summary>The statements that may write its elements.</summary>
    public List<(Statement Statement, Scope Scope, int Position)> Writes { get; } = [];

    public List<Variable> Parameters { get; } = [];

    public MemoryClass Elements
    {
        get
        {
            MemoryClass root = Find();
            return (root._elements ??= new MemoryClass()).Find();
        }
    }

    public bool HasElementClass => Find()._elements is not null;

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
        a.Escapes |= b.Escapes;
        a.Allocations.AddRange(b.Allocations);
        a.Parameters.AddRange(b.Parameters);
        if (b._elements is not null)
        {
            if (a._elements is null)
            {
                a._elements = b._elements;
            }
            else
            {
                a._elements.Unify(b._elements);
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

    public void MarkForeign() => Find().IsForeign = true;

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
