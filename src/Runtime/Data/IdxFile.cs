using System.Buffers.Binary;
using System.IO.Compression;

namespace AutoDiff;

/// <summary>
/// Reads files in the IDX format, in which MNIST and its kin are published: a header with the type and the lengths of the dimensions,
/// then the values, big-endian. A file that is compressed by gzip is read as well.
/// </summary>
public static class IdxFile
{
    private const int MaximumRank = 6;

    // Values are read a piece at a time: a header that lies about their number doesn't make us allocate it.
    private const int Piece = 1 << 20;

    /// <summary>Reads the values of a file as a tensor, such as images of shape (count, height, width).</summary>
    /// <param name="path">The file.</param>
    /// <returns>The values as they are stored: bytes are from 0 to 255.</returns>
    /// <exception cref="InvalidDataException">The file is no IDX file, is truncated, or goes on after its last value.</exception>
    public static Tensor ReadTensor(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return ReadTensor(file, path);
    }

    /// <summary>Reads the values of a stream as a tensor, such as images of shape (count, height, width).</summary>
    /// <param name="stream">The stream, read to its end.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>The values as they are stored: bytes are from 0 to 255.</returns>
    /// <exception cref="InvalidDataException">The stream is no IDX file, is truncated, or goes on after its last value.</exception>
    public static Tensor ReadTensor(Stream stream, string name)
    {
        (IdxType type, int[] shape, ReadOnlyMemory<byte> bytes) = Read(stream, name);
        int size = SizeOf(type);
        float[] values = new float[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)ValueAt(type, bytes.Span.Slice(i * size, size));
        return Tensor.Create(values, shape);
    }

    /// <summary>Reads a file with one whole number for each example.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="InvalidDataException">The file is no IDX file of whole numbers in one dimension, is truncated, or goes on after its last value.</exception>
    public static int[] ReadLabels(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return ReadLabels(file, path);
    }

    /// <summary>Reads a stream with one whole number for each example.</summary>
    /// <param name="stream">The stream, read to its end.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="InvalidDataException">The stream is no IDX file of whole numbers in one dimension, is truncated, or goes on after its last value.</exception>
    public static int[] ReadLabels(Stream stream, string name)
    {
        (IdxType type, int[] shape, ReadOnlyMemory<byte> bytes) = Read(stream, name);
        if (shape.Length != 1)
            throw new InvalidDataException($"{name}: labels have one dimension, and this has the shape {Shapes.Print(shape)}.");
        if (type is IdxType.Single or IdxType.Double)
            throw new InvalidDataException($"{name}: labels are whole numbers, and these are floating-point numbers.");
        int size = SizeOf(type);
        int[] labels = new int[shape[0]];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = (int)ValueAt(type, bytes.Span.Slice(i * size, size));
        return labels;
    }

    private static (IdxType Type, int[] Shape, ReadOnlyMemory<byte> Bytes) Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        byte[] start = new byte[2];
        int read = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        using var whole = new PrefixedStream(start.AsMemory(0, read), stream);
        if (start is not [0x1F, 0x8B])
            return ReadPlain(whole, name);
        using var plain = new GZipStream(whole, CompressionMode.Decompress);
        return ReadPlain(plain, name);
    }

    private static (IdxType Type, int[] Shape, ReadOnlyMemory<byte> Bytes) ReadPlain(Stream stream, string name)
    {
        Span<byte> magic = stackalloc byte[4];
        ReadHeader(stream, magic, name);
        var type = (IdxType)magic[2];
        int rank = magic[3];
        if (magic[0] != 0 || magic[1] != 0 || !Enum.IsDefined(type))
            throw new InvalidDataException($"{name}: this is no IDX file: it begins with the bytes {Convert.ToHexString(magic)}.");
        if (rank is 0 or > MaximumRank)
            throw new InvalidDataException($"{name}: the header has {rank} dimensions, and from 1 to {MaximumRank} can be read.");
        int[] shape = new int[rank];
        Span<byte> dimension = stackalloc byte[4];
        long length = SizeOf(type);
        for (int i = 0; i < rank; i++)
        {
            ReadHeader(stream, dimension, name);
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(dimension);
            if (shape[i] < 0)
                throw new InvalidDataException($"{name}: dimension {i} has the length {(uint)shape[i]}, which is too large.");
            length *= shape[i];
            if (length > Array.MaxLength)
                throw new InvalidDataException($"{name}: the header's dimensions {Shapes.Print(shape)} make more values than can be read.");
        }

        return (type, shape, ReadValues(stream, (int)length, shape, name));
    }

    private static ReadOnlyMemory<byte> ReadValues(Stream stream, int length, int[] shape, string name)
    {
        byte[] values = new byte[Math.Min(length, Piece)];
        int count = 0;
        while (count < length)
        {
            if (count == values.Length)
                Array.Resize(ref values, (int)Math.Min(length, 2L * count));
            int read = stream.Read(values, count, values.Length - count);
            if (read == 0)
                throw new InvalidDataException($"{name}: truncated: the shape {Shapes.Print(shape)} takes {length} bytes, and {count} are there.");
            count += read;
        }

        if (stream.ReadByte() >= 0)
            throw new InvalidDataException($"{name}: it goes on after the {length} bytes that the shape {Shapes.Print(shape)} takes.");
        return values;
    }

    private static void ReadHeader(Stream stream, Span<byte> bytes, string name)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException($"{name}: truncated: it ends within the header.");
    }

    private static int SizeOf(IdxType type) => type switch
    {
        IdxType.Byte or IdxType.SByte => 1,
        IdxType.Int16 => 2,
        IdxType.Int32 or IdxType.Single => 4,
        _ => 8,
    };

    private static double ValueAt(IdxType type, ReadOnlySpan<byte> bytes) => type switch
    {
        IdxType.Byte => bytes[0],
        IdxType.SByte => (sbyte)bytes[0],
        IdxType.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
        IdxType.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
        IdxType.Single => BinaryPrimitives.ReadSingleBigEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };

    private enum IdxType : byte
    {
        Byte = 0x08,
        SByte = 0x09,
        Int16 = 0x0B,
        Int32 = 0x0C,
        Single = 0x0D,
        Double = 0x0E,
    }
}
