using System.IO.Compression;

namespace Samples.CharGpt;

/// <summary>A text as tokens, a character each; the last tenth is kept for validation.</summary>
public sealed class Corpus
{
    private readonly int[] _tokens;
    private readonly char[] _characters;

    public Corpus(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _characters = [.. text.Distinct().Order()];
        _tokens = [.. text.Select(Token)];
        int validation = text.Length / 10;
        Train = _tokens.AsMemory(0, text.Length - validation);
        Validation = _tokens.AsMemory(text.Length - validation);
    }

    public ReadOnlyMemory<int> Train { get; }

    public ReadOnlyMemory<int> Validation { get; }

    public int Count => _tokens.Length;

    /// <summary>The number of different characters.</summary>
    public int Vocabulary => _characters.Length;

    /// <summary>Genesis and Exodus, which come with the sample.</summary>
    public static Corpus Load()
    {
        using Stream stream = typeof(Corpus).Assembly.GetManifestResourceStream("kjv.txt.gz")!;
        using var text = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        return new Corpus(text.ReadToEnd());
    }

    public char Character(int token) => _characters[token];

    /// <exception cref="ArgumentException">The character isn't in the text.</exception>
    public int Token(char character)
    {
        int token = Array.BinarySearch(_characters, character);
        if (token < 0) throw new ArgumentException($"The text has no character '{character}'.", nameof(character));
        return token;
    }
}
