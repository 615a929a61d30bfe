using System.Runtime.InteropServices;
using System.Text.Json;

namespace AutoDiff;

// Lists what is to be written, in the order of the visit.
internal sealed class CheckpointContent
{
    internal List<(string Name, string Type, int[] Shape, long Bytes)> Items { get; } = [];

    internal byte[] Header(IEnumerable<(string Name, string Value)> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string name, string value) in metadata)
                json.WriteString(name, value);
            json.WriteEndObject();
            long offset = 0;
            foreach ((string name, string type, int[] shape, long bytes) in Items)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                json.WriteStartArray("shape");
                foreach (int length in shape)
                    json.WriteNumberValue(length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                offset += bytes;
                json.WriteNumberValue(offset);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Values begin at a multiple of eight bytes.
        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }
}

internal readonly struct CheckpointSurvey(CheckpointContent content) : IParameterVisitor
{
    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) =>
        content.Items.Add((ParameterName.InFile(name), "F32", shape.ToArray(), 4L * values.Length));

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) =>
        content.Items.Add((ParameterName.InFile(name), "F64", shape.ToArray(), 8L * values.Length));
}

internal readonly struct CheckpointWriting(Stream stream) : IParameterVisitor
{
    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => stream.Write(MemoryMarshal.AsBytes(values));

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => stream.Write(MemoryMarshal.AsBytes(values));
}

// Shows the optimizer's state in place of the parameters: as if it were a model of the same shapes.
internal struct StateVisitor<TInner>(ParameterBlocks blocks, Optimizer optimizer, int state, TInner inner) : IParameterVisitor
    where TInner : struct, IParameterVisitor
{
    private readonly string _prefix = $"optimizer.{optimizer.States[state]}.";
    private TInner _inner = inner;
    private int _floats;
    private int _doubles;

    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape)
    {
        int offset = blocks.Parameters.Length + _floats;
        if (blocks.IsPacked(values))
            offset = blocks.OffsetOf(values);
        else
            _floats += values.Length;
        _inner.Visit(_prefix + name, optimizer.FloatState(state).Slice(offset, values.Length), shape);
    }

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape)
    {
        _inner.Visit(_prefix + name, optimizer.DoubleState(state).Slice(_doubles, values.Length), shape);
        _doubles += values.Length;
    }
}
