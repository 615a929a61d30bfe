using System.Buffers.Binary;

namespace AutoDiff;

/// <summary>A file that is being loaded: first everything is compared, then everything is read, and only then is anything changed.</summary>
internal sealed class CheckpointFile(FileStream file, SafetensorsHeader header)
{
    private readonly Dictionary<string, byte[]> _values = [];

    internal SafetensorsHeader Header => header;

    internal List<string> Problems { get; } = [];

    internal void Compare(string name, ReadOnlySpan<int> shape)
    {
        if (!header.Entries.TryGetValue(name, out SafetensorsEntry? entry))
            Problems.Add($"it has no '{name}'");
        else if (entry.ElementSize == 0)
            Problems.Add($"'{name}' has values of type {entry.Type}");
        else if (!shape.SequenceEqual(entry.Shape))
            Problems.Add($"'{name}' has the shape {Shapes.Print(entry.Shape)} there and {Shapes.Print(shape)} in the model");
    }

    internal void ThrowIfDifferent()
    {
        if (Problems.Count > 0)
            throw new CheckpointException($"{file.Name} doesn't fit the model: {string.Join("; ", Problems.Take(5))}{(Problems.Count > 5 ? "; ..." : ".")}");
    }

    internal void Fetch(string name)
    {
        SafetensorsEntry entry = header.Entries[name];
        byte[] bytes = new byte[entry.End - entry.Begin];
        file.Position = header.DataStart + entry.Begin;
        file.ReadExactly(bytes);
        _values[name] = bytes;
    }

    internal double ValueAt(string name, int index)
    {
        ReadOnlySpan<byte> bytes = _values[name];
        return header.Entries[name].Type switch
        {
            "F64" => BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * index)..]),
            "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * index)..]),
            "F16" => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * index)..]),
            _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * index)..]) << 16),
        };
    }
}

internal readonly struct CheckpointComparison(CheckpointFile file) : IParameterVisitor
{
    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => file.Compare(ParameterName.InFile(name), shape);

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => file.Compare(ParameterName.InFile(name), shape);
}

internal readonly struct CheckpointFetching(CheckpointFile file) : IParameterVisitor
{
    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => file.Fetch(ParameterName.InFile(name));

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => file.Fetch(ParameterName.InFile(name));
}

internal readonly struct CheckpointReading(CheckpointFile file) : IParameterVisitor
{
    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape)
    {
        string key = ParameterName.InFile(name);
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)file.ValueAt(key, i);
    }

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape)
    {
        string key = ParameterName.InFile(name);
        for (int i = 0; i < values.Length; i++)
            values[i] = file.ValueAt(key, i);
    }
}
