using System.Globalization;
using System.IO.Compression;

namespace Samples.Digits;

/// <summary>Images of 8 x 8 pixels from 0 to 1, one after another, and the digit that each shows.</summary>
public sealed class DigitSet(double[] images, int[] labels)
{
    private const int LargestPixel = 16;

    public ReadOnlySpan<double> Images => images;

    public ReadOnlySpan<int> Labels => labels;

    public int Count => labels.Length;

    public ReadOnlySpan<double> Image(int index) => images.AsSpan(index * Network.Pixels, Network.Pixels);

    /// <summary>Reads the 1,797 digits that come with the sample.</summary>
    public static DigitSet Load()
    {
        using Stream stream = typeof(DigitSet).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var text = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        return Read(text);
    }

    /// <summary>Reads rows of 64 pixels (0 to 16) and a label (0 to 9), separated by commas.</summary>
    /// <exception cref="InvalidDataException">A row is something else; the message names its line.</exception>
    public static DigitSet Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var images = new List<double>();
        var labels = new List<int>();
        for (int line = 1; reader.ReadLine() is { } row; line++)
        {
            if (string.IsNullOrWhiteSpace(row)) continue;
            string[] cells = row.Split(',');
            if (cells.Length != Network.Pixels + 1)
            {
                throw new InvalidDataException(
                    $"Line {line}: expected {Network.Pixels} pixels and a label, found {cells.Length} values.");
            }

            for (int p = 0; p < Network.Pixels; p++)
            {
                images.Add((double)Parse(cells, p, LargestPixel, "a pixel", line) / LargestPixel);
            }

            labels.Add(Parse(cells, Network.Pixels, Network.Classes - 1, "the label", line));
        }

        if (labels.Count == 0) throw new InvalidDataException("There are no rows.");
        return new DigitSet([.. images], [.. labels]);
    }

    /// <summary>Parts the set at random, with the same share of every digit in each part.</summary>
    public (DigitSet Train, DigitSet Test) Split(double testShare, Random random)
    {
        if (testShare is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "Must be between 0 and 1.");
        ArgumentNullException.ThrowIfNull(random);
        var train = new List<int>();
        var test = new List<int>();
        for (int digit = 0; digit < Network.Classes; digit++)
        {
            int[] same = [.. Enumerable.Range(0, Count).Where(i => labels[i] == digit)];
            random.Shuffle(same);
            int forTest = (int)Math.Round(testShare * same.Length);
            test.AddRange(same[..forTest]);
            train.AddRange(same[forTest..]);
        }

        return (Select(train), Select(test));
    }

    private DigitSet Select(List<int> indices)
    {
        var images = new double[indices.Count * Network.Pixels];
        for (int i = 0; i < indices.Count; i++)
        {
            Image(indices[i]).CopyTo(images.AsSpan(i * Network.Pixels));
        }

        return new DigitSet(images, [.. indices.Select(i => labels[i])]);
    }

    private static int Parse(string[] cells, int index, int largest, string what, int line)
    {
        if (int.TryParse(cells[index], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= largest)
        {
            return value;
        }

        throw new InvalidDataException(
            $"Line {line}, value {index + 1}: {what} must be a whole number from 0 to {largest}, not '{cells[index]}'.");
    }
}
