using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Lowering;

/// <summary>A <see cref="CallText"/> in the making.</summary>
internal sealed class CallTextBuilder
{
    private readonly List<string> _parts = [""];
    private readonly List<CallHole> _holes = [];

    public CallTextBuilder Add(string text)
    {
        _parts[_parts.Count - 1] += text;
        return this;
    }

    public CallTextBuilder Add(CallHole hole)
    {
        _holes.Add(hole);
        _parts.Add("");
        return this;
    }

    /// <summary>A value whose leaves are consecutive arguments or results.</summary>
    public CallTextBuilder Add(ValueShape shape, Func<int, CallHole> leaf)
    {
        for (int i = 0; i < shape.Leaves.Count; i++)
        {
            Add(shape.Parts[i]).Add(leaf(i));
        }

        return Add(shape.Parts[shape.Leaves.Count]);
    }

    public CallText ToCall(ValueShape? returned, string? type) =>
        new(_parts.ToEquatableArray(), _holes.ToEquatableArray()) { Type = type, Leaves = returned is null ? [] : returned.Leaves };
}
