namespace Samples.CharGpt;

/// <summary>Pieces of a text, one after another, and for each of their characters the one that follows.</summary>
public sealed class TextBatch(int count, int context)
{
    private readonly int[] _tokens = new int[count * context];
    private readonly int[] _next = new int[count * context];

    public int Count => count;

    public ReadOnlySpan<int> Tokens => _tokens;

    public ReadOnlySpan<int> Next => _next;

    /// <summary>Pieces from places that depend on the seed and the step alone: a run that is resumed sees what it would have seen.</summary>
    public void FillAtRandom(ReadOnlySpan<int> text, int seed, int step)
    {
        ulong places = (ulong)PlacesIn(text);
        for (int i = 0; i < count; i++)
        {
            ulong draw = Mix(Mix((ulong)(uint)seed << 32 | (uint)step) + (ulong)i);
            Copy(text, (int)(draw % places), i);
        }
    }

    /// <summary>The batch with this index of <paramref name="batches"/> whose pieces are spread evenly over the text.</summary>
    public void FillEvenly(ReadOnlySpan<int> text, int index, int batches)
    {
        long last = PlacesIn(text) - 1;
        for (int i = 0; i < count; i++) Copy(text, (int)(last * (index * count + i) / (batches * count)), i);
    }

    private int PlacesIn(ReadOnlySpan<int> text)
    {
        int places = text.Length - context;
        if (places < 1) throw new ArgumentException($"A text of {text.Length} characters has no piece of {context} and one that follows.", nameof(text));
        return places;
    }

    private void Copy(ReadOnlySpan<int> text, int from, int index)
    {
        text.Slice(from, context).CopyTo(_tokens.AsSpan(index * context));
        text.Slice(from + 1, context).CopyTo(_next.AsSpan(index * context));
    }

    // SplitMix64 (Steele, Lea and Flood, 2014).
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
