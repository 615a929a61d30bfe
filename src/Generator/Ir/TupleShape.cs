using System.Text;

namespace AutoDiff.Generator.Ir;

/// <summary>How a tuple nests. The IR has the innermost elements alone, in order (the leaves); C# has tuples of tuples.</summary>
/// <param name="Name">The element's name in the tuple around it.</param>
/// <param name="Elements">Its elements, or empty for a leaf.</param>
internal sealed record TupleShape(string Name, EquatableArray<TupleShape> Elements)
{
    /// <summary>How to reach each leaf: <c>Item2.Item1</c>.</summary>
    public EquatableArray<string> Paths => Leaves().Select(leaf => leaf.Path).ToEquatableArray();

    /// <summary>A name for each leaf: that of its element, after those of the elements around it.</summary>
    public EquatableArray<string> LeafNames => Leaves().Select(leaf => leaf.Name).ToEquatableArray();

    /// <summary>The parts of a tuple expression, with a hole for each leaf.</summary>
    public EquatableArray<string> Parts
    {
        get
        {
            var parts = new List<string>();
            var pending = new StringBuilder();
            AddParts(parts, pending);
            parts.Add(pending.ToString());
            return parts.ToEquatableArray();
        }
    }

    /// <summary>The tuple (or its type) as C#, given the text of its leaves.</summary>
    public string Fill(IEnumerable<string> leaves)
    {
        EquatableArray<string> parts = Parts;
        return string.Concat(leaves.Select((leaf, i) => parts[i] + leaf)) + parts[parts.Count - 1];
    }

    private IEnumerable<(string Path, string Name)> Leaves()
    {
        for (int i = 0; i < Elements.Count; i++)
        {
            string item = $"Item{i + 1}";
            TupleShape element = Elements[i];
            if (element.Elements.IsEmpty)
            {
                yield return (item, element.Name);
            }

            foreach ((string path, string name) in element.Leaves())
            {
                yield return ($"{item}.{path}", $"{element.Name}_{name}");
            }
        }
    }

    private void AddParts(List<string> parts, StringBuilder pending)
    {
        if (Elements.IsEmpty)
        {
            parts.Add(pending.ToString());
            pending.Clear();
            return;
        }

        pending.Append('(');
        for (int i = 0; i < Elements.Count; i++)
        {
            pending.Append(i == 0 ? "" : ", ");
            Elements[i].AddParts(parts, pending);
        }

        pending.Append(')');
    }
}
