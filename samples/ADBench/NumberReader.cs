using System.Globalization;

namespace Samples.ADBench;

/// <summary>The numbers of a file, one after the other, whatever space is between them.</summary>
internal sealed class NumberReader(string path)
{
    // Lines with a letter first are headings.
    private readonly string[] _words = [.. File.ReadLines(path)
        .Where(line => line.Length == 0 || !char.IsAsciiLetter(line[0]))
        .SelectMany(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];

    private int _at;

    public static double[] All(string path) => new NumberReader(path).Rest();

    public int Integer() => (int)Number();

    public double Number()
    {
        if (_at < _words.Length && double.TryParse(_words[_at], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            _at++;
            return number;
        }

        throw new InvalidDataException(
            _at < _words.Length ? $"'{path}': '{_words[_at]}' (word {_at + 1}) isn't a number." : $"'{path}' ends after {_at} numbers: more were expected.");
    }

    public double[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Number())];

    public Vector Vector() => new(Number(), Number(), Number());

    public Camera Camera() => new(Vector(), Vector(), Number(), new(Number(), Number()), Number(), Number());

    public double[] Rest() => Take(_words.Length - _at);
}
