using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator.Incrementality;

/// <summary>A hash of 128 bits that stands for a text.</summary>
internal readonly record struct TextHash(ulong Low, ulong High)
{
    public static readonly TextHash Empty = new(14695981039346656037, 9650029242287828579);

    public TextHash With(char character) => unchecked(new((Low ^ character) * 1099511628211, (High + character + 1) * 0x9E3779B97F4A7C15 ^ (High >> 29)));

    public TextHash With(ulong number)
    {
        TextHash hash = this;
        for (int shift = 0; shift < 64; shift += 16)
        {
            hash = hash.With((char)(number >> shift));
        }

        return hash;
    }

    public TextHash With(TextHash other) => With(other.Low).With(other.High);

    public TextHash With(string text)
    {
        TextHash hash = With((ulong)text.Length);
        foreach (char character in text)
        {
            hash = hash.With(character);
        }

        return hash;
    }

    public TextHash With(string text, TextSpan span)
    {
        TextHash hash = With((ulong)span.Length);
        for (int i = span.Start; i < span.End; i++)
        {
            hash = hash.With(text[i]);
        }

        return hash;
    }
}
