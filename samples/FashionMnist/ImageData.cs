using AutoDiff;
using Samples.Digits;

namespace Samples.FashionMnist;

/// <summary>Images of ten classes, to learn from and to be tested on; both normalized by the mean and deviation of the first.</summary>
public sealed record ImageData(string Title, Dataset Train, Dataset Test, string[] Classes)
{
    /// <summary>Where Debian's package dataset-fashion-mnist puts the files.</summary>
    public const string DefaultFolder = "/usr/share/datasets/fashion-mnist";

    private static readonly string[] Garments =
        ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"];

    /// <summary>Reads the four IDX files of a folder; null if one isn't there, plain or compressed.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ImageData? Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Dataset? train = LoadPart(folder, "train"), test = LoadPart(folder, "t10k");
        return train is null || test is null ? null : Normalized("Fashion-MNIST", train, test, Garments);
    }

    /// <summary>The 1,797 digits that come with the samples.</summary>
    public static ImageData Digits(Random random)
    {
        DigitSet digits = DigitSet.Load();
        float[] pixels = Array.ConvertAll(digits.Images.ToArray(), pixel => (float)pixel);
        var all = new Dataset(Tensor.Create(pixels, digits.Count, 1, 8, 8), digits.Labels.ToArray());
        (Dataset train, Dataset test) = all.Split(testShare: 0.2, random);
        return Normalized("digits", train, test, [.. Enumerable.Range(0, Network.Classes).Select(digit => $"{digit}")]);
    }

    private static Dataset? LoadPart(string folder, string part)
    {
        string? images = Find(folder, $"{part}-images-idx3-ubyte"), labels = Find(folder, $"{part}-labels-idx1-ubyte");
        if (images is null || labels is null) return null;
        Tensor pixels = IdxFile.ReadTensor(images);
        if (pixels.Shape.Length != 3) throw new InvalidDataException($"{images}: images have three dimensions, and this has {pixels.Shape.Length}.");
        int[] classes = IdxFile.ReadLabels(labels);
        if (classes.Length != pixels.Shape[0])
            throw new InvalidDataException($"{labels}: there are {classes.Length} labels for {pixels.Shape[0]} images.");
        if (Array.FindIndex(classes, label => label >= Garments.Length) is >= 0 and int wrong)
            throw new InvalidDataException($"{labels}: label {wrong} is {classes[wrong]}, and the classes are 0 to {Garments.Length - 1}.");
        return new Dataset(Tensor.Reshape(pixels, pixels.Shape[0], 1, pixels.Shape[1], pixels.Shape[2]), classes);
    }

    private static string? Find(string folder, string name) =>
        Array.Find([Path.Combine(folder, name), Path.Combine(folder, name + ".gz")], File.Exists);

    private static ImageData Normalized(string title, Dataset train, Dataset test, string[] classes)
    {
        (double mean, double deviation) = train.Statistics();
        train.Normalize(mean, deviation);
        test.Normalize(mean, deviation);
        return new ImageData(title, train, test, classes);
    }
}
