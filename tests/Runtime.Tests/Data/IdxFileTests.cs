using System.IO.Compression;

namespace AutoDiff.Runtime.Tests.Data;

public class IdxFileTests
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 2, 253, 254, 255];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_bytes_plain_and_compressed(bool compressed)
    {
        Tensor images = IdxFile.ReadTensor(new MemoryStream(compressed ? Compress(Images) : Images), "images");

        Assert.Equal([2, 1, 3], images.Shape.ToArray());
        Assert.Equal([0, 1, 2, 253, 254, 255], images.AsSpan().ToArray());
    }

    [Fact]
    public void Reads_a_file_larger_than_one_piece()
    {
        byte[] bytes = [0, 0, 8, 1, 0, 0x20, 0, 1, .. Enumerable.Range(0, 0x200001).Select(i => (byte)(i * 7))];
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            Assert.Equal(bytes[8..].Select(b => (int)b), IdxFile.ReadLabels(path));
            Assert.Equal(bytes[8..].Select(b => (float)b), IdxFile.ReadTensor(path).AsSpan().ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0x09, 1, 0, 0, 0, 2, 0xFF, 5 }, new float[] { -1, 5 })]
    [InlineData(new byte[] { 0, 0, 0x0B, 1, 0, 0, 0, 2, 0xFF, 0xFE, 1, 0 }, new float[] { -2, 256 })]
    [InlineData(new byte[] { 0, 0, 0x0C, 1, 0, 0, 0, 1, 0, 1, 0, 0 }, new float[] { 65536 })]
    [InlineData(new byte[] { 0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0 }, new float[] { 1.5f })]
    [InlineData(new byte[] { 0, 0, 0x0E, 1, 0, 0, 0, 1, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0 }, new float[] { 1.5f })]
    public void Reads_every_type(byte[] file, float[] values) =>
        Assert.Equal(values, IdxFile.ReadTensor(new MemoryStream(file), "file").AsSpan().ToArray());

    [Fact]
    public void Truncated_anywhere_is_an_error_that_names_the_file()
    {
        for (int length = 0; length < Images.Length; length++)
        {
            var error = Assert.Throws<InvalidDataException>(() => IdxFile.ReadTensor(new MemoryStream(Images[..length]), "images.idx"));
            Assert.StartsWith("images.idx: truncated", error.Message, StringComparison.Ordinal);
        }

        var message = Assert.Throws<InvalidDataException>(() => IdxFile.ReadTensor(new MemoryStream(Images[..^2]), "images.idx")).Message;
        Assert.Equal("images.idx: truncated: the shape (2, 1, 3) takes 6 bytes, and 4 are there.", message);
        Assert.Contains("truncated", Assert.Throws<InvalidDataException>(() => IdxFile.ReadTensor(new MemoryStream(Compress(Images[..^2])), "images.idx")).Message);
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 0 }, "no IDX file")]
    [InlineData(new byte[] { 0, 0, 7, 1, 0, 0, 0, 0 }, "no IDX file")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "0 dimensions")]
    [InlineData(new byte[] { 0, 0, 8, 7, 0, 0, 0, 0 }, "7 dimensions")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0x80, 0, 0, 0 }, "too large")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0 }, "more values than can be read")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 5, 6 }, "goes on")]
    public void Other_contents_are_refused(byte[] file, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => IdxFile.ReadTensor(new MemoryStream(file), "file")).Message);

    [Fact]
    public void A_header_that_lies_makes_nothing_large()
    {
        byte[] file = [0, 0, 8, 1, 0x7F, 0, 0, 0, 1];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => IdxFile.ReadTensor(new MemoryStream(file), "file"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Labels_are_whole_numbers_in_one_dimension()
    {
        Assert.Equal([3, 200], IdxFile.ReadLabels(new MemoryStream([0, 0, 8, 1, 0, 0, 0, 2, 3, 200]), "labels"));
        Assert.Contains("(2, 1, 3)", Assert.Throws<InvalidDataException>(() => IdxFile.ReadLabels(new MemoryStream(Images), "labels")).Message);
        Assert.Contains(
            "whole numbers",
            Assert.Throws<InvalidDataException>(() => IdxFile.ReadLabels(new MemoryStream([0, 0, 0x0D, 1, 0, 0, 0, 1, 0, 0, 0, 0]), "labels")).Message);
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(bytes);
        return target.ToArray();
    }
}
