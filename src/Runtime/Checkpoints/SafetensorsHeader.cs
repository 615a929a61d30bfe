using System.Buffers.Binary;
using System.Text.Json;

namespace AutoDiff;

internal sealed record SafetensorsEntry(string Type, int[] Shape, long Begin, long End)
{
    internal int ElementSize => Type switch { "F64" => 8, "F32" => 4, "F16" or "BF16" => 2, _ => 0 };

    internal long Count
    {
        get
        {
            long count = 1;
            foreach (int length in Shape)
                count = checked(count * length);
            return count;
        }
    }
}

/// <summary>
/// What a safetensors file says of itself: eight bytes with the length of a JSON object, which gives each tensor's type, shape and place.
/// Everything is checked against the length of the file before any of it is believed.
/// </summary>
internal sealed class SafetensorsHeader
{
    private const int MostBytes = 100_000_000;

    internal Dictionary<string, SafetensorsEntry> Entries { get; } = [];

    internal Dictionary<string, string> Metadata { get; } = [];

    internal long DataStart { get; private init; }

    internal static SafetensorsHeader Read(FileStream file)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (file.Length < 8)
            throw new CheckpointException($"{file.Name} is no safetensors file: it has {file.Length} bytes.");
        file.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MostBytes || (long)length > file.Length - 8)
            throw new CheckpointException($"{file.Name} is truncated, or no safetensors file: its header would have {length} bytes.");
        byte[] text = new byte[length];
        file.ReadExactly(text);
        var header = new SafetensorsHeader { DataStart = 8 + (long)length };
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            header.Parse(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw new CheckpointException($"The header of {file.Name} is damaged: {e.Message}");
        }

        header.CheckPlaces(file);
        return header;
    }

    private void Parse(JsonElement root)
    {
        foreach (JsonProperty item in root.EnumerateObject())
        {
            if (item.Name == "__metadata__")
            {
                foreach (JsonProperty note in item.Value.EnumerateObject())
                    Metadata[note.Name] = note.Value.GetString() ?? "";
                continue;
            }

            JsonElement offsets = item.Value.GetProperty("data_offsets");
            var entry = new SafetensorsEntry(
                item.Value.GetProperty("dtype").GetString() ?? "",
                [.. item.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())],
                offsets[0].GetInt64(),
                offsets[1].GetInt64());
            if (offsets.GetArrayLength() != 2 || Array.Exists(entry.Shape, length => length < 0) || !Entries.TryAdd(item.Name, entry))
                throw new FormatException($"the entry '{item.Name}' isn't valid.");
        }
    }

    private void CheckPlaces(FileStream file)
    {
        long available = file.Length - DataStart, last = 0;
        foreach ((string name, SafetensorsEntry entry) in Entries.OrderBy(item => item.Value.Begin).ThenBy(item => item.Value.End))
        {
            if (entry.Begin < last || entry.End < entry.Begin || entry.End > available)
                throw new CheckpointException($"{file.Name} is truncated or damaged: the values of '{name}' aren't all there.");
            if (entry.ElementSize > 0 && !HasItsSize(entry))
                throw new CheckpointException($"{file.Name} is damaged: '{name}' has {entry.End - entry.Begin} bytes, which isn't what its shape needs.");
            last = entry.End;
        }
    }

    private static bool HasItsSize(SafetensorsEntry entry)
    {
        try
        {
            return checked(entry.Count * entry.ElementSize) == entry.End - entry.Begin;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
