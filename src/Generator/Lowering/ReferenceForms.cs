using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Lowering;

/// <summary>What a reference refers to but for the memory itself: an element of a buffer of a type, or a field of one.</summary>
internal sealed record ReferenceForm(BufferType Buffer, EquatableArray<string> Path, IrType Type, int IndexCount);

/// <summary>
/// The forms of the references that change. A method is lowered again when a reference turns out to have one more: it has to have variables for all of them from its declaration on.
/// </summary>
internal sealed class ReferenceForms
{
    private readonly Dictionary<object, List<ReferenceForm>> _forms;
    private readonly List<ReferenceForm> _all = [];

    public ReferenceForms(IEqualityComparer<object> comparer) => _forms = new(comparer);

    /// <summary>Whether something was found that the lowering so far didn't know.</summary>
    public bool HasChanged { get; set; }

    /// <summary>The forms of a reference, or null when it is a span of one element.</summary>
    public IReadOnlyList<ReferenceForm>? Of(object reference) => _forms.TryGetValue(reference, out List<ReferenceForm>? forms) ? forms : null;

    /// <summary>The reference refers to something that no span of one element can be made of.</summary>
    public void MarkGeneral(object reference)
    {
        if (!_forms.ContainsKey(reference))
        {
            _forms.Add(reference, []);
            HasChanged = true;
        }
    }

    public void Add(object reference, ReferenceForm form)
    {
        List<ReferenceForm> forms = _forms[reference];
        if (!forms.Contains(form))
        {
            forms.Add(form);
            HasChanged = true;
        }
    }

    /// <summary>A number for a form, the same for all references.</summary>
    public int NumberOf(ReferenceForm form)
    {
        int number = _all.IndexOf(form);
        if (number < 0)
        {
            number = _all.Count;
            _all.Add(form);
        }

        return number;
    }
}
